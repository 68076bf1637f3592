"""Under which conditions phenotypes hold, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boolnet.analysis.decision_table import ConditionsReport, DecisionTable, VerdictRows
from boolnet.engines.budget import Coverage
from boolnet.report.record import TOOL, Record, describe_cause, describe_question


def describe_conditions(report: ConditionsReport, options: Mapping[str, Any]) -> Record:
    """The record ``boolnet-conditions/1``."""
    complete = report.coverage is Coverage.COMPLETE
    stopped = report.stopped or "some parts were beyond the budget"
    return {
        "schema": "boolnet-conditions/1",
        "tool": TOOL,
        **describe_question(report.question, options),
        "coverage": report.coverage.value,
        "stopped": None if complete else stopped,
        **describe_cause(report.cause),
        "tables": [_describe_table(table) for table in report.tables],
        "method": [{"step": step, "settled": settled} for step, settled in report.method],
        "seconds": round(report.seconds, 3),
    }


def _describe_table(table: DecisionTable) -> Record:
    return {
        "phenotype": table.phenotype.name,
        "coverage": table.coverage.value,
        "settings": table.settings,
        "inputs": list(table.inputs),
        "verdicts": [_describe_verdict(rows) for rows in table.verdicts],
    }


def _describe_verdict(rows: VerdictRows) -> Record:
    check = rows.check
    return {
        "in": rows.verdict.value,
        "settings": rows.settings,
        "rows": [{name: int(value) for name, value in row.items()} for row in rows.rows],
        "count": rows.count,
        "listed": len(rows.rows),
        "checked": None
        if check is None
        else {
            "complete": check.complete,
            "prime": check.prime,
            "irredundant": check.irredundant,
        },
        "stopped": rows.stopped or None,
    }
