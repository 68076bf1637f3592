"""Attractors of different update schemes, matched by where they lie and what they share.

What the matching stands on, for attractors of a whole network:

- No scheme leaves a trap space, so an attractor lies in a minimal trap space whole, or has
  no state in it; and each minimal trap space holds one of every scheme at least.
- Every asynchronous move is a general one, so an asynchronous attractor lies in a general
  one whole, or has no state in any; and each general attractor holds one at least.
- A synchronous cycle may share all, some or none of its states with asynchronous attractors.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from boolnet.analysis.attractors import AttractorReport
from boolnet.dynamics.scheme import UpdateScheme
from boolnet.engines.attractor import Attractor, AttractorKind, CycleStates, StateSet
from boolnet.engines.budget import Budget, Coverage
from boolnet.logic.bits import bits_of

LETTERS = {
    "most-permissive": "T",
    "asynchronous": "A",
    "general": "G",
    "synchronous": "S",
    "block-sequential": "B",
}


class Mark(Enum):
    """What is worth a second look.

    `ARTEFACT`, an artefact of synchrony: a synchronous (or block-sequential) cycle none of
    whose states belongs to an asynchronous attractor. It exists only because nodes keep
    exactly in step; nodes that change one by one leave it for good.

    `AVOIDANT`: a motif-avoidant attractor, an asynchronous or general one outside all
    minimal trap spaces.

    `LEFT`: an asynchronous attractor that general update leaves for good, by nodes that
    move together.
    """

    ARTEFACT = "artefact-of-synchrony"
    AVOIDANT = "motif-avoidant"
    LEFT = "left-by-joint-moves"


class Shared(Enum):
    """How many of the states of a cycle belong to asynchronous attractors."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class Place:
    """Where an attractor lies.

    Attributes:
        trap_space: The label of the minimal trap space; `None` outside all, or not known.
        known: Whether that is proven.
    """

    trap_space: str | None
    known: bool = True


OUTSIDE = Place(None)


@dataclass(frozen=True)
class Matched:
    """An attractor of one scheme, with its counterparts.

    Attributes:
        label: ``F1`` for a fixed point, the same under every scheme; else a letter for the
            scheme and a number: ``T1``, ``A1``, ``G1``, ``S1``, ``B1``.
        attractor: The attractor.
        place: The minimal trap space it lies in.
        asynchronous: The labels of the asynchronous attractors that share states with it;
            empty for these themselves, for trap spaces and for fixed points.
        shared: Of a cycle, how many states belong to any of these; `None` for others, and
            where it is not known.
        marks: What was proven of it.
        undecided: Marks that could be neither proven nor ruled out.
    """

    label: str
    attractor: Attractor
    place: Place
    asynchronous: tuple[str, ...] = ()
    shared: Shared | None = None
    marks: tuple[Mark, ...] = ()
    undecided: tuple[Mark, ...] = ()

    @property
    def is_fixed_point(self) -> bool:
        """Whether it is one state."""
        return self.attractor.kind is AttractorKind.FIXED_POINT


