"""What a change of rules does to the attractors: which are lost, which are gained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.question import Question
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.tendency import Tendency

LISTED = 1_000  # attractors on each side up to which they are matched one by one

_Key = tuple[frozenset[tuple[str, bool]], frozenset[str]]


@dataclass(frozen=True)
class PhenotypeChange:
    """In how many attractors a phenotype of both models holds."""

    name: str
    before: Tendency
    after: Tendency


@dataclass(frozen=True)
class AttractorDifference:
    """The attractors of two networks under the same conditions.

    Attributes:
        before: Those of the first network.
        after: Those of the second.
        lost: Those of the first that have no counterpart: among the nodes of both networks,
            the same ones constant at the same values, and the others varying. `None` where not
            all are known, or they are too many to be matched.
        gained: Those of the second likewise.
        phenotypes: What became of the phenotypes.
    """

    before: AttractorReport
    after: AttractorReport
    lost: tuple[Attractor, ...] | None
    gained: tuple[Attractor, ...] | None
    phenotypes: tuple[PhenotypeChange, ...]

    @property
    def complete(self) -> bool:
        """Whether all attractors of both are counted."""
        return self.before.coverage is self.after.coverage is Coverage.COMPLETE


def compare_attractors(
    before: Question,
    after: Question,
    common: Sequence[tuple[str, str]],
    budget: Budget,
    limit: int = LISTED,
) -> AttractorDifference:
    """Compare the attractors of two networks.

    Args:
        before: The first network under its conditions; its phenotypes are counted.
        after: The second; phenotypes of the same name are counted.
        common: The nodes of both, by their names in each.
        budget: What may be spent, by both together.
        limit: How many to match one by one.
    """
    searches = [AttractorSearch(question, budget) for question in (before, after)]
    first, second = (search.report(0) for search in searches)
    lost = gained = None
    if first.coverage is second.coverage is Coverage.COMPLETE:
        if max(first.count, second.count) <= limit:  # else listing them would be in vain
            first, second = (search.report(limit) for search in searches)
    known = all(a.states is not None for a in (*first.attractors, *second.attractors))
    if first.is_whole and second.is_whole and known:
        back = {new: old for old, new in common}
        forth = {old: old for old, _ in common}
        lost, gained = _match(first.attractors, second.attractors, forth, back)
    changes: list[PhenotypeChange] = []
    if first.coverage is second.coverage is Coverage.COMPLETE:
        shared = [p.name for p in before.phenotypes if p.name in after.conditions]
        for name in shared:
            changes.append(PhenotypeChange(name, *(search.phenotype(name) for search in searches)))
    return AttractorDifference(first, second, lost, gained, tuple(changes))


def _match(
    first: Sequence[Attractor],
    second: Sequence[Attractor],
    forth: Mapping[str, str],
    back: Mapping[str, str],
) -> tuple[tuple[Attractor, ...], tuple[Attractor, ...]]:
    keys = [[_key(a, forth) for a in first], [_key(a, back) for a in second]]
    counts = [Counter(side) for side in keys]
    both = counts[0] & counts[1]
    unmatched = []
    for side, attractors in zip(keys, (first, second), strict=True):
        left = Counter(both)
        alone = []
        for key, attractor in zip(side, attractors, strict=True):
            if left[key]:
                left[key] -= 1
            else:
                alone.append(attractor)
        unmatched.append(tuple(alone))
    return unmatched[0], unmatched[1]


def _key(attractor: Attractor, names: Mapping[str, str]) -> _Key:
    fixed = {(names[n], bool(v)) for n, v in attractor.fixed.items() if n in names}
    constant = {name for name, _ in fixed}
    return frozenset(fixed), frozenset(set(names.values()) - constant)
