"""PyVRP. It knows no breaks and no vehicles that may not serve a client: the first are left away, the second become drives
that are far too long. A client with several windows is a group of clients of which one is visited; a pair keeps the widest.
All clients are required: with prizes in place of that it found worse plans of the rich cities. A plan that it calls infeasible
is handed over all the same; the judge says what it breaks."""

import numpy as np
import pyvrp
from common import Stopwatch, run, step_windows
from pyvrp.stop import MaxRuntime

BARRED_SEC = 10_000_000


class Model:
    """The problem as PyVRP wants it, and who is who in its solution."""

    def __init__(self, problem):
        self.problem = problem
        self.places = []  # of each location of PyVRP the location of the problem
        self.barred = []  # and the vehicles that may not go there
        self.clients, self.client_jobs, self.shipments, self.shipment_jobs, self.groups = [], [], [], [], []
        self.depots = {}
        self.windows = [vehicle["window"] for vehicle in problem.vehicles]
        for place in sorted({v[end] for v in problem.vehicles for end in ("start", "end")}):
            self.depots[place] = (len(self.depots), self.location(place, None))
        for job in problem.jobs:
            self.add_shipment(job) if job["pickup"] and job["delivery"] else self.add_clients(job)

    def location(self, place, job):
        self.places.append(place)
        allowed = job["vehicles"] if job else None
        everyone = range(len(self.problem.vehicles))
        self.barred.append(frozenset() if allowed is None else frozenset(everyone) - frozenset(allowed))
        return len(self.places) - 1

    def add_clients(self, job):
        step = job["pickup"] or job["delivery"]
        kind = "pickup" if job["pickup"] else "delivery"
        windows = step_windows(step, self.windows)
        location = self.location(step["at"], job)
        several = {"group": len(self.groups), "required": False} if len(windows) > 1 else {}
        members = []
        for start, end in windows:
            members.append(len(self.clients))
            self.client_jobs.append((job["id"], kind))
            self.clients.append(
                pyvrp.Client(location, **{kind: job["load"]}, service_duration=step["sec"], tw_early=start, tw_late=end, **several)
            )
        if len(windows) > 1:
            self.groups.append(pyvrp.ClientGroup(members, required=True))

    def add_shipment(self, job):
        def widest(step):
            start, end = max(step_windows(step, self.windows), key=lambda window: window[1] - window[0])
            return pyvrp.ShipmentStep(self.location(step["at"], job), start, end, step["sec"])

        pickup, delivery = widest(job["pickup"]), widest(job["delivery"])
        self.shipments.append(
            pyvrp.Shipment(
                pickup.location, delivery.location, pickup.tw_early, pickup.tw_late, pickup.service_duration,
                delivery.tw_early, delivery.tw_late, delivery.service_duration, amount=job["load"],
            )
        )
        self.shipment_jobs.append(job["id"])

    def data(self):
        types, self.type_vehicles, self.matrices, profiles = [], [], [], {}
        for at, vehicle in enumerate(self.problem.vehicles):
            bars = tuple(number for number, barred in enumerate(self.barred) if at in barred)
            key = (vehicle["profile"], bars)
            if key not in profiles:
                profiles[key] = len(self.matrices)
                self.matrices.append(self.matrix_pair(*key))
            words = self.vehicle_words(vehicle, profiles[key])
            if words in types:
                self.type_vehicles[types.index(words)].append(vehicle["id"])
            else:
                types.append(words)
                self.type_vehicles.append([vehicle["id"]])
        made = [pyvrp.VehicleType(len(ids), **words) for words, ids in zip(types, self.type_vehicles)]
        return pyvrp.ProblemData(
            [pyvrp.Location(0, 0) for _ in self.places], self.clients,
            [pyvrp.Depot(location) for _, location in self.depots.values()], made,
            [prices for prices, _ in self.matrices], [seconds for _, seconds in self.matrices], self.groups, self.shipments,
        )

    def vehicle_words(self, vehicle, profile):
        start, end = vehicle["window"]
        words = {
            "capacity": vehicle["capacity"], "start_depot": self.depots[vehicle["start"]][0],
            "end_depot": self.depots[vehicle["end"]][0], "fixed_cost": vehicle["fixed"], "tw_early": start, "tw_late": end,
            "unit_duration_cost": vehicle["perSec"], "profile": profile,
        }
        return words | ({"shift_duration": vehicle["maxSec"]} if vehicle["maxSec"] else {})

    def matrix_pair(self, profile, bars):
        chosen = np.ix_(self.places, self.places)
        prices = self.problem.prices(profile)[chosen].astype(np.int64)
        seconds = self.problem.seconds(profile)[chosen].astype(np.int64)
        for barred in bars:
            seconds[:, barred] = BARRED_SEC
        np.fill_diagonal(seconds, 0)
        return prices, seconds

    def visits(self, route):
        for activity in route:
            if activity.is_client():
                yield self.client_jobs[activity.idx]
            elif activity.is_pickup() or activity.is_delivery():
                yield self.shipment_jobs[activity.idx], "pickup" if activity.is_pickup() else "delivery"

    def routes(self, solution):
        left = [list(ids) for ids in self.type_vehicles]
        return [(left[route.vehicle_type()].pop(0), list(self.visits(route))) for route in solution.routes()]


def improvements(statistics):
    """[ms, cost] of each new best plan that is feasible."""
    ms, best, points = 0, None, []
    for seconds, datum in zip(statistics.runtimes, statistics):
        ms += 1000 * seconds
        if datum.best_feas and (best is None or datum.best_cost < best):
            best = datum.best_cost
            points.append((ms, best))
    return points


def params(problem):
    """The defaults, but where a vehicle costs more than any penalty may grow to: a second late must not be cheaper."""
    dearest = max(vehicle["fixed"] for vehicle in problem.vehicles)
    most = max(pyvrp.PenaltyParams().max_penalty, dearest)
    return pyvrp.SolveParams(penalty=pyvrp.PenaltyParams(max_penalty=most))


def solve(problem, budget, seed):
    model = Model(problem)
    data = model.data()
    watch = Stopwatch()
    result = pyvrp.solve(data, stop=MaxRuntime(budget), seed=seed, params=params(problem))
    spent = watch.both()
    history = improvements(result.stats)
    return spent | {"iterations": result.num_iterations, "history": history, "routes": model.routes(result.best)}


run("pyvrp", solve)