@dataclass(frozen=True)
class Scheme:
    """What was found under one update scheme.

    Attributes:
        update: The scheme.
        report: Its attractors; `None` when the network is too large for it.
        refusal: Why there is no report; else empty.
        attractors: Those that are listed, matched.
        one_each: Whether it is proven that every minimal trap space holds exactly one of
            its attractors, and that there is no other.
    """

    update: UpdateScheme
    report: AttractorReport | None
    refusal: str = ""
    attractors: tuple[Matched, ...] = ()
    one_each: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether it is proven how many attractors there are."""
        return self.report is not None and self.report.coverage is Coverage.COMPLETE

    @property
    def is_whole(self) -> bool:
        """Whether all attractors are known and listed."""
        return (
            self.report is not None and self.is_complete and len(self.report) == self.report.count
        )

    @property
    def moving(self) -> int:
        """How many attractors are no fixed points; at least so many unless complete."""
        if self.report is None:
            return 0
        counts = self.report.counts
        return counts[AttractorKind.CYCLE] + counts[AttractorKind.COMPLEX]

    @property
    def is_at_rest(self) -> bool:
        """Whether it is proven that all attractors are fixed points."""
        return self.is_complete and not self.moving


def match_schemes(schemes: Sequence[Scheme], budget: Budget) -> tuple[Scheme, ...]:
    """Say of each listed attractor where it lies and what it shares states with.

    Args:
        schemes: Most-permissive, asynchronous and general update, in this order; then others.
        budget: Where to look for a stop; what is not looked at is not known.

    Cost:
        A look at every state of each cycle, for each asynchronous attractor in its place.
    """
    labelled = _label(schemes)
    spaces = labelled[0]
    moving = [m for m in spaces.attractors if not m.is_fixed_point]
    placed = [
        replace(
            scheme,
            attractors=tuple(
                replace(m, place=_place(m, moving, complete=spaces.is_whole))
                for m in scheme.attractors
            ),
            # Each trap space holds one at least: equal numbers leave no other.
            one_each=scheme.is_complete and spaces.is_complete and _count(scheme) == _count(spaces),
        )
        for scheme in labelled
    ]
    return _Matcher(placed, budget).match()


def _count(scheme: Scheme) -> int:
    return scheme.report.count if scheme.report else 0


def _label(schemes: Sequence[Scheme]) -> list[Scheme]:
    points: dict[int, str] = {}
    labelled = []
    for scheme in schemes:
        number = 0
        listed = []
        for attractor in scheme.report or ():
            if attractor.kind is AttractorKind.FIXED_POINT:
                label = points.setdefault(attractor.space.values, f"F{len(points) + 1}")
            else:
                number += 1
                label = f"{LETTERS[scheme.update.name]}{number}"
            listed.append(Matched(label, attractor, Place(None, known=False)))
        labelled.append(replace(scheme, attractors=tuple(listed)))
    return labelled


def _place(matched: Matched, moving: Sequence[Matched], *, complete: bool) -> Place:
    """Where an attractor lies, among the *moving* trap spaces and its own state."""
    if matched.is_fixed_point:
        return Place(matched.label)
    attractor = matched.attractor
    unsure = False
    for space in moving:
        if attractor.space <= space.attractor.space:
            return Place(space.label)
        # Inside, its constant nodes would be known, unless its states are not.
        apart = (attractor.space & space.attractor.space) is None
        unsure = unsure or (attractor.states is None and not apart)
    return Place(None, known=complete and not unsure)


Answer: TypeAlias = bool | None  # `None` where it is not known


class _Matcher:
    """Matches attractors that have labels and places."""

    def __init__(self, schemes: Sequence[Scheme], budget: Budget) -> None:
        self.schemes = schemes
        self.budget = budget
        _, self.single, self.joint = schemes[:3]

    def match(self) -> tuple[Scheme, ...]:
        """The schemes, their attractors with counterparts and marks."""
        matched = [self.schemes[0]]
        how = [self._single, self._joint] + [self._cycle] * (len(self.schemes) - 3)
        for scheme, match in zip(self.schemes[1:], how, strict=True):
            attractors = (m if m.is_fixed_point else match(m) for m in scheme.attractors)
            matched.append(replace(scheme, attractors=tuple(attractors)))
        return tuple(matched)

    def _single(self, attractor: Matched) -> Matched:
        avoids = _avoids(attractor, self.single)
        return _judge(attractor, {Mark.AVOIDANT: avoids, Mark.LEFT: self._is_left(attractor)})

    def _joint(self, attractor: Matched) -> Matched:
        held = [
            other.label
            for other in _beside(attractor, self.single)
            if self._holds(attractor, other)
        ]
        attractor = replace(attractor, asynchronous=tuple(held))
        return _judge(attractor, {Mark.AVOIDANT: _avoids(attractor, self.joint)})

    def _cycle(self, cycle: Matched) -> Matched:
        shared: Shared | None = Shared.NONE
        labels = []
        steps, unsure = 0, not _knows_all_beside(cycle, self.single)
        for other in _beside(cycle, self.single):
            found = _steps_in(cycle.attractor, other.attractor.states, self.budget)
            if found:
                labels.append(other.label)
            unsure = unsure or found is None
            steps |= found or 0
        if steps and cycle.attractor.period == steps.bit_count():
            shared = Shared.ALL
        elif unsure:
            shared = None
        elif steps:
            shared = Shared.SOME
        cycle = replace(cycle, asynchronous=tuple(labels), shared=shared)
        is_artefact = False if labels else None if shared is None else True
        return _judge(cycle, {Mark.ARTEFACT: is_artefact})

    def _is_left(self, attractor: Matched) -> Answer:
        """Whether an asynchronous attractor lies in no general one."""
        answers = [self._holds(other, attractor) for other in _beside(attractor, self.joint)]
        if True in answers:
            return False
        if None in answers or not _knows_all_beside(attractor, self.joint):
            return None
        return True

    def _holds(self, joint: Matched, single: Matched) -> Answer:
        """Whether a general attractor holds an asynchronous one: one state tells."""
        inside, around = single.attractor.states, joint.attractor.states
        if inside is not None and around is not None:
            return inside.sample(random.Random(0)) in around
        if _knows_all_beside(joint, self.single) and joint.place.known:
            if [single] == list(_beside(joint, self.single)):
                return True  # it holds one, and there is no other
        return None


def _judge(matched: Matched, answers: dict[Mark, Answer]) -> Matched:
    return replace(
        matched,
        marks=tuple(mark for mark, answer in answers.items() if answer),
        undecided=tuple(mark for mark, answer in answers.items() if answer is None),
    )


def _avoids(attractor: Matched, scheme: Scheme) -> Answer:
    """Whether an attractor of *scheme* lies outside all minimal trap spaces."""
    if attractor.place.known:
        return attractor.place.trap_space is None
    return False if scheme.one_each else None


def _beside(matched: Matched, scheme: Scheme) -> Iterator[Matched]:
    """The listed attractors of *scheme* that may share states with *matched*."""
    if scheme.one_each and matched.place == OUTSIDE:
        return
    for other in scheme.attractors:
        apart = matched.place.known and other.place.known and matched.place != other.place
        if not apart and (matched.attractor.space & other.attractor.space) is not None:
            yield other


def _knows_all_beside(matched: Matched, scheme: Scheme) -> bool:
    """Whether every attractor of *scheme* that may share states with *matched* is listed."""
    if scheme.is_whole or scheme.is_at_rest:
        return True
    return scheme.one_each and matched.place == OUTSIDE


CHUNK = 4096  # steps of a cycle that are taken apart together


def _steps_in(cycle: Attractor, states: StateSet | None, budget: Budget) -> int | None:
    """The steps, as bits, at which a cycle is in a set; `None` where it is not known."""
    steps = cycle.states
    if states is None or not isinstance(steps, CycleStates):
        return None
    space = states.enclosing_space()
    candidates = full = (1 << steps.period) - 1
    for node in bits_of(space.mask):
        series = steps.series[node]
        candidates &= series if space.values >> node & 1 else full ^ series
    found = 0
    for start in range(0, steps.period, CHUNK):
        if budget.spent:
            return None
        some = candidates >> start & (1 << CHUNK) - 1
        rows = [series >> start & (1 << CHUNK) - 1 for series in steps.series] if some else []
        for step in bits_of(some):
            state = sum((row >> step & 1) << node for node, row in enumerate(rows))
            if state in states:
                found |= 1 << (start + step)
    return found
