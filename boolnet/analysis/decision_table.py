"""What a decision table is: the settings of the inputs by verdict, and rows that say which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from boolnet.analysis.question import Question
from boolnet.engines.budget import Cause, Coverage
from boolnet.engines.cover import Check
from boolnet.network.phenotype import Phenotype


class Verdict(Enum):
    """In which attractors a phenotype holds, under one setting of the inputs.

    `EVERY`: in all states of every attractor. `SOME`: in all states of some attractor, and
    not of every. `MIXED`: throughout no attractor, but in some states of one. `NO`: in no
    state of any attractor. `UNDECIDED`: the search ended first.
    """

    EVERY = "every"
    SOME = "some"
    MIXED = "mixed"
    NO = "no"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class VerdictRows:
    """The settings with one verdict, and the rows that describe them.

    Attributes:
        verdict: The verdict.
        settings: How many settings of all free inputs have it, exactly.
        rows: The conditions that are listed, those with the fewest values first: per row
            the value of the inputs that it names; the others may have either.
        count: How many rows there are, listed or not; `None` when they were too many to
            work out. `rows` then has some from which no value can be left out.
        check: What was checked about all rows, listed or not; `None` when the budget ended
            before that.
        stopped: Why rows or checks are missing; empty if they are not.
    """

    verdict: Verdict
    settings: int
    rows: tuple[Mapping[str, bool], ...] = ()
    count: int | None = 0
    check: Check | None = None
    stopped: str = ""


@dataclass(frozen=True)
class DecisionTable:
    """Under which conditions one phenotype holds.

    Attributes:
        phenotype: The phenotype.
        inputs: The free inputs that matter, in network order.
        verdicts: One for each verdict, in the order of `Verdict`; together all settings.
    """

    phenotype: Phenotype
    inputs: tuple[str, ...]
    verdicts: tuple[VerdictRows, ...]

    @property
    def settings(self) -> int:
        """How many settings the free inputs have."""
        return sum(rows.settings for rows in self.verdicts)

    def of(self, verdict: Verdict) -> VerdictRows:
        """The settings with *verdict*, and their rows."""
        return next(rows for rows in self.verdicts if rows.verdict is verdict)

    @property
    def coverage(self) -> Coverage:
        """Complete when every setting is decided, and all rows are known and checked."""
        undecided = self.of(Verdict.UNDECIDED).settings
        if undecided or any(rows.stopped for rows in self.verdicts):
            return Coverage.LOWER_BOUND
        return Coverage.COMPLETE


@dataclass(frozen=True)
class ConditionsReport:
    """Decision tables of phenotypes over the free inputs of a network.

    Attributes:
        question: What was asked.
        tables: One for each phenotype of the question.
        method: What settled how much, step by step.
        stopped: Why the search ended early; empty if it did not.
        cause: What ended it, or bounded a part of it; `None` if nothing did.
        seconds: Time spent. Nothing else differs between two runs.
    """

    question: Question
    tables: tuple[DecisionTable, ...]
    method: tuple[tuple[str, int], ...]
    stopped: str
    cause: Cause | None
    seconds: float

    @property
    def coverage(self) -> Coverage:
        """Complete when all tables are."""
        complete = all(table.coverage is Coverage.COMPLETE for table in self.tables)
        return Coverage.COMPLETE if complete else Coverage.LOWER_BOUND
