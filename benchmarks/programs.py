"""The programs that are compared, and how each is asked.

A program is asked in a process that has imported it already (`ask`), or as a whole process
(`command`). What it answers is a dict: ``attractors`` and ``spaces`` (minimal trap spaces)
are compared between programs; ``exact`` is False where a number is a lower bound.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks import asking, screening

Answer: TypeAlias = dict[str, Any]
Task: TypeAlias = dict[str, Any]  # path, question, seconds; node for conditions


@dataclass(frozen=True)
class Program:
    """One way of asking one program.

    Attributes:
        name: What the tables call it.
        modules: Modules without which it is left out.
        executables: The same, of programs.
        ask: Answers a task in-process; imports happen before, on `asking.WARM`.
        command: The arguments of a whole process that answers a task.
        read: Takes the answer from the output of such a process.
        stays: Answers all tasks one after the other in one process.
        ours: Never left out because smaller networks were too hard.
    """

    name: str
    modules: tuple[str, ...] = ()
    executables: tuple[str, ...] = ()
    ask: Callable[[Task], Answer] | None = None
    command: Callable[[Task], list[str]] | None = None
    read: Callable[[str], Answer] = lambda _: {}
    stays: bool = False
    ours: bool = False

    @property
    def missing(self) -> str:
        """What it needs and this machine has not; empty where it can be asked."""
        names = [name for name in self.modules if not _is_module(name)]
        names += [f"program {name}" for name in self.executables if not find_executable(name)]
        return ", ".join(names)


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # the package around it
        return False


def find_executable(name: str) -> str | None:
    """An executable beside this Python, or on the path."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.is_file() else shutil.which(name)


def _run(executable: str, *arguments: str) -> list[str]:
    return [find_executable(executable) or executable, *arguments]


def _boolnet(task: Task) -> list[str]:
    words = ["attractors", task["path"], "--limit", "0", "--json", "--ignore", "BN204"]
    if task["question"] == "synchronous":
        words += ["--update", "synchronous"]
    return _run("boolnet", *words, "--timeout", f"{task['seconds']:g}")


def _read_boolnet(output: str) -> Answer:
    found = json.loads(output)
    return {"attractors": found["count"], "exact": found["coverage"] == "complete"}


def _conditions(task: Task) -> list[str]:
    words = ["conditions", task["path"], "--phenotype", task["node"], "--json"]
    return _run("boolnet", *words, "--ignore", "BN204", "--timeout", f"{task['seconds']:g}")


def _read_conditions(output: str) -> Answer:
    """Exact where the table is complete and nothing in it failed its own checks."""
    found = json.loads(output)
    verdicts = [verdict for table in found["tables"] for verdict in table["verdicts"]]
    failed = [name for v in verdicts for name, held in (v["checked"] or {}).items() if not held]
    return {
        "exact": found["coverage"] == "complete" and not failed,
        "failed": failed,
        "rows": sum(verdict["count"] or 0 for verdict in verdicts),
        "listed": sum(verdict["listed"] for verdict in verdicts),
    }


R_SCRIPT = """
suppressPackageStartupMessages(library(BoolNet))
begun <- proc.time()[["elapsed"]]
network <- loadNetwork(commandArgs(TRUE)[1])
found <- getAttractors(network, method = "sat.exhaustive", returnTable = FALSE)
seconds <- proc.time()[["elapsed"]] - begun
cat(sprintf('{"attractors": %d, "inner": %.3f}', length(found$attractors), seconds))
"""


def _r_boolnet(task: Task) -> list[str]:
    return _run("Rscript", "-e", R_SCRIPT, task["path"])


def _ours(name: str, *modules: str, **how: Any) -> Program:
    return Program(name, ("boolnet", *modules), ours=True, **how)


ALL = (
    _ours("boolnet", ask=asking.boolnet),
    _ours("boolnet, one process", ask=asking.boolnet, stays=True),
    _ours("boolnet, trap spaces", ask=asking.boolnet_spaces),
    _ours("boolnet, process", command=_boolnet, read=_read_boolnet),
    _ours(
        "boolnet conditions",
        "boolnet.analysis.conditions",
        command=_conditions,
        read=_read_conditions,
    ),
    Program("biobalm", ("biobalm",), ask=asking.biobalm),
    Program("biobalm, build()", ("biobalm",), ask=asking.biobalm_build),
    Program("AEON", ("biodivine_aeon",), ask=asking.aeon),
    Program("mpbn, trap spaces", ("mpbn",), ask=asking.mpbn),
    Program("pystablemotifs", ("pystablemotifs", "pyboolnet"), ask=asking.pystablemotifs),
    Program("R BoolNet, process", (), ("Rscript",), command=_r_boolnet, read=json.loads),
    _ours("boolnet, screen", ask=screening.boolnet_screen),
    Program("biobalm, screen", ("biobalm",), ask=screening.biobalm_screen),
    Program("biobalm, build(), screen", ("biobalm",), ask=screening.biobalm_build_screen),
    Program("mpbn, screen", ("mpbn",), ask=screening.mpbn_screen),
    # Whole processes from a cold start
    _ours("boolnet --help", command=lambda _: _run("boolnet", "--help")),
    _ours("boolnet attractors", command=lambda task: _run("boolnet", "attractors", task["path"])),
    Program(
        "AEON, as a script",
        ("biodivine_aeon",),
        command=lambda task: [sys.executable, "-c", asking.AEON_SCRIPT, task["path"]],
    ),
    Program(
        "biobalm, as a script",
        ("biobalm",),
        command=lambda task: [sys.executable, "-c", asking.BIOBALM_SCRIPT, task["path"]],
    ),
    Program(
        "trappist",
        ("trappist",),
        ("trappist", "clingo"),
        command=lambda task: _run("trappist", task["path"]),
    ),
    Program("mpbn --help", ("mpbn",), command=lambda _: _run("mpbn", "--help")),
    Program(
        "mpbn attractors",
        ("mpbn",),
        command=lambda task: _run("mpbn", task["path"], "attractors"),
    ),
    Program("boolsi --help", (), ("boolsi",), command=lambda _: _run("boolsi", "--help")),
)
PROGRAMS = {program.name: program for program in ALL}
