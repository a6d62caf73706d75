// What the page takes of Leaflet beside the map itself.

export { CircleMarker, LayerGroup, Marker, DivIcon, Polyline } from 'leaflet/dist/leaflet-src.esm.js';

/** @typedef {{ latlng: { lat: number, lng: number } }} LeafletMouseEvent */
