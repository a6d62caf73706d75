// The map: Leaflet without tiles, so that it needs neither network nor key. It draws lines as SVG.

import 'leaflet/dist/leaflet.css';
import './map.css';
import { CircleMarker, Control, LatLngBounds, LayerGroup, Map as LeafletMap } from 'leaflet/dist/leaflet-src.esm.js';
import { h } from './dom.mjs';
import { degrees, depotMarker, leftOutMarkers, regionShape } from './map-marks.mjs';
import { emphasise, numbers, routeLayer } from './map-routes.mjs';

function boundsOf(places) {
  const known = places.filter((place) => place !== null);
  return known.length === 0 ? null : new LatLngBounds(known.map(degrees)).pad(0.03);
}

const placesOf = (view) => [
  ...view.regions.flatMap((region) => region.poly),
  ...view.routes.flatMap((route) => route.steps.map((step) => step.latLng)),
  ...view.leftOut.flatMap((entry) => entry.places.map(({ latLng }) => latLng)),
  ...view.depots.map((depot) => depot.latLng),
];

/** What the marks of an order left out depend on. */
const markKey = ({ places, reasons }) => JSON.stringify([places, reasons.map(({ message }) => message)]);

/** A map of routes that can change one by one. */
export class PlanMap {
  #layers = new Map();
  #selection;
  #labels = null;
  #ring = null;
  #ground = new LayerGroup();
  #leftOut = new Map();

  /** Draws into `host`, which is in the document already. */
  constructor(host, selection) {
    this.leaflet = new LeafletMap(host, {
      attributionControl: false,
      zoomSnap: 0.25,
      maxZoom: 19,
      scrollWheelZoom: true,
      maxBoundsViscosity: 0.5,
    });
    this.#selection = selection;
    this.#ground.addTo(this.leaflet);
    new Control.Scale({ imperial: false }).addTo(this.leaflet);
    this.leaflet.on('click', () => selection.current !== null && selection.toggle(selection.current));
    selection.watch((id) => this.#emphasise(id));
  }

  /** Shows these places; false where there are none. */
  fit(places) {
    const bounds = boundsOf(places);
    if (bounds === null) return false;
    this.leaflet.fitBounds(bounds, { maxZoom: 15, animate: false });
    return true;
  }

  /** Replaces regions and depots. */
  setGround({ regions, depots }) {
    this.#ground.clearLayers();
    regions.filter((region) => region.poly.length > 2).forEach((region) => this.#ground.addLayer(regionShape(region)));
    depots.forEach((depot) => this.#ground.addLayer(depotMarker(depot)));
  }

  /** Draws the marks of an order that is on no route anew; `null` takes them away. */
  setLeftOut(id, entry) {
    const there = this.#leftOut.get(id);
    const key = entry === null ? null : markKey(entry);
    if (there === undefined ? entry === null : there.key === key) return;
    there?.marks.forEach((mark) => mark.remove());
    this.#leftOut.delete(id);
    if (entry !== null) this.#leftOut.set(id, { key, marks: leftOutMarkers(entry).map((mark) => mark.addTo(this.leaflet)) });
  }

  /** Draws a route anew; `null` takes it away. */
  setRoute(id, route) {
    const there = this.#layers.get(id);
    if (there?.route === route) return;
    there?.layer.remove();
    this.#layers.delete(id);
    if (route !== null) {
      const made = routeLayer(route, this.#selection);
      made.layer.addTo(this.leaflet);
      this.#layers.set(id, made);
      if (this.#selection.current !== null) emphasise(made, this.#selection.current);
    }
    if (id === this.#selection.current) this.#number(id);
  }

  /** Rings a place; `null` = none. */
  ring(place) {
    this.#ring?.remove();
    this.#ring = null;
    if (place === null) return;
    this.#ring = new CircleMarker(degrees(place), { radius: 13, weight: 3, fill: false, interactive: false, className: 'map-ring' });
    this.#ring.addTo(this.leaflet);
  }

  /** The ids of the routes that are drawn. */
  get routeIds() {
    return [...this.#layers.keys()];
  }

  /** The ids of the orders that have marks. */
  get leftOutIds() {
    return [...this.#leftOut.keys()];
  }

  remove() {
    this.leaflet.remove();
  }

  #emphasise(id) {
    for (const layers of this.#layers.values()) emphasise(layers, id);
    this.#number(id);
  }

  #number(id) {
    this.#labels?.remove();
    const chosen = this.#layers.get(id);
    this.#labels = chosen === undefined ? null : numbers(chosen.route).addTo(this.leaflet);
  }
}

/** Draws the map of a plan into `host`, which is in the document already; gives a function that takes it away. */
export function drawMap(host, view, selection) {
  if (boundsOf(placesOf(view)) === null) {
    host.replaceChildren(h('p', { class: 'empty' }, 'No coordinates to show.'));
    return () => host.replaceChildren();
  }
  const map = new PlanMap(host, selection);
  map.fit(placesOf(view));
  map.setGround(view);
  view.routes.forEach((route) => map.setRoute(route.id, route));
  view.leftOut.forEach((entry) => map.setLeftOut(entry.orderId, entry));
  return () => map.remove();
}
