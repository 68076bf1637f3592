"""Runs a workload: every program on every network, one process at a time on one core."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks import process
from benchmarks.programs import Program, Task
from benchmarks.results import Record, Sheet
from benchmarks.workloads import Case

MODULE = "benchmarks.server"
GRACE = 3.0  # seconds on top of a limit before a process that stays is ended


def pin(core: int | None) -> None:
    """Keep this process and all that it starts on one core, and without threads to share it."""
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    os.environ["PYTHONHASHSEED"] = "0"


def interruptible() -> None:
    """Let both usual signals end a run in order; shells ignore one in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)


class Server:
    """A process of `benchmarks.server`, started anew when it was lost."""

    def __init__(self, name: str, *, stays: bool = False, module: str = MODULE) -> None:
        self.command = [sys.executable, "-m", module, name]
        # A server that forks keeps time itself; waiting longer for it costs nothing.
        self.margin = 0.0 if stays else 30.0
        self.process: subprocess.Popen[str] | None = None
        self.missing = ""

    def start(self) -> str:
        """Start it; why it cannot answer, or nothing."""
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # an interrupt at the keyboard is for the runner
        )
        line = self._read(120)
        return str(json.loads(line)["missing"]) if line else "it did not start"

    def ask(self, task: Task) -> dict[str, Any]:
        """The result of one task."""
        if self.process is None and not self.missing:
            self.missing = self.start()
            if self.missing:
                self.stop()
        if self.missing:
            return {"status": "failed", "words": self.missing, "seconds": task["seconds"]}
        assert self.process is not None
        assert self.process.stdin is not None
        line = ""
        with suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(task) + "\n")
            self.process.stdin.flush()
            line = self._read(task["seconds"] + GRACE)
        if not line:
            late = self.process.poll() is None
            self.stop()
            status = "time-out" if late else "crashed"
            return {"status": status, "seconds": task["seconds"]}
        return dict(json.loads(line))

    def _read(self, seconds: float) -> str:
        assert self.process is not None
        assert self.process.stdout is not None
        # `signal.alarm` rather than a thread: the only thing that waits is this read.
        signal.signal(signal.SIGALRM, _raise_late)
        signal.setitimer(signal.ITIMER_REAL, seconds + self.margin)
        try:
            return self.process.stdout.readline()
        except TimeoutError:
            return ""
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def stop(self) -> None:
        """End it, and the fork that it waits for."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(2)
        process.end(self.process.pid)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                assert stream is not None
                stream.close()
        self.process = None


def _raise_late(*_: object) -> None:
    raise TimeoutError


def run_command(program: Program, task: Task) -> dict[str, Any]:
    """The result of a whole process."""
    assert program.command is not None
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        begun = time.perf_counter()
        child = subprocess.Popen(
            program.command(task),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            start_new_session=True,
        )
        try:
            usage = process.wait(child.pid, task["seconds"] + 1, task["megabytes"])
        except BaseException:
            process.end(child.pid)
            raise
        finally:
            child.returncode = 0  # waited for already
        seconds = time.perf_counter() - begun
        out.seek(0)
        errors.seek(0)
        result = {"status": "ok", "seconds": seconds, "megabytes": usage.megabytes}
        result["cpu"] = usage.cpu
        if usage.reason:
            return result | {"status": usage.reason, "seconds": task["seconds"]}
        if usage.code not in (0, 4):  # 4: a budget was reached, with a partial answer
            last = (errors.read().strip().splitlines() or [f"exit status {usage.code}"])[-1]
            return result | {"status": "failed" if usage.code > 0 else "crashed", "words": last}
        try:
            return result | {"answer": program.read(out.read())}
        except (ValueError, KeyError) as error:
            return result | {"status": "failed", "words": f"output not understood: {error}"[:200]}


class Runner:
    """Asks programs about networks, and keeps what they say in a sheet."""

    def __init__(
        self,
        programs: list[Program],
        sheet: Sheet,
        *,
        seconds: float,
        megabytes: float,
        repeats: int,
    ) -> None:
        self.servers = {p.name: Server(p.name, stays=p.stays) for p in programs if p.ask}
        self.programs = programs
        self.sheet = sheet
        self.seconds = seconds
        self.megabytes = megabytes
        self.repeats = repeats
        self.files = sheet.path.parent / "files"
        self.tried: dict[tuple[str, str, int], list[bool]] = {}

    def run(self, cases: list[Case]) -> None:
        """Every program on every network, in turn, so that they meet the same machine."""
        self.files.mkdir(exist_ok=True)
        try:
            for number, case in enumerate(cases, 1):
                print(f"[{number}/{len(cases)}] {case.name:40.40}", end="", file=sys.stderr)
                path = self.files / f"{case.name}.bnet"
                path.write_text(case.rules(), encoding="utf-8")
                for run in range(self.repeats):
                    for program in self.programs:
                        self._measure(program, case, path, run)
                path.unlink()
                print(file=sys.stderr, flush=True)
        finally:
            for server in self.servers.values():
                server.stop()

    def _measure(self, program: Program, case: Case, path: Path, run: int) -> None:
        record = self.sheet.done.get((case.name, program.name, run))
        if record is None:
            first = self.sheet.done.get((case.name, program.name, 0))
            if run and first and first.status != "ok":
                return  # once is enough to know that it does not answer
            record = self._ask(program, case, path, run)
            self.sheet.add(record)
        if run == 0:
            found = self.tried.setdefault((program.name, case.group, case.size), [])
            found.append(record.status == "ok")
            words = f"{record.seconds:.3g} s" if record.status == "ok" else record.status
            print(f"  {program.name}: {words}", end="", file=sys.stderr, flush=True)

    def _ask(self, program: Program, case: Case, path: Path, run: int) -> Record:
        def record(status: str, **rest: Any) -> Record:
            rest |= {"group": case.group, "size": case.size}
            return Record(case.name, program.name, run, status, **rest)

        if program.name == "boolnet conditions" and case.node is None:
            return record("skipped", words="no node that nothing depends on")
        if self._hopeless(program, case):
            return record("skipped", words="smaller ones were too much already")
        task: Task = {
            "path": str(path),
            "question": case.question,
            "seconds": self.seconds,
            "megabytes": self.megabytes,
            "node": case.node,
        }
        server = self.servers.get(program.name)
        found = server.ask(task) if server else run_command(program, task)
        return record(**found)

    def _hopeless(self, program: Program, case: Case) -> bool:
        """Whether all networks of a smaller size of the group went unanswered."""
        return not program.ours and any(
            name == program.name and group == case.group and size < case.size and not any(found)
            for (name, group, size), found in self.tried.items()
        )
