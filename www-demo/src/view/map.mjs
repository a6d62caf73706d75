// The map: Leaflet without tiles, so that it needs neither network nor key. It draws lines as SVG.

import 'leaflet/dist/leaflet.css';
import './map.css';
import {
  CircleMarker,
  Control,
  DivIcon,
  LatLngBounds,
  Map as LeafletMap,
  Marker,
  Polygon,
  Polyline,
  LayerGroup,
  DomEvent,
} from 'leaflet/dist/leaflet-src.esm.js';
import { routeLines, stopLines } from '../model/describe.mjs';
import { h } from './dom.mjs';

const degrees = ([lat, lng]) => [lat / 1e6, lng / 1e6];

const text = (lines) =>
  h(
    'div',
    { class: 'map-text' },
    h('strong', null, lines[0]),
    lines.slice(1).map((line) => h('span', null, line)),
  );

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

function routeLayer(route, selection) {
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
      .bindTooltip(() => text([...stopLines(step), route.vehicle]))
      .on('click', pick),
  );
  return { route, layer: new LayerGroup([ends, line, ...stops]), line, ends, stops };
}

/** Numbers at the stops of the route that is picked out. */
function numbers(route) {
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

function depotMarker(depot) {
  const icon = new DivIcon({
    className: 'map-depot',
    iconSize: [22, 22],
    html: h('span', { role: 'img', 'aria-label': `Depot ${depot.name}` }, '⌂'),
  });
  return new Marker(degrees(depot.latLng), {
    icon,
    zIndexOffset: 500,
  }).bindTooltip(() => text([depot.name, 'Depot']));
}

const regionShape = (region) =>
  new Polygon(region.poly.map(degrees), {
    color: region.colour ?? '#64748b',
    weight: 1.5,
    dashArray: '6 4',
    fillOpacity: 0.08,
    className: 'map-region',
  }).bindTooltip(() => text([region.name, 'Region']), { sticky: true });

const leftOutMarkers = (entry) =>
  entry.places.map((place) =>
    new Marker(degrees(place), {
      icon: new DivIcon({
        className: 'map-left-out',
        iconSize: [16, 16],
        html: h('span', { 'aria-hidden': 'true' }, '×'),
      }),
      alt: `Left out: ${entry.name}`,
      keyboard: false,
    }).bindTooltip(() => text([`${entry.name}: left out`, ...entry.reasons.map((reason) => reason.message)])),
  );

function boundsOf(view) {
  const places = [
    ...view.routes.flatMap((route) => route.steps.map((step) => step.latLng)),
    ...view.leftOut.flatMap((entry) => entry.places),
    ...view.depots.map((depot) => depot.latLng),
  ].filter((place) => place !== null);
  return places.length === 0 ? null : new LatLngBounds(places.map(degrees)).pad(0.04);
}

function highlight(layers, id, map) {
  for (const { route, line, ends, stops } of layers) {
    const faded = id !== null && route.id !== id;
    const chosen = route.id === id;
    line.setStyle({ opacity: faded ? 0.12 : 0.85, weight: chosen ? 5 : 3 });
    ends.setStyle({ opacity: faded ? 0.08 : 0.85, weight: chosen ? 3 : 1.5 });
    stops.forEach((stop) =>
      stop.setStyle({ opacity: faded ? 0.15 : 1, fillOpacity: faded ? 0.15 : 1, radius: chosen ? 9 : 5 }),
    );
    if (chosen) [ends, line, ...stops].forEach((shape) => shape.bringToFront());
  }
  const chosen = layers.find((entry) => entry.route.id === id);
  return chosen === undefined ? null : numbers(chosen.route).addTo(map);
}

/** Draws the map of a plan into `host`, which is in the document already; gives a function that takes it away. */
export function drawMap(host, view, selection) {
  const bounds = boundsOf(view);
  if (bounds === null) {
    host.replaceChildren(h('p', { class: 'empty' }, 'No coordinates to show.'));
    return () => host.replaceChildren();
  }
  const map = new LeafletMap(host, {
    attributionControl: false,
    zoomSnap: 0.25,
    maxZoom: 19,
    scrollWheelZoom: true,
    maxBoundsViscosity: 0.5,
  });
  map.fitBounds(bounds, { maxZoom: 15 });
  new Control.Scale({ imperial: false }).addTo(map);
  view.regions.filter((region) => region.poly.length > 2).forEach((region) => regionShape(region).addTo(map));
  const layers = view.routes.map((route) => routeLayer(route, selection));
  layers.forEach(({ layer }) => layer.addTo(map));
  view.leftOut.flatMap(leftOutMarkers).forEach((mark) => mark.addTo(map));
  view.depots.forEach((depot) => depotMarker(depot).addTo(map));
  map.on('click', () => selection.current !== null && selection.toggle(selection.current));
  let labels = null;
  selection.watch((id) => {
    labels?.remove();
    labels = highlight(layers, id, map);
  });
  return () => map.remove();
}
