"""Reachability as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boolnet.analysis.path import Path
from boolnet.analysis.reachability import Reach, ReachReport
from boolnet.engines.attractor import Attractor
from boolnet.engines.permissive import Obstacle
from boolnet.engines.rules import Trap
from boolnet.engines.verdict import Exhausted, Why
from boolnet.logic.expression import format_expression
from boolnet.network.space import Space
from boolnet.report.record import TOOL, Record, describe_attractor, describe_question


def describe_reach(report: ReachReport, start: str, options: Mapping[str, Any]) -> Record:
    """The record ``boolnet-reach/1``.

    Args:
        report: What was found.
        start: The start in words.
        options: The options of the command, for repeating the run.
    """
    attractors = report.attractors
    return {
        "schema": "boolnet-reach/1",
        "tool": TOOL,
        **describe_question(report.question, options),
        "coverage": report.coverage.value,
        "stopped": report.stopped or None,
        "start": {
            "label": start,
            "fixed": report.start.fixed,
            "free": list(report.start.free),
        },
        "attractors": None
        if attractors is None
        else {
            "count": attractors.count,
            "listed": len(attractors),
            "coverage": attractors.coverage.value,
        },
        "targets": [_describe(reach, report) for reach in report.reaches],
        "seconds": round(report.seconds, 3),
    }


def _describe(reach: Reach, report: ReachReport) -> Record:
    target = reach.target
    return {
        "name": reach.name,
        "attractor": describe_attractor(target) if isinstance(target, Attractor) else None,
        "condition": None if isinstance(target, Attractor) else format_expression(target.condition),
        "reached": reach.some,
        "from_every": reach.every,
        "path": None if reach.path is None else _describe_path(reach.path),
        "failing": None if reach.failing is None else reach.failing.fixed,
        "reason": None if reach.why is None else _describe_why(reach.why, report),
        "by": list(reach.steps),
    }


def _describe_path(path: Path) -> Record:
    return {
        "start": path.start.fixed,
        "steps": [
            {
                "node": step.node,
                "value": step.value,
                "arrives": step.arrives,
                "because": [{"regulator": name, "value": value} for name, value in step.because],
                "rule": step.rule,
            }
            for step in path.steps
        ],
    }


def _describe_why(why: Why, report: ReachReport) -> Record:
    names = report.question.network.names
    if isinstance(why, Trap):
        return {"kind": "trap-space", "fixed": Space(names, *why.space).fixed}
    if isinstance(why, Obstacle):
        return {
            "kind": "most-permissive",
            "missing": {names[v]: int(value) for v, value in why.missing},
            "staying": [names[v] for v in why.staying],
            "fixed": Space(names, *why.space).fixed,
        }
    if isinstance(why, Exhausted):
        kind = "exhaustive-backwards" if why.backwards else "exhaustive"
        return {"kind": kind, "states": why.states, "nodes": why.nodes}
    return {"kind": "other-attractor", "attractor": report.reaches[why.place].name}
