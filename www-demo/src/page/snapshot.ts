// The snapshot that the page works on: a loaded one. What may be missing of a snapshot as it is given is there (see the
// maps that `files.ts` fills in), and its routes are as the package writes them.

import type { Depot, Order, Route, RouteId, Snapshot as Given, Territory, TravelModel, Vehicle } from 'routewright';

export interface Snapshot extends Omit<Given, 'territory' | 'depots' | 'vehicles' | 'orders' | 'routes' | 'travel'> {
  territory: Territory;
  depots: Record<string, Depot>;
  vehicles: Record<string, Vehicle>;
  orders: Record<string, Order>;
  routes?: Record<RouteId, Route>;
  travel?: TravelModel;
}
