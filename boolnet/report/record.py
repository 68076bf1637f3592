"""Parts that all JSON records share: the network, the conditions, an attractor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from boolnet import __version__
from boolnet.analysis.attractors import AttractorReport
from boolnet.analysis.question import Question
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Cause, Coverage
from boolnet.engines.tendency import Tendency
from boolnet.logic.expression import format_expression
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation
from boolnet.report.levels import find_levels

Record = dict[str, Any]
TOOL = f"boolnet {__version__}"


def describe_network(network: Network) -> Record:
    """Name, digest of the functions, names of nodes and inputs."""
    return {
        "name": network.title,
        "digest": network.digest,
        "nodes": list(network.names),
        "inputs": list(network.inputs),
        "ladders": [list(ladder) for ladder in network.ladders],
    }


def describe_question(question: Question, options: Mapping[str, Any]) -> Record:
    """What was asked: enough to ask it again."""
    environment = question.environment
    return {
        "network": describe_network(question.network),
        "update": str(question.update),
        "environment": {
            "name": environment.name or None,
            "inputs": {name: int(value) for name, value in question.held_inputs.items()},
        },
        "free_inputs": list(question.free_inputs),
        "perturbation": describe_perturbation(question.perturbation, question.closed),
        "phenotype_conditions": {
            phenotype.name: format_expression(phenotype.condition)
            for phenotype in question.phenotypes
        },
        "options": dict(options),
        "seed": None,  # nothing here draws random numbers that could change the answer
    }


def describe_perturbation(perturbation: Perturbation, closed: Perturbation | None = None) -> Record:
    """Nodes with the values they are held at, the levels that go along, and regulations.

    Args:
        perturbation: What was asked for.
        closed: The same with the levels that go along; none when `None`.
    """
    along = find_levels(perturbation, closed or perturbation)
    return {
        "nodes": {name: int(value) for name, value in perturbation.nodes},
        "levels": {name: int(value) for name, value in along.items()},
        "regulations": [
            {"regulator": regulator, "target": target, "value": int(value)}
            for regulator, target, value in perturbation.regulations
        ],
    }


def describe_attractor(attractor: Attractor) -> Record:
    """Kind, size, constant nodes, means of the others, phenotypes."""
    return {
        "kind": attractor.kind.value,
        "states": attractor.count,
        "period": attractor.period,
        "fixed": attractor.fixed,
        "mean": {name: float(share) for name, share in attractor.mean.items()},
        "phenotypes": dict(attractor.phenotypes),
    }


def describe_extent(report: AttractorReport, listed: Iterable[Any]) -> Record:
    """How many there are, how many are listed, and how much of that is proven."""
    stopped = report.stopped or "some parts were beyond the budget"
    return {
        "coverage": report.coverage.value,
        "stopped": None if report.coverage is Coverage.COMPLETE else stopped,
        **describe_cause(report.cause),
        "count": report.count,
        "counts": {kind.value: number for kind, number in report.counts.items()},
        "listed": len(list(listed)),
    }


def describe_cause(cause: Cause | None) -> Record:
    """What ended a search, and whether the same search would end there again."""
    return {
        "stopped_by": None if cause is None else cause.value,
        "reproducible": cause is None or cause.is_reproducible,
    }


def describe_method(report: AttractorReport) -> list[Record]:
    """What settled how much, step by step."""
    return [{"step": step, "settled": settled} for step, settled in report.method]


def describe_tendency(tendency: Tendency) -> Record:
    """In how many attractors something holds."""
    return {
        "in": tendency.words,
        "on": tendency.on,
        "off": tendency.off,
        "mixed": tendency.mixed,
        "unknown": tendency.unknown,
    }
