"""OR-Tools routing: parallel cheapest insertion, then guided local search. One thread; it has no seed."""

import numpy as np
from common import Stopwatch, run, step_windows
from ortools.constraint_solver import pywrapcp, routing_enums_pb2


KINDS = ("pickup", "delivery")


class Model:
    def __init__(self, problem):
        self.problem = problem
        self.nodes = []  # of each node of OR-Tools (location, seconds of service)
        self.steps = []  # and (job, type), None for a depot
        places = sorted({vehicle[end] for vehicle in problem.vehicles for end in ("start", "end")})
        depots = {place: self.node(place, 0, None) for place in places}
        self.jobs = [
            [(kind, job[kind], self.node(job[kind]["at"], job[kind]["sec"], (job["id"], kind))) for kind in KINDS if job[kind]]
            for job in problem.jobs
        ]
        ends = [[depots[vehicle[end]] for vehicle in problem.vehicles] for end in ("start", "end")]
        self.manager = pywrapcp.RoutingIndexManager(len(self.nodes), len(problem.vehicles), *ends)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.add_prices()
        self.add_time()
        self.add_loads()
        self.add_jobs()

    def node(self, place, service, step):
        self.nodes.append((place, service))
        self.steps.append(step)
        return len(self.nodes) - 1

    def index(self, node):
        return self.manager.NodeToIndex(node)

    def matrices(self, read):
        places = [place for place, _ in self.nodes]
        chosen = np.ix_(places, places)
        return [read(profile)[chosen].astype(np.int64) for profile in range(self.problem.profiles)]

    def add_prices(self):
        made = [self.routing.RegisterTransitMatrix(prices.tolist()) for prices in self.matrices(self.problem.prices)]
        for at, vehicle in enumerate(self.problem.vehicles):
            self.routing.SetArcCostEvaluatorOfVehicle(made[vehicle["profile"]], at)
            self.routing.SetFixedCostOfVehicle(vehicle["fixed"], at)

    def add_time(self):
        services = np.array([service for _, service in self.nodes])
        latest = max(vehicle["window"][1] for vehicle in self.problem.vehicles)
        until_next = [seconds + services[:, None] for seconds in self.matrices(self.problem.seconds)]
        made = [self.routing.RegisterTransitMatrix(seconds.tolist()) for seconds in until_next]
        of_vehicle = [made[vehicle["profile"]] for vehicle in self.problem.vehicles]
        self.routing.AddDimensionWithVehicleTransits(of_vehicle, latest, latest, False, "time")
        self.time = self.routing.GetDimensionOrDie("time")
        solver = self.routing.solver()
        at_index = [0] * self.routing.Size()
        for node in range(len(self.nodes)):
            if self.steps[node]:
                at_index[self.index(node)] = int(services[node])
        for at, vehicle in enumerate(self.problem.vehicles):
            for end in (self.routing.Start(at), self.routing.End(at)):
                self.time.CumulVar(end).SetRange(*vehicle["window"])
            self.routing.AddVariableMinimizedByFinalizer(self.time.CumulVar(self.routing.End(at)))
            if vehicle["maxSec"]:
                self.time.SetSpanUpperBoundForVehicle(vehicle["maxSec"], at)
            if vehicle["perSec"]:
                self.time.SetSpanCostCoefficientForVehicle(vehicle["perSec"], at)
            breaks = [
                solver.FixedDurationIntervalVar(*one["window"], one["durationSec"], False, f"break {at} {number}")
                for number, one in enumerate(vehicle["breaks"])
            ]
            if breaks:
                self.time.SetBreakIntervalsOfVehicle(breaks, at, at_index)

    def add_loads(self):
        """What comes from the depot is on board at the start, which therefore is free; pairs alone start empty."""
        pairs_only = all(job["pickup"] and job["delivery"] for job in self.problem.jobs)
        for load in range(self.problem.loads):
            on_board = self.load_dimension(f"on board {load}", load, pairs_only, lambda job: True)
            if pairs_only:
                continue
            # Else goods that are brought back could be handed out: what is on board at the start is all that comes from there.
            brought = self.load_dimension(f"brought {load}", load, False, lambda job: not job["pickup"])
            for at in range(len(self.problem.vehicles)):
                start = self.routing.Start(at)
                self.routing.solver().Add(on_board.CumulVar(start) == brought.CumulVar(start))

    def load_dimension(self, name, load, starts_empty, counts):
        changes = [0] * len(self.nodes)
        for job, steps in zip(self.problem.jobs, self.jobs):
            for kind, _, node in steps if counts(job) else []:
                changes[node] = job["load"][load] if kind == "pickup" else -job["load"][load]
        capacities = [vehicle["capacity"][load] for vehicle in self.problem.vehicles]
        transit = self.routing.RegisterUnaryTransitVector(changes)
        self.routing.AddDimensionWithVehicleCapacity(transit, 0, capacities, starts_empty, name)
        return self.routing.GetDimensionOrDie(name)

    def add_jobs(self):
        left_out = self.problem.left_out()
        windows = [vehicle["window"] for vehicle in self.problem.vehicles]
        for job, steps in zip(self.problem.jobs, self.jobs):
            indices = [self.index(node) for _, _, node in steps]
            for (_, step, _), index in zip(steps, indices):
                self.routing.AddDisjunction([index], left_out // len(steps))
                allowed = step_windows(step, windows)
                moment = self.time.CumulVar(index)
                moment.SetRange(allowed[0][0], allowed[-1][1])
                for (_, end), (start, _) in zip(allowed, allowed[1:]):
                    moment.RemoveInterval(end + 1, start - 1)
                if job["vehicles"] is not None:
                    self.routing.VehicleVar(index).SetValues([-1, *job["vehicles"]])  # −1: left out
            if len(indices) == 2:
                self.routing.AddPickupAndDelivery(*indices)
                solver = self.routing.solver()
                solver.Add(self.routing.VehicleVar(indices[0]) == self.routing.VehicleVar(indices[1]))
                solver.Add(self.time.CumulVar(indices[0]) <= self.time.CumulVar(indices[1]))

    def routes(self, solution):
        for at, vehicle in enumerate(self.problem.vehicles):
            index, visits = self.routing.Start(at), []
            while not self.routing.IsEnd(index):
                step = self.steps[self.manager.IndexToNode(index)]
                if step:
                    visits.append(step)
                index = solution.Value(self.routing.NextVar(index))
            yield vehicle["id"], visits


def solve(problem, budget, _seed):
    model = Model(problem)
    words = pywrapcp.DefaultRoutingSearchParameters()
    words.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    words.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    words.time_limit.FromMilliseconds(int(1000 * budget))
    history = []
    watch = Stopwatch()

    def found():
        cost = model.routing.CostVar().Max()
        if not history or cost < history[-1][1]:
            history.append((watch.ms(), cost))

    model.routing.AddAtSolutionCallback(found)
    solution = model.routing.SolveWithParameters(words)
    spent = watch.both()
    if solution is None:
        raise RuntimeError("OR-Tools found no plan in the budget")
    return spent | {"history": history, "routes": list(model.routes(solution))}


run("ortools", solve)
