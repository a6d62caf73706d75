// The routes on the map: legs as lines, stops as dots.

import { CircleMarker, DivIcon, DomEvent, LayerGroup, Marker, Polyline } from 'leaflet/dist/leaflet-src.esm.js';
import { routeLines, stopLines } from '../model/describe.mjs';
import { h } from './dom.mjs';
import { degrees, stepMark, text } from './map-marks.mjs';

const isVisit = (step) => step.latLng !== null && (step.type === 'pickup' || step.type === 'delivery');

/** The legs of a route: between stops, and to or from depots, which are drawn lighter as they cross everything. */
function legsOf(route) {
  const placed = route.steps.filter((step) => step.latLng !== null);
  const pairs = placed.slice(1).map((step, index) => [placed[index], step]);
  const legs = pairs.filter(([from, to]) => from.latLng[0] !== to.latLng[0] || from.latLng[1] !== to.latLng[1]);
  const drawn = (wanted) =>
    legs
      .filter(([from, to]) => (isVisit(from) && isVisit(to)) === wanted)
      .map(([from, to]) => [degrees(from.latLng), degrees(to.latLng)]);
  return { between: drawn(true), depot: drawn(false) };
}

/** The lines and stops of a route, not on a map yet. */
export function routeLayer(route, selection) {
  const pick = (event) => {
    DomEvent.stopPropagation(event);
    selection.toggle(route.id);
  };
  const legs = legsOf(route);
  const line = new Polyline(legs.between, { color: route.colour, weight: 3, opacity: 0.85 });
  const ends = new Polyline(legs.depot, { color: route.colour, weight: 1.5, opacity: 0.85, dashArray: '1 6' });
  for (const part of [line, ends]) part.bindTooltip(() => text(routeLines(route)), { sticky: true }).on('click', pick);
  const stops = route.steps.filter(isVisit).map((step) =>
    new CircleMarker(degrees(step.latLng), {
      radius: 5,
      color: route.colour,
      fillColor: route.colour,
      fillOpacity: 1,
      weight: 2,
      className: 'map-stop',
    })
      .on('add', ({ target }) => stepMark(target.getElement(), step.orderId, step.type))
      .bindTooltip(() => text([...stopLines(step), route.vehicle]))
      .on('click', pick),
  );
  return { route, layer: new LayerGroup([ends, line, ...stops]), line, ends, stops };
}

/** Numbers at the stops of the route that is picked out. */
export function numbers(route) {
  const marks = route.steps.filter(isVisit).map(
    (step) =>
      new Marker(degrees(step.latLng), {
        interactive: false,
        keyboard: false,
        icon: new DivIcon({
          className: 'map-number',
          iconSize: [20, 20],
          html: h('span', null, step.label.split('.').pop() || '•'),
        }),
      }),
  );
  return new LayerGroup(marks);
}

/** Makes the route that is picked out stand out, and the others fade. */
export function emphasise({ route, line, ends, stops }, id) {
  const faded = id !== null && route.id !== id;
  const chosen = route.id === id;
  line.setStyle({ opacity: faded ? 0.12 : 0.85, weight: chosen ? 5 : 3 });
  ends.setStyle({ opacity: faded ? 0.08 : 0.85, weight: chosen ? 3 : 1.5 });
  stops.forEach((stop) =>
    stop.setStyle({ opacity: faded ? 0.15 : 1, fillOpacity: faded ? 0.15 : 1, radius: chosen ? 9 : 5 }),
  );
  if (chosen) [ends, line, ...stops].forEach((shape) => shape.bringToFront());
}
