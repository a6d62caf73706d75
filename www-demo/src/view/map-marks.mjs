// What stands on the map beside the routes: depots, regions, orders on no route.

import { CircleMarker, DivIcon, Marker, Polygon } from 'leaflet/dist/leaflet-src.esm.js';
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
    color: region.colour,
    weight: 1.5,
    dashArray: '6 4',
    fillOpacity: 0.1,
    className: 'map-region',
  }).bindTooltip(() => text([region.name, 'Region']), { sticky: true });

/** Writes on a mark which order step it is, so that it can be dragged. */
export function stepMark(element, orderId, type) {
  element?.setAttribute('data-order', orderId);
  element?.setAttribute('data-type', type);
}

/** A circle with a cross in it. Shapes of the map's one picture: as elements of their own, hundreds of marks are as many layers. */
class CrossMarker extends CircleMarker {
  _updatePath() {
    const { x, y } = this._point;
    const r = this._radius;
    const half = r * Math.SQRT1_2;
    const circle = `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
    const cross = `M${x - half},${y - half}L${x + half},${y + half}M${x - half},${y + half}L${x + half},${y - half}`;
    this._renderer._setPath(this, this._empty() ? 'M0 0' : circle + cross);
  }
}

/** Where an order that is on no route would be served: crossed where it is known why, a ring before that. */
export const leftOutMarkers = (entry) =>
  entry.places.map(({ kind, latLng }) => {
    const known = entry.reasons.length > 0;
    const lines = known ? [`${entry.name}: left out`, ...entry.reasons.map(({ message }) => message)] : [entry.name, 'Not planned yet'];
    const mark = known
      ? new CrossMarker(degrees(latLng), { radius: 7, className: 'map-left-out' })
      : new CircleMarker(degrees(latLng), { radius: 5, className: 'map-waiting' });
    return mark
      .on('add', () => stepMark(mark.getElement(), entry.orderId, kind))
      .bindTooltip(() => text(lines));
  });
