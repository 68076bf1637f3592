"""Interventions, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boolnet.analysis.intervention_effects import Effect
from boolnet.analysis.interventions import InterventionReport, Solution
from boolnet.analysis.question import Question
from boolnet.engines.budget import Coverage
from boolnet.network.therapy import Therapy
from boolnet.report.knockout_json import describe_change, describe_reason
from boolnet.report.record import (
    TOOL,
    Record,
    describe_cause,
    describe_perturbation,
    describe_question,
)


def describe_control(
    report: InterventionReport, options: Mapping[str, Any], limit: int | None = None
) -> Record:
    """The record ``boolnet-control/1``.

    Args:
        report: What was found.
        options: The options of the command.
        limit: List at most so many sets; all when `None`.
    """
    wanted = report.wanted
    value = int(wanted.value) if isinstance(wanted.value, bool) else wanted.value
    asked = describe_question(report.questions[0], options)
    del asked["environment"], asked["free_inputs"]
    stopped = report.stopped or "some sets are undecided"
    listed = report.solutions[:limit]
    return {
        "schema": "boolnet-control/1",
        "tool": TOOL,
        **asked,
        "environments": [_describe_environment(question) for question in report.questions],
        "wanted": {"phenotype": wanted.phenotype.name, "value": value},
        "every": report.every,
        "temporary": report.temporary,
        "largest": report.largest,
        "proved": report.proved,
        "coverage": report.coverage.value,
        "stopped": None if report.coverage is Coverage.COMPLETE else stopped,
        **describe_cause(report.cause),
        "experiments": [_describe_part(part) for part in report.parts],
        "tried": report.tried,
        "possible": report.possible,
        "hopeless": [question.environment.name or None for question in report.hopeless],
        "count": len(report),
        "listed": len(listed),
        "sets": [_describe_solution(solution) for solution in listed],
        "undecided": [
            {"experiments": [_name(part) for part in parts], "why": why}
            for parts, why in report.undecided
        ],
        "seconds": round(report.seconds, 3),
    }


def _describe_environment(question: Question) -> Record:
    return {
        "name": question.environment.name or None,
        "inputs": {name: int(value) for name, value in question.held_inputs.items()},
        "free_inputs": list(question.free_inputs),
    }


def _name(part: Therapy) -> str:
    return part.name or str(part.perturbation)


def _describe_part(part: Therapy) -> Record:
    return {
        "name": _name(part),
        "therapy": bool(part.name),
        "inputs": {name: int(value) for name, value in part.inputs.items()},
        "perturbation": describe_perturbation(part.perturbation),
    }


def _describe_solution(solution: Solution) -> Record:
    return {
        "experiments": list(solution.names),
        "minimal": solution.proved,
        "checked": solution.checked,
        "stays": solution.stays,
        "environments": [_describe_effect(effect) for effect in solution.effects],
    }


def _describe_effect(effect: Effect) -> Record:
    return {
        "name": effect.question.environment.name or None,
        "attractors": effect.attractors,
        "checked": effect.checked,
        "stays": effect.stays,
        "phenotypes": [describe_change(change) for change in effect.phenotypes],
        "nodes": None if effect.nodes is None else list(effect.nodes),
        "reasons": [describe_reason(reason) for reason in effect.reasons],
    }
