#!/usr/bin/env python3
"""How long an audience waits for "restart the kernel and run all cells", lesson by lesson.

Needs python3 with jupyter_client, and a podnet tool, plain or compiled ahead of time:

    dotnet build src/PodNet.Cli
    python3 tests/PodNet.Benchmarks/kernel-start/lessons.py src/PodNet.Cli/bin/Debug/net10.0/podnet

Seconds, seen from the client: a kernel that has run is shut down, a new one starts, and all code cells run one after the other. Prints the
median (and the largest) of all runs, and the slowest cell of the run in the middle; exit code 1 when a lesson's median is 5 s or more.
"""
import argparse
import glob
import json
import os
import statistics
import sys
import time

from measure import Kernel

GOAL = 5.0
NOTEBOOKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "notebooks")


def code_cells(path):
    with open(path, encoding="utf-8") as file:
        cells = json.load(file)["cells"]
    # A cell that is meant to fail says so; it is run all the same.
    return [("".join(c["source"]), "raises-exception" in c["metadata"].get("tags", [])) for c in cells if c["cell_type"] == "code"]


def run(kernel, source, may_fail):
    try:
        return kernel.run(source) / 1000
    except RuntimeError:
        if not may_fail:
            raise
        return 0.0


def restart_and_run_all(command, old, cells):
    began = time.perf_counter()
    old.stop()
    kernel = Kernel(command)
    kernel.kernel_info()
    times = [run(kernel, source, may_fail) for source, may_fail in cells]
    return kernel, time.perf_counter() - began, times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("podnet", help="path of the podnet tool")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("notebook", nargs="*", help="notebooks; by default the course")
    arguments = parser.parse_args()
    command = [os.path.abspath(arguments.podnet), "kernel", "{file}"]
    lessons = arguments.notebook or sorted(glob.glob(os.path.join(NOTEBOOKS, "*", "lesson.ipynb")))
    kernel, met = Kernel(command), True
    kernel.kernel_info()
    print("| lesson | cells | restart and run all (largest) | slowest cell |\n|---|---|---|---|")
    for path in lessons:
        cells, results = code_cells(path), []
        for _ in range(arguments.runs):
            kernel, seconds, times = restart_and_run_all(command, kernel, cells)
            results.append((seconds, times))
        results.sort(key=lambda r: r[0])
        median = statistics.median(r[0] for r in results)
        times = results[len(results) // 2][1]
        slowest = max(range(len(times)), key=times.__getitem__)
        name = os.path.basename(os.path.dirname(os.path.abspath(path)))
        print(f"| {name} | {len(cells)} | {median:.2f} s ({results[-1][0]:.2f}) | cell {slowest + 1}: {times[slowest]:.2f} s |")
        met = met and median < GOAL
    kernel.stop()
    print(f"{'met' if met else 'MISSED'}: every lesson under {GOAL:.0f} s")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
