"""How programs are asked in-process. Each function gets a task and gives an answer.

Its imports stand inside it; they are made beforehand, by answering a network of two nodes
(`WARM`), so that a measurement holds reading the file and answering, and nothing else.
"""

from __future__ import annotations

from typing import Any

WARM = "targets, factors\nA, !B\nB, A\n"


def boolnet(task: dict[str, Any]) -> dict[str, Any]:
    from boolnet.analysis.attractors import AttractorSearch
    from boolnet.analysis.question import Question
    from boolnet.dynamics.scheme import ASYNCHRONOUS, SYNCHRONOUS
    from boolnet.engines.budget import Budget, Coverage
    from boolnet.formats.files import read_network

    update = SYNCHRONOUS if task["question"] == "synchronous" else ASYNCHRONOUS
    network = read_network(task["path"], ignore=("BN204",))  # some names differ in case only
    question = Question(network, inputs="free", update=update)
    report = AttractorSearch(question, Budget(seconds=task["seconds"])).report(limit=0)
    return {
        "attractors": report.count,
        "exact": report.coverage is Coverage.COMPLETE,
        "kinds": {kind.value: count for kind, count in report.counts.items()},
        "method": dict(report.method),
        "stopped": report.stopped,
    }


def boolnet_spaces(task: dict[str, Any]) -> dict[str, Any]:
    from boolnet.analysis.attractors import find_trap_spaces
    from boolnet.engines.budget import Budget, Coverage
    from boolnet.formats.files import read_network

    network = read_network(task["path"], ignore=("BN204",))
    report = find_trap_spaces(
        network, inputs="free", limit=0, budget=Budget(seconds=task["seconds"])
    )
    return {"spaces": report.count, "exact": report.coverage is Coverage.COMPLETE}


def biobalm(task: dict[str, Any]) -> dict[str, Any]:
    """The way of its own benchmarks: constants first, then block by block."""
    from biobalm import SuccessionDiagram
    from biodivine_aeon import BooleanNetwork

    network = BooleanNetwork.from_file(task["path"]).infer_valid_graph()
    network = network.inline_constants(infer_constants=True, repair_graph=True)
    diagram = SuccessionDiagram(network)
    diagram.expand_block(find_motif_avoidant_attractors=True, exact_attractor_detection=True)
    diagram.skip_remaining()
    seeds = diagram.expanded_attractor_seeds()
    return {"attractors": sum(map(len, seeds.values()))}


def biobalm_build(task: dict[str, Any]) -> dict[str, Any]:
    """The short way of its documentation; faster on some networks."""
    from biobalm import SuccessionDiagram

    diagram = SuccessionDiagram.from_file(task["path"])
    diagram.build()
    seeds = diagram.expanded_attractor_seeds()
    return {"attractors": sum(map(len, seeds.values()))}


def aeon(task: dict[str, Any]) -> dict[str, Any]:
    """Inputs become colours, so one search answers all of their values."""
    from biodivine_aeon import AsynchronousGraph, Attractors, BooleanNetwork

    network = BooleanNetwork.from_file(task["path"]).infer_valid_graph()
    unseen = 0
    if task["question"] == "free":
        # An input that nothing reads is no colour, but doubles the attractors.
        inputs = [name for name in network.inputs() if not network.successors(name)]
        unseen = len(inputs)
        network = network.inline_inputs(infer_inputs=True, repair_graph=True)
    found = Attractors.attractors(AsynchronousGraph(network))
    return {"attractors": sum(int(sets.colors().cardinality()) for sets in found) << unseen}


def mpbn(task: dict[str, Any]) -> dict[str, Any]:
    """Minimal trap spaces: the attractors of most-permissive update, a lower bound of others."""
    from mpbn import MPBooleanNetwork

    return {"spaces": MPBooleanNetwork(task["path"]).count_minimal_trapspaces()}


def pystablemotifs(task: dict[str, Any]) -> dict[str, Any]:
    from pystablemotifs.AttractorRepertoire import AttractorRepertoire
    from pystablemotifs.format import import_primes

    found = AttractorRepertoire.from_primes(import_primes(task["path"]))
    exact = found.fewest_attractors == found.most_attractors
    return {"attractors": found.fewest_attractors, "exact": exact}


BIOBALM_SCRIPT = """
import sys
from biobalm import SuccessionDiagram
diagram = SuccessionDiagram.from_file(sys.argv[1])
diagram.build()
print(diagram.expanded_attractor_seeds())
"""

AEON_SCRIPT = """
import sys
from biodivine_aeon import AsynchronousGraph, Attractors, BooleanNetwork
network = BooleanNetwork.from_file(sys.argv[1]).infer_valid_graph()
print(Attractors.attractors(AsynchronousGraph(network)))
"""
