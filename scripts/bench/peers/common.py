"""What the runners of the peers share: reading the problem, measuring, and writing what the solver gave back.

A runner is called with a folder (see problem.mjs), the budget in seconds and a seed. It prints JSON: version, elapsedMs,
cpuMs, peakMb, iterations, firstMs, history of [ms, cost in hundredths], and routes of [vehicle, [[job, type], …]].
"""

import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

# What leaving a job out costs, in hundredths: more than any detour of the examples.
LEFT_OUT = 2_000_000


class Problem:
    def __init__(self, folder):
        self.folder = Path(folder)
        stated = json.loads((self.folder / "problem.json").read_text())
        self.size = stated["locations"]
        self.profiles = stated["profiles"]
        self.units = stated["unitsPerHundredth"]
        self.loads = stated["loads"]
        self.vehicles = stated["vehicles"]
        self.jobs = stated["jobs"]

    def matrix(self, kind, profile):
        path = self.folder / f"{kind}-{profile}.i32"
        return np.fromfile(path, dtype=np.int32).reshape(self.size, self.size)

    def seconds(self, profile):
        return self.matrix("seconds", profile)

    def prices(self, profile):
        return self.matrix("prices", profile)

    def left_out(self):
        """What leaving a job out costs in units: above all that is driven for all jobs together, where vehicles come first."""
        dearest = max(vehicle["fixed"] for vehicle in self.vehicles)
        return max(LEFT_OUT * self.units, 2 * dearest)


def step_windows(step, vehicle_windows):
    """The windows of a step; the span of all vehicles where it has none."""
    if step["windows"]:
        return step["windows"]
    return [[min(start for start, _ in vehicle_windows), max(end for _, end in vehicle_windows)]]


def run(package, solve):
    """Calls solve(problem, budget, seed) → dict with routes, iterations, history; prints the report."""
    folder, budget, seed = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    problem = Problem(folder)
    outcome = solve(problem, budget, seed)
    of_all = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    history = [{"ms": ms, "cost": cost / problem.units, "leftOut": 0} for ms, cost in outcome.get("history", [])]
    report = {
        "version": version(package) if package else outcome["version"],
        "elapsedMs": outcome["elapsedMs"],
        "wallMs": outcome["elapsedMs"],
        "cpuMs": outcome["cpuMs"],
        "peakMb": (outcome.get("peakKb") or max(of_all)) / 1024,
        "wasmMb": None,
        "iterations": outcome.get("iterations"),
        "firstMs": history[0]["ms"] if history else None,
        "history": history,
        "routes": [
            {"vehicleId": vehicle, "visits": [{"orderId": job, "type": kind} for job, kind in visits]}
            for vehicle, visits in outcome["routes"]
        ],
    }
    json.dump(report, sys.stdout)


class Stopwatch:
    """Wall and processor milliseconds of this process since it was made."""

    def __init__(self):
        self.wall = time.perf_counter()
        self.cpu = time.process_time()

    def ms(self):
        return 1000 * (time.perf_counter() - self.wall)

    def both(self):
        return {"elapsedMs": self.ms(), "cpuMs": 1000 * (time.process_time() - self.cpu)}
