"""What a change of rules does to the attractors: which are lost, which are gained."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.question import Question
from boolnet.engines.attractor import Attractor
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.tendency import Tendency

LISTED = 1_000  # attractors on each side up to which they are matched one by one

_Key = tuple[object, ...]


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
        changed: Counterparts that move otherwise: with another share of states in which some
            node is 1 or, where both networks have the same nodes, another number of states.
        phenotypes: What became of the phenotypes.
    """

    before: AttractorReport
    after: AttractorReport
    lost: tuple[Attractor, ...] | None
    gained: tuple[Attractor, ...] | None
    changed: tuple[tuple[Attractor, Attractor], ...]
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
    changed: tuple[tuple[Attractor, Attractor], ...] = ()
    if first.coverage is second.coverage is Coverage.COMPLETE:
        if max(first.count, second.count) <= limit:  # else listing them would be in vain
            first, second = (search.report(limit) for search in searches)
    known = all(a.states is not None for a in (*first.attractors, *second.attractors))
    if first.is_whole and second.is_whole and known:
        sides = (
            _Side(first.attractors, {old: old for old, _ in common}),
            _Side(second.attractors, {new: old for old, new in common}),
        )
        whole = len(common) == len(before.network) == len(after.network)
        _pair_off(*sides, lambda attractor, names: _exactly(attractor, names, whole=whole))
        changed = tuple(_pair_off(*sides, _roughly))
        lost, gained = (tuple(side.left) for side in sides)
    changes: list[PhenotypeChange] = []
    if first.coverage is second.coverage is Coverage.COMPLETE:
        shared = [p.name for p in before.phenotypes if p.name in after.conditions]
        for name in shared:
            changes.append(PhenotypeChange(name, *(search.phenotype(name) for search in searches)))
    return AttractorDifference(first, second, lost, gained, changed, tuple(changes))


@dataclass
class _Side:
    """The attractors of one network that have no counterpart yet."""

    left: Sequence[Attractor]
    names: Mapping[str, str]  # what the other network calls the nodes of both


def _pair_off(
    one: _Side, two: _Side, key_of: Callable[[Attractor, Mapping[str, str]], _Key]
) -> list[tuple[Attractor, Attractor]]:
    """Take what has one key from both sides, in order."""
    waiting: dict[_Key, deque[Attractor]] = {}
    for attractor in two.left:
        waiting.setdefault(key_of(attractor, two.names), deque()).append(attractor)
    pairs: list[tuple[Attractor, Attractor]] = []
    alone: list[Attractor] = []
    for attractor in one.left:
        found = waiting.get(key_of(attractor, one.names))
        if found:
            pairs.append((attractor, found.popleft()))
        else:
            alone.append(attractor)
    taken = {id(partner) for _, partner in pairs}
    one.left, two.left = alone, [a for a in two.left if id(a) not in taken]
    return pairs


def _roughly(attractor: Attractor, names: Mapping[str, str]) -> _Key:
    """Which nodes are constant at which value, and which vary."""
    fixed = {(names[n], bool(v)) for n, v in attractor.fixed.items() if n in names}
    constant = {name for name, _ in fixed}
    return frozenset(fixed), frozenset(set(names.values()) - constant)


def _exactly(attractor: Attractor, names: Mapping[str, str], *, whole: bool) -> _Key:
    """Also how often each node is 1 and, if no node is left out, the number of states."""
    assert attractor.states is not None
    means = {(names[n], share) for n, share in attractor.states.mean().items() if n in names}
    count = attractor.states.count() if whole else 0
    return (*_roughly(attractor, names), frozenset(means), count)
