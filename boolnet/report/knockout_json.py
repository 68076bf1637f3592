"""What a perturbation changes, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boolnet.analysis.attractors import AttractorReport
from boolnet.analysis.explain import Reason
from boolnet.analysis.knockout import Change, KnockoutReport
from boolnet.engines.attractor import Attractor
from boolnet.report.record import (
    TOOL,
    Record,
    describe_attractor,
    describe_extent,
    describe_method,
    describe_perturbation,
    describe_question,
    describe_tendency,
)


def describe_knockout(report: KnockoutReport, options: Mapping[str, Any]) -> Record:
    """The record ``boolnet-knockout/1``."""
    return {
        "schema": "boolnet-knockout/1",
        "tool": TOOL,
        **describe_question(report.question, options),
        "perturbation": describe_perturbation(report.perturbation, report.closed),
        "coverage": report.coverage.value,
        "wild": _side(report.wild),
        "perturbed": _side(report.perturbed),
        "kept": None
        if report.kept is None
        else [
            {
                "wild": _place(match.wild, report.wild),
                "perturbed": _place(match.perturbed, report.perturbed),
                "identical": match.identical,
            }
            for match in report.kept
        ],
        "lost": _places(report.lost, report.wild),
        "gained": _places(report.gained, report.perturbed),
        "phenotypes": [describe_change(change) for change in report.phenotypes],
        "nodes": [describe_change(change) for change in report.nodes],
        "reasons": [describe_reason(reason) for reason in report.reasons],
        "seconds": round(report.seconds, 3),
    }


def _side(report: AttractorReport) -> Record:
    return {
        **describe_extent(report, report.attractors),
        "attractors": [describe_attractor(attractor) for attractor in report.attractors],
        "method": describe_method(report),
    }


def _place(attractor: Attractor, report: AttractorReport) -> int | None:
    """The place of *attractor* in the list of its side, counted from 0."""
    return next((i for i, other in enumerate(report.attractors) if other is attractor), None)


def _places(
    attractors: tuple[Attractor, ...] | None, report: AttractorReport
) -> list[int | None] | None:
    return None if attractors is None else [_place(a, report) for a in attractors]


def describe_reason(reason: Reason) -> Record:
    """One step by which a change spreads."""
    return {
        "node": reason.node,
        "value": reason.value,
        "before": reason.before,
        "because": [{"regulator": name, "value": value} for name, value in reason.because],
        "rule": reason.rule or None,
        "proven": reason.proven,
        "distance": reason.distance,
    }


def describe_change(change: Change) -> Record:
    """A phenotype or a node, before and after."""
    return {
        "name": change.name,
        "changed": change.changed,
        "wild": describe_tendency(change.wild),
        "perturbed": describe_tendency(change.perturbed),
        "wild_mean": None if change.wild_mean is None else float(change.wild_mean),
        "perturbed_mean": None if change.perturbed_mean is None else float(change.perturbed_mean),
    }
