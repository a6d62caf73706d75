"""vrp-cli with a pragmatic problem; one thread, no seed. Breaks are its optional ones, which it may skip where they do not
fit; it prices them as working time."""

import json
import os
import resource
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from common import run

VRP_CLI = Path(sys.executable).with_name("vrp-cli")
MIDNIGHT = datetime(2030, 1, 2, tzinfo=timezone.utc)


def moment(sec):
    return (MIDNIGHT + timedelta(seconds=sec)).strftime("%Y-%m-%dT%H:%M:%SZ")


def window(pair):
    return [moment(pair[0]), moment(pair[1])]


def task(step, load):
    place = {"location": {"index": step["at"]}, "duration": step["sec"]}
    if step["windows"]:
        place["times"] = [window(one) for one in step["windows"]]
    return [{"places": [place], "demand": load}]


def job(one, names):
    made = {"id": one["id"]}
    for kind in ("pickup", "delivery"):
        if one[kind]:
            made["pickups" if kind == "pickup" else "deliveries"] = task(one[kind], one["load"])
    if one["vehicles"] is not None:
        made["skills"] = {"allOf": [names[tuple(one["vehicles"])]]}
    return made


def vehicle_type(at, one, names):
    shift = {
        "start": {"earliest": moment(one["window"][0]), "location": {"index": one["start"]}},
        "end": {"latest": moment(one["window"][1]), "location": {"index": one["end"]}},
    }
    if one["breaks"]:
        shift["breaks"] = [{"time": window(rest["window"]), "places": [{"duration": rest["durationSec"]}]} for rest in one["breaks"]]
    made = {
        "typeId": f"type {one['id']}", "vehicleIds": [one["id"]], "profile": {"matrix": str(one["profile"])},
        "costs": {"fixed": one["fixed"], "distance": 1, "time": one["perSec"]}, "shifts": [shift], "capacity": one["capacity"],
        "skills": [name for allowed, name in names.items() if at in allowed],
    }
    return made | ({"limits": {"maxDuration": one["maxSec"]}} if one["maxSec"] else {})


def merged(types):
    """Types that differ in their vehicles only become one."""
    kinds = {}
    for one in types:
        key = json.dumps({name: value for name, value in one.items() if name not in ("typeId", "vehicleIds")})
        if key in kinds:
            kinds[key]["vehicleIds"] += one["vehicleIds"]
        else:
            kinds[key] = one
    return list(kinds.values())


def write(problem, folder):
    lists = sorted({tuple(one["vehicles"]) for one in problem.jobs if one["vehicles"] is not None})
    names = {allowed: f"list {number}" for number, allowed in enumerate(lists)}
    objectives = [{"type": "minimize-unassigned"}, {"type": "minimize-cost"}]
    stated = {
        "plan": {"jobs": [job(one, names) for one in problem.jobs]},
        "fleet": {
            "vehicles": merged([vehicle_type(at, one, names) for at, one in enumerate(problem.vehicles)]),
            "profiles": [{"name": str(profile)} for profile in range(problem.profiles)],
        },
        "objectives": objectives,
    }
    (folder / "pragmatic.json").write_text(json.dumps(stated))
    files = []
    for profile in range(problem.profiles):
        file = folder / f"matrix-{profile}.json"
        matrix = {
            "profile": str(profile),
            "travelTimes": problem.seconds(profile).ravel().tolist(),
            "distances": problem.prices(profile).ravel().tolist(),
        }
        file.write_text(json.dumps(matrix))
        files.append(file)
    return files


def solve(problem, budget, _seed):
    folder = problem.folder / f"vrp-cli-{os.getpid()}"
    folder.mkdir()
    files = write(problem, folder)
    out = folder / "solution.json"
    words = [VRP_CLI, "solve", "pragmatic", folder / "pragmatic.json", "-t", str(max(1, round(budget))), "-p", "1,1", "-o", out]
    words += ["-m", *files]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(words, capture_output=True, text=True, env=os.environ | {"RAYON_NUM_THREADS": "1"})
    wall = 1000 * (time.perf_counter() - start)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0 or not out.exists():
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise RuntimeError(" ".join(said[:3]) or "vrp-cli failed")
    solution = json.loads(out.read_text())
    routes = []
    for tour in solution["tours"]:
        visits = [
            (activity["jobId"], activity["type"])
            for stop in tour["stops"] for activity in stop["activities"] if activity["type"] in ("pickup", "delivery")
        ]
        routes.append((tour["vehicleId"], visits))
    version = subprocess.run([VRP_CLI, "--version"], capture_output=True, text=True).stdout.split()[-1]
    cpu = 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"version": version, "elapsedMs": wall, "cpuMs": cpu, "peakKb": after.ru_maxrss, "routes": routes}


run(None, solve)
