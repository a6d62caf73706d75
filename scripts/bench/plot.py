"""`make bench-plot`: draws what `make bench` and `make bench-peers` wrote into a folder, as SVG files beside it.

gap-over-time-FAMILY.svg    mean gap of each solver over the seconds; solvers without a history as points at their budget
gap-over-size.svg           gap of each run over the orders of its instance
time-over-size.svg          when the first plan was there, and the peak of memory, over the orders of its instance
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "routewright"
from matplotlib import pyplot as plt

COLOURS = {
    "routewright": "#c0392b", "routewright native": "#e59866", "PyVRP": "#2471a3", "OR-Tools": "#239b56", "VROOM": "#7d3c98",
    "vrp-cli": "#7f8c8d",
}


def read(folder, ending):
    """Rows of all files of one kind, newest last."""
    files = [file for file in folder.glob("bench-*.csv") if file.name.endswith("-history.csv") == (ending == "history")]
    rows = []
    for file in sorted(files, key=lambda one: one.stat().st_mtime):
        with file.open(newline="") as text:
            rows += [row for row in csv.DictReader(text) if "solver" in row]
    return rows


def mean_steps(points, ends):
    """Mean over the runs of the best gap so far, from when all have one, at each moment that one changes."""
    best, steps = {}, []
    for ms, run, gap in sorted(points):
        best[run] = min(gap, best.get(run, gap))
        if len(best) == len(ends):
            steps.append((ms / 1000, sum(best.values()) / len(best)))
    return steps + [(max(ends.values()), steps[-1][1])] if steps else []


def gap_over_time(folder, family, history, rows):
    figure, axes = plt.subplots(figsize=(7, 4.5))
    for solver, colour in COLOURS.items():
        of_solver = [row for row in history if row["solver"] == solver and row["best"] and row["leftOut"] == "0"]
        longest = max((float(row["budget"]) for row in of_solver), default=0)
        points, ends = [], {}
        for row in of_solver:
            if float(row["budget"]) == longest:
                run, best = (row["case"], row["seed"]), float(row["best"])
                ends[run] = longest
                points.append((float(row["ms"]), run, 100 * (float(row["cost"]) - best) / best))
        steps = mean_steps(points, ends)
        if steps:
            axes.step(*zip(*steps), where="post", color=colour, label=solver)
            continue
        by_budget = defaultdict(list)
        for row in rows:
            if row["solver"] == solver and row["gap"]:
                by_budget[float(row["budget"])].append(float(row["gap"]))
        means = sorted((budget, sum(gaps) / len(gaps)) for budget, gaps in by_budget.items())
        if means:
            axes.plot(*zip(*means), "o", color=colour, label=solver)
    axes.set(xscale="log", yscale="log", xlabel="seconds", ylabel="mean gap to best known, %", title=family)
    finish(figure, axes, folder / f"gap-over-time-{family}.svg")


def over_size(folder, rows, name, panels):
    figure, all_axes = plt.subplots(1, len(panels), figsize=(6 * len(panels), 4.5), squeeze=False)
    for axes, (key, label) in zip(all_axes[0], panels):
        for solver, colour in COLOURS.items():
            points = [(int(row["orders"]), float(row[key])) for row in rows if row["solver"] == solver and row[key] and row["orders"]]
            if points:
                axes.plot(*zip(*sorted(points)), "o", color=colour, label=solver, markersize=4, alpha=0.7)
        axes.set(xscale="log", xlabel="orders", ylabel=label)
    finish(figure, all_axes[0][0], folder / name)


def finish(figure, axes, file):
    if axes.get_legend_handles_labels()[0]:
        axes.legend()
        figure.tight_layout()
        figure.savefig(file, metadata={"Date": None})
        print(file)
    plt.close(figure)


def main(folder):
    rows, history = read(folder, "rows"), read(folder, "history")
    if not rows:
        sys.exit(f"there is nothing in {folder}: run `make bench` or `make bench-peers` first")
    for family in sorted({row["family"] for row in rows}):
        of_family = [[row for row in part if row["family"] == family] for part in (history, rows)]
        if any(row["gap"] for row in of_family[1]):
            gap_over_time(folder, family, *of_family)
    over_size(folder, rows, "gap-over-size.svg", [("gap", "gap to best known, %")])
    over_size(folder, rows, "time-over-size.svg", [("firstMs", "first plan, ms"), ("peakMb", "peak memory, MB")])


main(Path(sys.argv[1]))
