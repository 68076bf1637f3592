"""All pairs of a network, from a cold start to the table: ``python -m benchmarks.pairs FILE``.

Runs ``boolnet screen FILE --pairs`` into a folder that is thrown away, and looks ten times a
second at the memory of it and of its workers. What follows FILE is given on to it.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import process
from benchmarks.machine import describe_machine
from benchmarks.programs import find_executable
from benchmarks.runner import interruptible, pin
from benchmarks.table import format_seconds, format_table


def find_family(pid: int) -> list[int]:
    """A process, then those that it started, and those that they did."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, task.read_text(encoding="ascii").split())
            except OSError:
                continue
    return found


def measure(file: str, workers: int, rest: list[str]) -> list[str]:
    """A row of the table: rows, seconds, rate, megabytes of parent, largest worker, and all."""
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "screen"
        command = [find_executable("boolnet") or "boolnet", "screen", file, "--pairs"]
        command += ["--workers", str(workers), "--out", str(out), "--top", "1", *rest]
        peaks: dict[int, float] = {}
        together = 0.0
        begun = time.perf_counter()
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        ) as parent:
            try:
                while parent.poll() is None:
                    now = {pid: process.resident(pid) for pid in find_family(parent.pid)}
                    together = max(together, sum(now.values()))
                    peaks |= {pid: max(peaks.get(pid, 0.0), size) for pid, size in now.items()}
                    time.sleep(0.1)
            finally:
                process.end(parent.pid)
            seconds = time.perf_counter() - begun
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            assert parent.stderr is not None
            words = parent.stderr.read().decode("utf-8", "replace").strip()
        if parent.returncode:
            raise SystemExit(f"boolnet screen ended with {parent.returncode}: {words[-500:]}")
        rows, unfinished = count_rows(out)
    own = peaks.pop(parent.pid)
    largest = max(peaks.values(), default=0.0)
    cpu = usage.ru_utime + usage.ru_stime
    told = [f"{rows:,}", str(unfinished), format_seconds(seconds), format_seconds(cpu)]
    told.append(f"{rows / seconds:,.0f}")
    return [*told, f"{own:.0f}", f"{largest:.0f}", f"{together:.0f}"]


def count_rows(out: Path) -> tuple[int, int]:
    """The rows of the table in a screen's folder, and those that are not proven complete."""
    with next(out.glob("*.csv")).open(encoding="utf-8", newline="") as file:
        coverage = [row["coverage"] for row in csv.DictReader(file)]
    return len(coverage), sum(word != "complete" for word in coverage)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pairs", description=__doc__.partition("\n\n")[0]
    )
    parser.add_argument("file", help="a rule file, or the name of a model")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    options, rest = parser.parse_known_args()
    pin(None)
    interruptible()
    head = [
        "command",
        "rows",
        "not complete",
        "time",
        "processor time",
        "rows a second",
        "memory, MB: parent",
    ]
    row = measure(options.file, options.workers, rest)
    name = Path(options.file).name
    command = f"`{' '.join(['screen', name, '--pairs', '--workers', str(options.workers), *rest])}`"
    facts = ", ".join(f"{label} {fact}" for label, fact in describe_machine().items())
    print(facts)
    print(format_table([*head, "largest worker", "all together"], [[command, *row]]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
