"""A process that has imported a program and answers tasks, each in a fork of itself.

    python -m benchmarks.server PROGRAM

One line of JSON in for each task, one out. A fork is measured from its first instruction on,
so imports are paid for once and memory is that of the fork. What libraries print is dropped.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

from benchmarks import asking, process
from benchmarks.programs import PROGRAMS, Program

GRACE = 1.0  # seconds for a program that stops by itself to say what it has


def answer(program: Program, task: dict[str, Any]) -> dict[str, Any]:
    """Ask, and say how it went; whatever is raised is an answer too."""
    assert program.ask is not None
    begun, spent = time.perf_counter(), time.process_time()
    try:
        found = program.ask(task)
    except BaseException as error:
        words = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        return {"status": "failed", "seconds": time.perf_counter() - begun, "words": words}
    seconds, cpu = time.perf_counter() - begun, time.process_time() - spent
    return {"status": "ok", "seconds": seconds, "cpu": cpu, "answer": found}


class Forks:
    """Answers each task in a fork."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.child = 0

    def answer(self, task: dict[str, Any]) -> dict[str, Any]:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as file:

            def work() -> None:
                json.dump(answer(self.program, task), file)
                file.flush()

            self.child = process.fork(work)
            usage = process.wait(self.child, task["seconds"] + GRACE, task["megabytes"])
            self.child = 0
            file.seek(0)
            text = file.read()
        result: dict[str, Any]
        if usage.reason:
            result = {"status": usage.reason, "seconds": task["seconds"]}
        elif not text:
            words = signal.Signals(-usage.code).name if usage.code < 0 else f"exit {usage.code}"
            result = {"status": "crashed", "seconds": task["seconds"], "words": words}
        else:
            result = json.loads(text)
        return result | {"megabytes": usage.megabytes}

    def stop(self, *_: object) -> None:
        """End the fork and this process."""
        if self.child:
            process.end(self.child)
        os._exit(1)


def warm(program: Program) -> None:
    """Import what the program needs, by asking it something small."""
    assert program.ask is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.bnet"
        path.write_text(asking.WARM, encoding="utf-8")
        for question in ("attractors", "synchronous"):
            program.ask({"path": str(path), "question": question, "seconds": 60})
    gc.collect()
    gc.freeze()


def serve(program: Program, lines: IO[str], out: IO[str]) -> None:
    """Answer until there are no more lines."""
    forks = Forks(program)
    signal.signal(signal.SIGTERM, forks.stop)
    try:
        warm(program)
    except BaseException as error:
        print(json.dumps({"missing": f"{type(error).__name__}: {error}"[:200]}), file=out)
        return
    print(json.dumps({"missing": ""}), file=out, flush=True)
    for line in lines:
        task = json.loads(line)
        if program.stays:
            result = answer(program, task)
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            result["megabytes"] = most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        else:
            result = forks.answer(task)
        print(json.dumps(result), file=out, flush=True)


def main_of(program: Program) -> int:
    """Answer tasks about *program* from stdin on stdout, and let nothing else onto it."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    serve(program, sys.stdin, out)
    return 0


if __name__ == "__main__":
    sys.exit(main_of(PROGRAMS[sys.argv[1]]))
