"""What is measured: which networks, which question, which programs, how long."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.families import make_rules
from benchmarks.rules import find_inputs, find_readout, hold_inputs, read_rules, write_rules

TAIL = ("002", "004", "075", "079", "146", "192", "211", "251")  # 025 with its inputs free
SIZES = (1000, 2000, 10_000)
SCREENED = range(60, 321)  # nodes of networks that are screened
MOST_INPUTS = 20


class NothingToDo(Exception):
    """A workload has no network: none is selected, or no folder of networks was given."""


@dataclass(frozen=True)
class Case:
    """One network with one question.

    Attributes:
        name: Its name, once in a workload.
        rules: The text of the rule file, the same for every program.
        question: ``attractors``, ``free`` (the same, inputs free), ``synchronous``, ``screen``.
        group: What it is summed up with.
        size: Its size in the group; a program that answers nothing of one size of a group
            is not asked for the larger ones.
        known: What is known of the answer, in the words of `programs.Answer`.
        node: The node whose conditions are asked for.
    """

    name: str
    rules: Callable[[], str] = field(repr=False)
    question: str = "attractors"
    group: str = ""
    size: int = 0
    known: dict[str, Any] = field(default_factory=dict)
    node: str | None = None


@dataclass(frozen=True)
class Selection:
    """What of a workload is wanted.

    Attributes:
        networks: A folder of ``.bnet`` files, or one that holds them in ``bnet``, perhaps
            with ``truth_async.csv`` and ``truth_sync.csv``.
        only: Beginnings of names of networks; all when empty.
        sizes: Sizes of random networks, or none for those of the workload.
        seeds: How many random networks of each kind.
    """

    networks: Path | None = None
    only: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    seeds: int = 3

    def takes(self, name: str) -> bool:
        return not self.only or name.startswith(self.only)

    def published(self, workload: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Names and rules of the published networks that are wanted."""
        if self.networks is None:
            raise NothingToDo(f"{workload} needs the networks: --networks FOLDER")
        for path in sorted([*self.networks.glob("*.bnet"), *self.networks.glob("bnet/*.bnet")]):
            if self.takes(path.stem):
                yield path.stem, read_rules(path.read_text(encoding="utf-8"))

    def known(self, table: str, mode: str) -> dict[str, dict[str, Any]]:
        """What is known by number of the network, from ``truth_TABLE.csv``."""
        path = (self.networks or Path()) / f"truth_{table}.csv"
        if not path.is_file():
            return {}
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["input_mode"] == mode]
        cells = {"attractors": "attractors", "min_trap_spaces": "spaces"}
        return {
            row["id"]: {word: int(row[cell]) for cell, word in cells.items() if row.get(cell)}
            for row in rows
        }


@dataclass(frozen=True)
class Workload:
    """Attributes: what it is called, what it is, who is asked, for how long, how it is shown."""

    name: str
    title: str
    programs: tuple[str, ...]
    cases: Callable[[Selection], Iterable[Case]]
    seconds: float = 10
    layout: str = "summary"  # or cases, sizes, programs, screens
    goals: tuple[float, ...] = ()  # of screens: ms per mutant, times biobalm, times mpbn


def _held(selection: Selection, workload: str, question: str, table: str) -> Iterator[Case]:
    known = selection.known(table, "true")
    for name, rules in selection.published(workload):
        held = hold_inputs(rules)
        yield Case(name, partial(write_rules, held), question, known=known.get(name[:3], {}))


def _published(selection: Selection) -> Iterator[Case]:
    return _held(selection, "published", "attractors", "async")


def _synchronous(selection: Selection) -> Iterator[Case]:
    return _held(selection, "synchronous", "synchronous", "sync")


def _open(selection: Selection, workload: str, least: int, most: float) -> Iterator[Case]:
    known = selection.known("async", "free")
    for name, rules in selection.published(workload):
        if least <= len(find_inputs(rules)) <= most:
            yield Case(
                name,
                partial(write_rules, rules),
                "free",
                known=known.get(name[:3], {}),
                node=find_readout(rules),
            )


def _free(selection: Selection) -> Iterator[Case]:
    return _open(selection, "free", 1, 6)


def _many_inputs(selection: Selection) -> Iterator[Case]:
    return _open(selection, "many-inputs", 7, float("inf"))


def _tail(selection: Selection) -> Iterator[Case]:
    yield from (case for case in _published(selection) if case.name.startswith(TAIL))
    yield from (case for case in _free(selection) if case.name.startswith("025"))


