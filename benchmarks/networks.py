"""Attractors of published networks: how many, in what time, and whether these are all.

    python benchmarks/networks.py FOLDER [--seconds 20] [--mode true free sync] [--only 008 144]

FOLDER holds ``bnet/*.bnet`` and, to compare with, ``truth_async.csv`` and ``truth_sync.csv``.
Modes: asynchronous update with every input held at 1 (``true``) or free (``free``), and
synchronous update with inputs at 1 (``sync``). Seconds include reading the file. The exit
status is 1 when a complete count differs from the known one, or a lower bound exceeds it.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS
from boolnet.engines.budget import Budget, Coverage
from boolnet.formats.files import read_network

MODES = ("true", "free", "sync")


def count_attractors(path: Path, mode: str, seconds: float | None) -> AttractorReport:
    """Count the attractors of the network at *path*; none are listed."""
    budget = Budget(seconds=seconds)
    network = read_network(path, ignore=("BN204",))  # three have names that differ in case
    scheme = SYNCHRONOUS if mode == "sync" else ASYNCHRONOUS
    question = Question(network, inputs="free" if mode == "free" else "1", update=scheme)
    return AttractorSearch(question, budget).report(limit=0)


def read_truth(folder: Path, mode: str) -> dict[str, int]:
    """The known count by the number of the network, where one is known."""
    name = "truth_sync.csv" if mode == "sync" else "truth_async.csv"
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = "true" if mode == "sync" else mode
    return {
        row["id"]: int(row["attractors"])
        for row in rows
        if row["input_mode"] == wanted and row["attractors"]
    }


def judge(report: AttractorReport, known: int | None) -> str:
    """``agrees``, ``unknown``, ``incomplete`` or ``WRONG``."""
    complete = report.coverage is Coverage.COMPLETE
    if known is None:
        return "unknown" if complete else "incomplete"
    if complete:
        return "agrees" if report.count == known else "WRONG"
    return "incomplete" if report.count <= known else "WRONG"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=20, help="budget for each network")
    parser.add_argument("--mode", nargs="+", choices=MODES, default=MODES)
    parser.add_argument("--only", nargs="+", default=[], metavar="NUMBER")
    options = parser.parse_args()
    summary = []
    for mode in options.mode:
        truth = read_truth(options.folder, mode)
        verdicts: dict[str, int] = {}
        times = []
        print(f"| {mode} | count | seconds | |\n|---|--:|--:|---|")
        for path in sorted(options.folder.glob("bnet/*.bnet")):
            number = path.name[:3]
            if options.only and number not in options.only:
                continue
            begun = time.perf_counter()
            report = count_attractors(path, mode, options.seconds)
            times.append(time.perf_counter() - begun)
            verdict = judge(report, truth.get(number))
            verdicts[verdict] = verdicts.get(verdict, 0) + 1
            count = ("" if report.coverage is Coverage.COMPLETE else "≥ ") + str(report.count)
            print(f"| {path.stem} | {count} | {times[-1]:.2f} | {verdict} |", flush=True)
        words = ", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items()))
        times.sort()
        if times:
            middle, last = times[len(times) // 2], times[-1]
            words += f"; median {middle:.2f} s, longest {last:.1f} s, all {sum(times):.0f} s"
        summary.append(f"{mode}: {words}")
        print()
    print("\n".join(summary))
    sys.exit(any("WRONG" in line for line in summary))


if __name__ == "__main__":
    main()
