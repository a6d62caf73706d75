// What stands on the map beside the routes: depots, regions, orders on no route.

import { DivIcon, Marker, Polygon } from 'leaflet/dist/leaflet-src.esm.js';
import { h } from './dom.mjs';

/** Coordinates of a snapshot as Leaflet has them. */
export const degrees = ([lat, lng]) => [lat / 1e6, lng / 1e6];

/** Lines as the content of a tooltip; the first is the title. */
export const text = (lines) =>
  h(
    'div',
    { class: 'map-text' },
    h('strong', null, lines[0]),
    lines.slice(1).map((line) => h('span', null, line)),
  );

/** A depot. */
export function depotMarker(depot) {
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

/** The outline of a region. */
export const regionShape = (region) =>
  new Polygon(region.poly.map(degrees), {
    color: region.colour ?? '#64748b',
    weight: 1.5,
    dashArray: '6 4',
    fillOpacity: 0.08,
    className: 'map-region',
  }).bindTooltip(() => text([region.name, 'Region']), { sticky: true });

/** Writes on a mark which order step it is, so that it can be dragged. */
export function stepMark(element, orderId, type) {
  element?.setAttribute('data-order', orderId);
  element?.setAttribute('data-type', type);
}

/** Where an order that is on no route would be served: a cross where it is known why, a ring before that. */
export const leftOutMarkers = (entry) =>
  entry.places.map(({ kind, latLng }) => {
    const known = entry.reasons.length > 0;
    const lines = known ? [`${entry.name}: left out`, ...entry.reasons.map(({ message }) => message)] : [entry.name, 'Not planned yet'];
    const icon = new DivIcon({
      className: known ? 'map-left-out' : 'map-waiting',
      iconSize: known ? [18, 18] : [12, 12],
      html: h('span', { 'aria-hidden': 'true' }, known ? '×' : ''),
    });
    return new Marker(degrees(latLng), { icon, alt: lines[0], keyboard: false })
      .on('add', ({ target }) => stepMark(target.getElement(), entry.orderId, kind))
      .bindTooltip(() => text(lines));
  });
