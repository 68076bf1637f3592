"""A run as a program that can be killed: ``program.py FOLDER WORKERS CHUNKS SECONDS``."""

from __future__ import annotations

import sys
from pathlib import Path

from boolnet.runs.durable import write_whole
from boolnet.runs.execute import execute
from boolnet.runs.executors import in_process, processes
from boolnet.runs.folder import RunFolder
from tests.runs.toys import Toy


def main() -> None:
    path, workers, chunks, seconds = Path(sys.argv[1]), *map(float, sys.argv[2:5])
    work = Toy(int(chunks), seconds)
    begin = RunFolder.resume if path.exists() else RunFolder.create
    with begin(path, work) as folder:
        open_pool = processes(int(workers)) if workers > 1 else in_process()
        outcome = execute(work, folder, open_pool)
        write_whole(path / "rows.csv", outcome.iter_data())


if __name__ == "__main__":
    main()
