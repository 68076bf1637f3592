"""What a chunk costs besides its work: ``python -m benchmarks.chunks``.

Empty chunks, computed in this process, by two processes, and by two workers of a Dask
scheduler on this machine; with and without a folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from boolnet.runs.execute import execute
from boolnet.runs.executors import OpenPool, cluster, in_process, processes
from boolnet.runs.folder import RunFolder
from boolnet.runs.work import Chunk

WARM, MEASURED = 200, 2000  # chunks


@dataclass(frozen=True)
class Empty:
    """Chunks of so many bytes that cost nothing to compute."""

    chunks: int
    size: int

    def describe(self) -> dict[str, object]:
        return {"size": self.size}

    def compute(self, chunk: int) -> Chunk:
        return Chunk(b"x" * self.size, 1)


def measure(open_pool: OpenPool, size: int, folder: Path | None) -> float:
    """Milliseconds for a chunk: a long run less a short one, each with its start."""
    return (run(open_pool, WARM + MEASURED, size, folder) - run(open_pool, WARM, size, folder)) * (
        1000 / MEASURED
    )


def run(open_pool: OpenPool, chunks: int, size: int, folder: Path | None) -> float:
    work = Empty(chunks, size)
    start = time.perf_counter()
    if folder is None:
        execute(work, None, open_pool)
    else:
        with RunFolder.create(folder / f"{chunks}", work) as kept:
            execute(work, kept, open_pool)
    return time.perf_counter() - start


def start_dask(folder: Path, stack: ExitStack) -> str:
    """A scheduler and two workers as processes of their own; its address."""
    said = folder / "scheduler.json"
    worker = ["worker", "--scheduler-file", str(said), "--nthreads", "1", "--no-nanny"]
    for command in (["scheduler", "--port", "0", "--scheduler-file", str(said)], worker, worker):
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *command, "--host", "127.0.0.1", "--no-dashboard"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
            stderr=subprocess.DEVNULL,
        )
        stack.callback(process.wait)
        stack.callback(process.kill)
        while not said.exists() or not said.read_text(encoding="utf-8"):
            time.sleep(0.05)
    address: str = json.loads(said.read_text(encoding="utf-8"))["address"]
    return address


def main() -> None:
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = start_dask(place, stack)
        pools = {
            "this process": in_process(),
            "2 processes": processes(2),
            "2 Dask workers": cluster(address, timeout=30),
        }
        print("| milliseconds per chunk | empty | 100 kB | empty, folder | 100 kB, folder |")
        print("|---|--:|--:|--:|--:|")
        for name, open_pool in pools.items():
            cells = [f"{measure(open_pool, size, None):.2f}" for size in (0, 100_000)]
            for size in (0, 100_000):
                folder = place / f"{name} {size}"
                cells.append(f"{measure(open_pool, size, folder):.2f}")
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    from benchmarks.chunks import main as run_it  # workers look for Empty there, not in __main__

    run_it()
