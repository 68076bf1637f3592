"""Answers as JSON. The schemas are published in ``docs/reference/schemas``.

Integers are exact at any size. ``seconds`` is the only field that may differ between two
runs that were asked the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from boolnet.analysis.attractors import AttractorReport
from boolnet.analysis.basins import BasinReport
from boolnet.engines.tendency import Tendency
from boolnet.report.basins import describe_basin
from boolnet.report.record import (
    TOOL,
    Record,
    describe_attractor,
    describe_extent,
    describe_method,
    describe_question,
    describe_tendency,
)

Options = Mapping[str, Any]


def format_record(record: Record) -> str:
    """*record* as text, names in any script as they are."""
    return json.dumps(record, ensure_ascii=False, indent=2)


def describe_attractors(
    report: AttractorReport,
    options: Options,
    tallies: Mapping[str, Tendency] | None = None,
    basins: BasinReport | None = None,
) -> Record:
    """The record ``boolnet-attractors/1``.

    Args:
        report: What was found.
        options: The options of the command, for repeating the run.
        tallies: Per phenotype, in how many of all attractors it holds, where counted.
        basins: How many states lead to each attractor, where asked.
    """
    listed = [describe_attractor(attractor) for attractor in report.attractors]
    if basins is not None:
        for attractor, size in zip(listed, basins.sizes, strict=True):
            attractor["basin"] = describe_basin(size, basins.states)
    record = _begin("boolnet-attractors/1", report, options)
    record["attractors"] = listed
    if tallies:
        record["phenotypes"] = {name: describe_tendency(t) for name, t in tallies.items()}
    return _end(record, report)


def describe_fixed_points(report: AttractorReport, options: Options) -> Record:
    """The record ``boolnet-fixed-points/1``."""
    record = _begin("boolnet-fixed-points/1", report, options)
    del record["update"]  # fixed points are the same under every scheme
    del record["counts"]
    record["fixed_points"] = [
        {"state": attractor.fixed, "phenotypes": dict(attractor.phenotypes)}
        for attractor in report.attractors
    ]
    return _end(record, report)


def describe_trap_spaces(report: AttractorReport, options: Options) -> Record:
    """The record ``boolnet-trap-spaces/1``."""
    record = _begin("boolnet-trap-spaces/1", report, options)
    del record["update"]  # trap spaces do not depend on the scheme
    del record["counts"]
    record["minimal"] = True
    record["trap_spaces"] = [
        {
            "fixed": attractor.fixed,
            "free": list(attractor.space.free),
            "phenotypes": dict(attractor.phenotypes),
        }
        for attractor in report.attractors
    ]
    return _end(record, report)


def _begin(schema: str, report: AttractorReport, options: Options) -> Record:
    return {
        "schema": schema,
        "tool": TOOL,
        **describe_question(report.question, options),
        **describe_extent(report, report.attractors),
    }


def _end(record: Record, report: AttractorReport) -> Record:
    return {**record, "method": describe_method(report), "seconds": round(report.seconds, 3)}
