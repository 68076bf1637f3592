"""How programs are asked for a screen in-process: each node held at 0 and at 1.

boolnet answers all of a screen, with phenotypes and what is kept, lost and gained. For the
others a loop counts the attractors of one mutant after the other, in an order by chance, until
half of the time is over; one that is not done when all of it is over is cut off. The network is
read once, and each mutant is a changed copy: that is faster than to write and read it anew.
"""

from __future__ import annotations

import copy
import random
import signal
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.rules import read_rules

PHENOTYPES = 3


class _Late(BaseException):
    """The time is over; no `except Exception` of a library may take it."""


def _raise_late(*_: object) -> None:
    raise _Late


class _Alarm:
    """Raises in the main thread when the time is over, unless the work is done before."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGALRM, _raise_late)
        signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)


def boolnet_screen(task: dict[str, Any]) -> dict[str, Any]:
    """All mutants in the order of the file, with the first readouts as phenotypes."""
    from boolnet.analysis.screen import Screen, Screener
    from boolnet.formats.files import read_network
    from boolnet.logic.expression import symbol
    from boolnet.network.perturbation_set import Combinations, list_nodes
    from boolnet.network.phenotype import Phenotype

    found: dict[str, int] = {}
    bounds: dict[str, int] = {}
    late = 0
    network = read_network(task["path"], ignore=("BN204",))
    names = dict.fromkeys((*network.influence.readouts, *network.names))
    phenotypes = [Phenotype(name, symbol(name)) for name in list(names)[:PHENOTYPES]]
    experiments = Combinations(list_nodes(network))
    try:
        with _Alarm(task["seconds"]):
            screen = Screen(network, experiments, inputs="free", phenotypes=tuple(phenotypes))
            for row in Screener(screen).iter_rows(1):
                counts = found if row.coverage == "complete" else bounds
                counts[row.perturbation] = row.attractors
    except _Late:
        late = 1
    return {"each": found, "bounds": bounds, "late": late, "all": len(experiments)}


def biobalm_screen(task: dict[str, Any]) -> dict[str, Any]:
    """The way of its own benchmarks for each mutant."""
    from biobalm import SuccessionDiagram
    from biodivine_aeon import BooleanNetwork

    base = BooleanNetwork.from_file(task["path"]).infer_valid_graph()

    def count(name: str, value: bool) -> int:
        mutant = copy.copy(base)
        mutant.set_update_function(name, "true" if value else "false")
        mutant = mutant.inline_constants(infer_constants=True, repair_graph=True)
        diagram = SuccessionDiagram(mutant)
        diagram.expand_block(find_motif_avoidant_attractors=True, exact_attractor_detection=True)
        diagram.skip_remaining()
        return sum(map(len, diagram.expanded_attractor_seeds().values()))

    return _sample(task, count)


def biobalm_build_screen(task: dict[str, Any]) -> dict[str, Any]:
    """The short way of its documentation for each mutant."""
    from biobalm import SuccessionDiagram
    from biodivine_aeon import BooleanNetwork

    base = BooleanNetwork.from_file(task["path"])

    def count(name: str, value: bool) -> int:
        mutant = copy.copy(base)
        mutant.set_update_function(name, "true" if value else "false")
        diagram = SuccessionDiagram(mutant)
        diagram.build()
        return sum(map(len, diagram.expanded_attractor_seeds().values()))

    return _sample(task, count)


def mpbn_screen(task: dict[str, Any]) -> dict[str, Any]:
    """Minimal trap spaces of each mutant: no certificates."""
    from mpbn import MPBooleanNetwork

    base = MPBooleanNetwork(task["path"])

    def count(name: str, value: bool) -> int:
        mutant = base.copy()
        mutant[name] = mutant.ba.TRUE if value else mutant.ba.FALSE
        return int(mutant.count_minimal_trapspaces())

    found = _sample(task, count)
    return {**found, "each": {}, "spaces each": found["each"]}


def _sample(task: dict[str, Any], count: Callable[[str, bool], int]) -> dict[str, Any]:
    """The counts of as many mutants as the time allows."""
    rules = read_rules(Path(task["path"]).read_text(encoding="utf-8"))
    mutants = [(name, value) for name in rules for value in (False, True)]
    random.Random(len(mutants)).shuffle(mutants)
    found: dict[str, int] = {}
    failed = ""
    failures = late = 0
    begun = perf_counter()
    try:
        with _Alarm(task["seconds"]):
            for name, value in mutants:
                if perf_counter() - begun > task["seconds"] / 2:
                    break
                try:
                    found[f"{name}={value:d}"] = count(name, value)
                except Exception as error:
                    failures += 1
                    failed = f"{type(error).__name__}: {error}"[:100]
    except _Late:
        late = 1
    return {
        "each": found,
        "late": late,
        "failures": failures,
        "failed": failed,
        "all": len(mutants),
    }
