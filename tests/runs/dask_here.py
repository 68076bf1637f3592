"""A Dask scheduler and workers on this machine, each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}  # usually Dask tries four times
PATIENCE = 60  # seconds until a program must be there


class DaskHere:
    """Started with `with`; ends all of its processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[Any]] = []
        self.address = ""

    def __enter__(self) -> DaskHere:
        said = self._folder / "scheduler.json"
        self._start("scheduler", "--port", "0", "--scheduler-file", said)
        self.address = json.loads(wait_for(said))["address"]
        return self

    def add_worker(self, threads: int = 1) -> subprocess.Popen[Any]:
        """Another worker, a process that nobody starts again when it is killed."""
        return self._start("worker", self.address, "--nthreads", threads, "--no-nanny")

    def kill_scheduler(self) -> None:
        self._processes[0].kill()

    def _start(self, what: str, *options: object) -> subprocess.Popen[Any]:
        command = [sys.executable, "-m", "dask", what, *map(str, options)]
        command += ["--host", "127.0.0.1", "--no-dashboard"]
        log = (self._folder / f"{what}-{len(self._processes)}.log").open("wb")
        with log:
            process = subprocess.Popen(
                command,
                cwd=self._folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **OPTIONS},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def __exit__(self, *_error: object) -> None:
        for process in self._processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(path: Path) -> str:
    """The text of a file that another process writes."""
    deadline = time.monotonic() + PATIENCE
    while not (path.exists() and (text := path.read_text())):
        assert time.monotonic() < deadline, f"{path} does not appear"
        time.sleep(0.05)
    return text
