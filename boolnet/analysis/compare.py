"""The attractors under all update schemes: what depends on the scheme?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from boolnet.analysis.attractors import LISTED, AttractorSearch
from boolnet.analysis.matching import Mark, Matched, Scheme, match_schemes
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import (
    ASYNCHRONOUS,
    GENERAL,
    MOST_PERMISSIVE,
    SYNCHRONOUS,
    UpdateScheme,
)
from boolnet.engines.budget import Budget, Coverage
from boolnet.errors import UnsupportedError

SCHEMES = (MOST_PERMISSIVE, ASYNCHRONOUS, GENERAL, SYNCHRONOUS)


@dataclass(frozen=True)
class Comparison:
    """The attractors of one network under all schemes.

    Attributes:
        question: What was asked; its own update scheme does not matter.
        schemes: Most-permissive, asynchronous, general and synchronous update, and
            block-sequential update if blocks were given.
        coverage: Complete when the attractors of all schemes are.
        stopped: Why the search ended early; empty if it did not.
        seconds: Time spent.
    """

    question: Question
    schemes: tuple[Scheme, ...]
    coverage: Coverage
    stopped: str
    seconds: float

    @property
    def is_matched(self) -> bool:
        """Whether all attractors of all schemes are listed, and so matched one by one."""
        return all(scheme.is_whole for scheme in self.schemes)

    def scheme(self, name: str) -> Scheme:
        """What was found under the update scheme called *name*."""
        return next(scheme for scheme in self.schemes if scheme.update.name == name)

    def marked(self, mark: Mark) -> tuple[Matched, ...]:
        """The listed attractors with *mark*."""
        return tuple(m for scheme in self.schemes for m in scheme.attractors if mark in m.marks)

    def count(self, mark: Mark) -> tuple[int, bool]:
        """How many attractors have *mark*, and whether that is exact: else at least so many.

        Artefacts of synchrony are counted over all schemes that can have them; the other
        marks over asynchronous attractors. Also where there are too many attractors to list,
        some numbers follow from others: where all asynchronous attractors are fixed points,
        every cycle is an artefact; and where there are as many attractors as minimal trap
        spaces, none lies outside.
        """
        single = self.scheme("asynchronous")
        if mark is Mark.AVOIDANT and single.one_each:
            return 0, True
        if mark is not Mark.ARTEFACT:
            return _count_listed(single, mark)
        total, exact = 0, True
        for scheme in self.schemes:
            if not scheme.update.is_deterministic:
                continue
            number, sure = _count_listed(scheme, mark)
            if single.is_at_rest:
                number, sure = scheme.moving, scheme.is_complete
            total, exact = total + number, exact and sure
        return total, exact

    def __str__(self) -> str:
        counts = (f"{s.update.name} {s.report.count}" for s in self.schemes if s.report)
        return f"attractors: {', '.join(counts)}; {self.coverage.value}"


def _count_listed(scheme: Scheme, mark: Mark) -> tuple[int, bool]:
    sure = not any(mark in matched.undecided for matched in scheme.attractors)
    number = sum(mark in matched.marks for matched in scheme.attractors)
    return number, sure and scheme.is_whole


def compare_schemes(
    question: Question,
    *,
    blocks: UpdateScheme | None = None,
    limit: int | None = LISTED,
    budget: Budget | None = None,
) -> Comparison:
    """Find the attractors under all update schemes, and match them.

    Args:
        question: The network under conditions; its update scheme does not matter.
        blocks: A block-sequential scheme to compare as well.
        limit: How many attractors to list for each scheme; all when `None`. All are
            counted; what is not listed is not matched.
        budget: What may be spent, by all schemes together, in the order of the answer.

    Raises:
        InputError: The blocks do not fit the network.
        UnsupportedError: A rule is too entangled.
    """
    budget = budget or Budget()
    found: list[Scheme] = []
    for update in (*SCHEMES, blocks) if blocks is not None else SCHEMES:
        budget.report(f"{update.name} attractors")
        search = AttractorSearch(replace(question, update=update), budget)
        try:
            found.append(Scheme(update, search.report(limit)))
        except UnsupportedError as error:
            if update is not blocks:
                raise
            found.append(Scheme(update, None, str(error)))
    budget.report("matching attractors")
    schemes = match_schemes(found, budget)
    complete = all(scheme.is_complete for scheme in schemes)
    return Comparison(
        question,
        schemes,
        Coverage.COMPLETE if complete else Coverage.LOWER_BOUND,
        budget.reason,
        budget.elapsed,
    )
