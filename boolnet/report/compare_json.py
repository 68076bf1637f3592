"""The attractors under all update schemes, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boolnet.analysis.compare import Comparison
from boolnet.analysis.matching import Mark, Matched, Scheme
from boolnet.report.record import (
    TOOL,
    Record,
    describe_attractor,
    describe_extent,
    describe_method,
    describe_question,
)


def describe_comparison(comparison: Comparison, options: Mapping[str, Any]) -> Record:
    """The record ``boolnet-compare/1``."""
    head = describe_question(comparison.question, options)
    del head["update"]  # all of them
    return {
        "schema": "boolnet-compare/1",
        "tool": TOOL,
        **head,
        "coverage": comparison.coverage.value,
        "stopped": comparison.stopped or None,
        "matched": comparison.is_matched,
        "marked": {mark.value: _describe_count(*comparison.count(mark)) for mark in Mark},
        "schemes": [_describe_scheme(scheme) for scheme in comparison.schemes],
        "seconds": round(comparison.seconds, 3),
    }


def _describe_count(number: int, exact: bool) -> Record:
    return {"count": number, "exact": exact}


def _describe_scheme(scheme: Scheme) -> Record:
    record: Record = {"update": str(scheme.update), "refused": scheme.refusal or None}
    if scheme.report is None:
        return record
    return {
        **record,
        **describe_extent(scheme.report, scheme.report.attractors),
        "one_per_trap_space": scheme.one_each,
        "attractors": [_describe_matched(matched) for matched in scheme.attractors],
        "method": describe_method(scheme.report),
    }


def _describe_matched(matched: Matched) -> Record:
    return {
        "label": matched.label,
        **describe_attractor(matched.attractor),
        "trap_space": matched.place.trap_space,
        "trap_space_known": matched.place.known,
        "asynchronous": list(matched.asynchronous),
        "states_in_asynchronous": None if matched.shared is None else matched.shared.value,
        "marks": [mark.value for mark in matched.marks],
        "undecided": [mark.value for mark in matched.undecided],
    }
