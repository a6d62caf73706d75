// The map as a surface for dragging: its stops and the orders left out are taken, a leg of a route is aimed at. Where the
// stop would go is drawn as a dashed way through it.

import { placeOf } from '../model/vehicle.mjs';
import { Polyline } from '../view/leaflet.mjs';
import { degrees } from '../view/map-marks.mjs';
import type { Canvas } from './canvas.js';
import type { Surface } from './drag.js';
import { nearestLeg, nearestStep, type Placed, type Point } from './map-aim.js';
import type { Aimed, Mover } from './mover.js';
import type { RouteView } from './plan-model.js';
import { isLocked } from './session.js';
import { stepOf } from './timeline-surface.js';

/** A finger is thick. */
const FINGER_PX = 22;

const isMoved = (aimed: Aimed, step: RouteView['steps'][number]) => step.orderId === aimed.orderId && step.type === aimed.kind;

/** Where the stop that is moved is served. */
function placeOfMoved({ session, orderId, kind }: Aimed): [number, number] | null {
  const { orders, depots } = session.snapshot;
  return placeOf(orders[orderId]?.[kind], depots).latLng;
}

/** The places that a way through the stop leads over: before it, itself, after it. */
function wayThrough(canvas: Canvas, aimed: Aimed): [number, number][] {
  const steps = (canvas.row(aimed.to)?.steps ?? []).filter((step) => step.latLng !== null && !isMoved(aimed, step));
  const own = placeOfMoved(aimed);
  if (own === null) return [];
  const visits = steps.flatMap((step, at) => (step.orderId === null ? [] : [at]));
  // In front of the order step that it would come before; after the last one where there is none.
  const at = visits[aimed.index] ?? (visits.at(-1) ?? Math.ceil(steps.length / 2) - 1) + 1;
  return [steps[at - 1]?.latLng, own, steps[at]?.latLng].filter((place) => place != null);
}

export function mapSurface(canvas: Canvas, mover: Mover, host: HTMLElement): Surface {
  const { leaflet } = canvas.map;
  const way = new Polyline([], { weight: 4, dashArray: '7 7', className: 'map-aim', interactive: false });
  const halo = new Polyline([], { weight: 9, className: 'map-aim-halo', interactive: false });
  // Where everything is on the screen, relative to the map; it does not move while a stop is being dragged.
  const onScreen = (latLng: [number, number]) => leaflet.latLngToContainerPoint(degrees(latLng)) as Point;
  const placed = (): Placed[] => canvas.rows.map(({ id, steps }) => ({
    routeId: id,
    steps: steps.flatMap(({ orderId, type, latLng }) => (latLng === null ? [] : [{ orderId, type, ...onScreen(latLng) }])),
  }));
  const leftOut = (): Placed => ({
    routeId: '',
    steps: canvas.leftOut.flatMap(({ orderId, places }) => places.map(({ kind, latLng }) => ({ orderId, type: kind, ...onScreen(latLng) }))),
  });
  const inMap = (x: number, y: number) => {
    const { left, top } = host.getBoundingClientRect();
    return { x: x - left, y: y - top };
  };

  mover.watch((aimed) => {
    for (const line of [halo, way]) line.remove();
    canvas.map.ring(aimed === null ? null : placeOfMoved(aimed));
    const places = aimed === null ? [] : wayThrough(canvas, aimed);
    if (aimed === null || places.length < 2) return;
    way.setStyle({ color: canvas.row(aimed.to)?.colour ?? '#64748b' });
    for (const line of [halo, way]) line.setLatLngs(places.map(degrees)).addTo(leaflet);
  });

  return {
    host,
    stepAt(target, x, y, finger) {
      return stepOf(target) ?? (finger ? nearestStep([...placed(), leftOut()], inMap(x, y), FINGER_PX) : null);
    },
    aimAt(_, x, y) {
      const { aimed } = mover;
      if (aimed === null) return;
      const open = placed().filter(({ routeId }) => !isLocked(aimed.session.snapshot, routeId));
      const leg = nearestLeg(open, inMap(x, y), aimed);
      if (leg !== null) mover.aim(leg.routeId, leg.index);
    },
    held(on) {
      if (on) leaflet.dragging.disable();
      else leaflet.dragging.enable();
    },
  };
}