def _screen(selection: Selection) -> Iterator[Case]:
    for name, rules in selection.published("screen"):
        if len(rules) in SCREENED:
            yield Case(name, partial(write_rules, hold_inputs(rules)), "screen", name, len(rules))


def _free_screen(selection: Selection) -> Iterator[Case]:
    for name, rules in selection.published("free-screen"):
        if len(rules) in SCREENED and 1 <= len(find_inputs(rules)) <= MOST_INPUTS:
            yield Case(name, partial(write_rules, rules), "screen", name, len(rules))


def _random(families: tuple[str, ...], sizes: tuple[int, ...]) -> Callable[..., Iterator[Case]]:
    def cases(selection: Selection) -> Iterator[Case]:
        for family in families:
            if not selection.takes(family):
                continue
            for nodes in selection.sizes or sizes:
                for seed in range(selection.seeds):
                    yield Case(
                        f"{family}-{nodes}-{seed}",
                        partial(make_rules, family, nodes, seed),
                        group=family,
                        size=nodes,
                    )

    return cases


def _start(selection: Selection) -> Iterator[Case]:
    """One network of 18 nodes: a published one where there is one, else a random one."""
    if selection.networks:
        for name, rules in selection.published("start"):
            if len(rules) == 18 and not find_inputs(rules):
                yield Case(name, partial(write_rules, rules))
                return
    yield Case("canalizing-18-0", partial(make_rules, "canalizing", 18, 0))


EXACT = ("boolnet", "biobalm", "biobalm, build()", "AEON")
SPACES = ("boolnet, trap spaces", "mpbn, trap spaces")
SCREENS = ("boolnet, screen", "biobalm, screen", "biobalm, build(), screen", "mpbn, screen")
ALL = (
    Workload(
        "published",
        "Published networks, asynchronous attractors, every input held at 1",
        ("boolnet", "boolnet, one process", *EXACT[1:], *SPACES, "pystablemotifs"),
        _published,
    ),
    Workload(
        "free",
        "Published networks with 1 to 6 inputs, all of them free",
        (*EXACT, *SPACES),
        _free,
    ),
    Workload(
        "many-inputs",
        "Published networks with 7 and more inputs, all of them free: counts, and the conditions "
        "of the first node that nothing depends on",
        ("boolnet", "boolnet conditions", "biobalm", "AEON", "mpbn, trap spaces"),
        _many_inputs,
    ),
    Workload(
        "tail",
        "The published networks that are hardest for other programs",
        (*EXACT, *SPACES),
        _tail,
        seconds=60,
        layout="cases",
    ),
    Workload(
        "random",
        "Random networks at the critical point, asynchronous attractors",
        (*EXACT, *SPACES),
        _random(("critical", "biased", "scale-free"), SIZES),
        seconds=30,
        layout="sizes",
    ),
    Workload(
        "dense",
        "Random nested canalizing networks of up to ten regulators, asynchronous attractors",
        (*EXACT, *SPACES),
        _random(("dense",), (100, 150, 200)),
        seconds=30,
        layout="sizes",
    ),
    Workload(
        "chaotic",
        "Chaotic networks: three regulators, any functions; asynchronous attractors",
        (*EXACT, *SPACES),
        _random(("chaotic",), (100,)),
        seconds=30,
        layout="cases",
    ),
    Workload(
        "synchronous",
        "Published networks, synchronous attractors, every input held at 1",
        ("boolnet", "boolnet, process", "R BoolNet, process"),
        _synchronous,
    ),
    Workload(
        "screen",
        "Every node of published networks held at 0 and at 1, every input held at 1",
        SCREENS,
        _screen,
        layout="screens",
        goals=(1, 100, 10),
    ),
    Workload(
        "free-screen",
        f"Every node of published networks with 1 to {MOST_INPUTS} inputs held at 0 and at 1, "
        "inputs free",
        SCREENS,
        _free_screen,
        layout="screens",
        goals=(10, 1000, 10),
    ),
    Workload(
        "start",
        "Whole processes from a cold start, a network of 18 nodes",
        (
            "boolnet --help",
            "boolnet attractors",
            "AEON, as a script",
            "biobalm, as a script",
            "trappist",
            "mpbn --help",
            "mpbn attractors",
            "boolsi --help",
        ),
        _start,
        seconds=60,
        layout="programs",
    ),
)
WORKLOADS = {workload.name: workload for workload in ALL}
