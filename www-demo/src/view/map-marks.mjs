// What stands on the map beside the routes: depots, regions, orders left out.

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

/** Crosses where an order left out would be served. */
export const leftOutMarkers = (entry) =>
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
