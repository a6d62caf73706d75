"""VROOM by pyvroom, exploration level 5. It prices driving, not waiting, and knows no limit of working time: a vehicle that
has one ends that much after its start at the latest. It has no seed, and ends by itself where it finds nothing more."""

from datetime import timedelta

import numpy as np
import vroom
from common import Stopwatch, run

LEVEL = 5


def skills(problem):
    """Of each list of vehicles a number; vehicles have the numbers of the lists that they are on."""
    lists = sorted({tuple(job["vehicles"]) for job in problem.jobs if job["vehicles"] is not None})
    return {allowed: number for number, allowed in enumerate(lists)}


def windows(step):
    return [vroom.TimeWindow(start, end) for start, end in step["windows"]]


def add_jobs(given, problem, numbers):
    for number, job in enumerate(problem.jobs):
        needed = set() if job["vehicles"] is None else {numbers[tuple(job["vehicles"])]}
        words = {"skills": needed, "priority": 50 + 2 * job["priority"]}
        load = vroom.Amount(job["load"])
        if job["pickup"] and job["delivery"]:
            halves = [
                vroom.ShipmentStep(number, step["at"], default_service=step["sec"], time_windows=windows(step))
                for step in (job["pickup"], job["delivery"])
            ]
            given.add_job(vroom.Shipment(*halves, amount=load, **words))
            continue
        kind, step = ("pickup", job["pickup"]) if job["pickup"] else ("delivery", job["delivery"])
        given.add_job(
            vroom.Job(number, step["at"], default_service=step["sec"], time_windows=windows(step), **{kind: load}, **words)
        )


def add_vehicles(given, problem, numbers):
    for at, vehicle in enumerate(problem.vehicles):
        start, end = vehicle["window"]
        latest = min(end, start + vehicle["maxSec"]) if vehicle["maxSec"] else end
        breaks = [
            vroom.Break(number, [vroom.TimeWindow(*one["window"])], service=one["durationSec"])
            for number, one in enumerate(vehicle["breaks"])
        ]
        given.add_vehicle(
            vroom.Vehicle(
                at, start=vehicle["start"], end=vehicle["end"], profile=str(vehicle["profile"]), capacity=vehicle["capacity"],
                skills={number for allowed, number in numbers.items() if at in allowed},
                time_window=vroom.TimeWindow(start, latest), breaks=breaks, costs=vroom.VehicleCosts(fixed=vehicle["fixed"]),
            )
        )


def solve(problem, budget, _seed):
    given = vroom.Input()
    per_sec = {vehicle["profile"]: vehicle["perSec"] for vehicle in problem.vehicles}
    for profile in range(problem.profiles):
        seconds = problem.seconds(profile).astype(np.int64)
        given.set_durations_matrix(str(profile), seconds.astype(np.uint32))
        given.set_costs_matrix(str(profile), (seconds * per_sec[profile] + problem.prices(profile)).astype(np.uint32))
    numbers = skills(problem)
    add_vehicles(given, problem, numbers)
    add_jobs(given, problem, numbers)
    watch = Stopwatch()
    solution = given.solve(exploration_level=LEVEL, nb_threads=1, timeout=timedelta(seconds=budget))
    spent = watch.both()
    routes = {}
    for row in solution.routes.itertuples():
        if row.type in ("job", "pickup", "delivery"):
            job = problem.jobs[int(row.id)]
            kind = row.type if row.type != "job" else "pickup" if job["pickup"] else "delivery"
            routes.setdefault(int(row.vehicle_id), []).append((job["id"], kind))
    return spent | {"routes": [(problem.vehicles[at]["id"], visits) for at, visits in routes.items()]}


run("pyvroom", solve)
