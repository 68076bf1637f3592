"""What an experiment changes, compared with the same network without it.

An attractor is *kept* when some attractor of the mutant is alike in all nodes that the
experiment does not hold, or else in all readouts: the same nodes are constant, at the same
values, and the same ones vary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from boolnet.analysis.mutants import Outcome
from boolnet.analysis.screen_row import Change, Shown
from boolnet.engines.rest import Seen
from boolnet.engines.tendency import Tendency
from boolnet.logic.bits import bits_of

Listing = tuple[Seen, ...]  # attractors of a whole network, described by the bits of all nodes


_EVERY, _NO = Shown("every", Fraction(1)), Shown("no", Fraction(0))


@dataclass(frozen=True)
class Frame:
    """What is looked at.

    Attributes:
        names: The nodes.
        conditions: How many phenotypes are read off; their bits follow those of the nodes.
        readouts: The nodes that regulate nothing, as bits.
        free_inputs: The inputs that nothing holds, as bits.
        listed: Up to how many attractors are listed and matched one by one.
        means: Whether means are wanted where attractors are too many to list.
    """

    names: tuple[str, ...]
    conditions: int
    readouts: int
    free_inputs: int
    listed: int
    means: bool = False

    @property
    def nodes(self) -> int:
        """All nodes, as bits."""
        return (1 << len(self.names)) - 1

    @property
    def shown(self) -> int:
        """All conditions, as bits."""
        return ((1 << self.conditions) - 1) << len(self.names)


@dataclass(frozen=True)
class Result:
    """The attractors of one mutant.

    Attributes:
        frame: What is looked at.
        count: How many; at least so many if not `complete`.
        fixed_points: How many of them are single states.
        complete: Whether these are all.
        settled: What settled that, in a few words.
        listing: Each of them; `None` where there are too many, or not all are known.
        tendencies: Where they are not listed, per condition: in how many it holds; counted
            among those of what it depends on, unless means are wanted.
    """

    frame: Frame
    count: int
    fixed_points: int
    complete: bool
    settled: str
    listing: Listing | None
    tendencies: tuple[Tendency, ...] = ()

    @classmethod
    def of(cls, frame: Frame, outcomes: Sequence[Outcome]) -> Result:
        """The attractors under all settings of the inputs that were looked at."""
        count = sum(outcome.found.count for outcome in outcomes)
        complete = all(outcome.found.complete for outcome in outcomes)
        core = max(outcome.found.core for outcome in outcomes)
        settled = f"search of {core} nodes" if core else "propagation"
        if not complete:
            reasons = [o.found.reason for o in outcomes if not o.found.complete]
            settled = next(filter(None, reasons), "some candidate states are undecided")
        listing = None
        if complete and count <= frame.listed:
            listing = tuple(_iter_seen(outcomes))
        return cls(
            frame,
            count,
            sum(outcome.found.fixed_points for outcome in outcomes),
            complete,
            settled,
            listing,
            () if listing is not None else tuple(_iter_tendencies(frame, outcomes)),
        )

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """How far each condition is shown."""
        if self.listing is None:
            return tuple(map(self._show, self.tendencies))
        never, always = self.always
        found = []
        for bit in bits_of(self.frame.shown):
            if (never | always) >> bit & 1:
                found.append(_EVERY if always >> bit & 1 else _NO)
            else:
                mean, tendency = self.mean_of(bit)
                found.append(self._show(tendency, mean))
        return tuple(found)

    def _show(self, tendency: Tendency, mean: Fraction | None = None) -> Shown:
        words = tendency.words
        if not self.complete:  # what is missing may be otherwise
            other = tendency.off or tendency.mixed
            return Shown("some" if words == "some" and other else "unknown")
        if self.listing is None and not tendency.mixed and not tendency.unknown:
            # Where they are not listed, they may have been counted by what they depend on.
            if self.frame.means or words != "some":
                mean = Fraction(tendency.on, tendency.total)
        return Shown(words, mean)

    def mean_of(self, bit: int) -> tuple[Fraction | None, Tendency]:
        """The mean of a node or condition over the listed attractors, and in how many it is on."""
        found = self._means.get(bit)
        if found is None:
            found = self._means[bit] = self._mean(bit)
        return found

    @cached_property
    def _means(self) -> dict[int, tuple[Fraction | None, Tendency]]:
        return {}

    def _mean(self, bit: int) -> tuple[Fraction | None, Tendency]:
        assert self.listing is not None
        on = mixed = unknown = 0
        total: Fraction | None = Fraction(0)
        for seen in self.listing:
            if seen.varies >> bit & 1:
                mixed += 1
                share = dict(seen.shares).get(bit)
                total = None if total is None or share is None else total + share
            elif seen.unknown >> bit & 1:
                unknown += 1
            else:
                on += seen.on >> bit & 1
        count = len(self.listing)
        mean = None if total is None or unknown else (total + on) / count
        return mean, Tendency(on, count - on - mixed - unknown, mixed, unknown)

    @cached_property
    def always(self) -> tuple[int, int]:
        """What is 0, and what is 1, in all states of all listed attractors, as bits."""
        assert self.listing is not None
        on, never, moving = -1, -1, 0
        for seen in self.listing:
            on, never = on & seen.on, never & ~seen.on
            moving |= seen.varies | seen.unknown
        return never & ~moving, on & ~moving

    def is_always(self, node: int, value: bool) -> bool:
        """Whether *node* has this *value* in all states of all attractors."""
        return self.listing is not None and bool(self.always[value] >> node & 1)


def _iter_tendencies(frame: Frame, outcomes: Sequence[Outcome]) -> Iterator[Tendency]:
    """Per condition, in how many attractors it holds."""
    for bit in bits_of(frame.shown):
        total = Tendency(0, 0, 0)
        for outcome in outcomes:
            found = outcome.found
            if not outcome.rest.free >> bit & 1:
                value = outcome.values >> bit & 1
                total += Tendency(value * found.count, (1 - value) * found.count, 0)
            elif found.attractors is None:
                total += found.conditions[bit]
            else:
                for seen in found.attractors:
                    total += seen.tendency(bit)
        yield total


def _iter_seen(outcomes: Sequence[Outcome]) -> list[Seen]:
    listing: list[Seen] = []
    for outcome in outcomes:
        for seen in outcome.found.attractors or ():
            on = outcome.values | seen.on
            listing.append(Seen(on, seen.varies, seen.unknown, seen.shares))
    return listing


def count_matches(before: Result, after: Result, held: int) -> tuple[int, int, int] | None:
    """How many attractors are kept, lost and gained; `None` where they are not listed.

    Args:
        before: Without the experiment.
        after: With it.
        held: The nodes that the experiment holds, as bits.
    """
    if before.listing is None or after.listing is None:
        return None
    frame = before.frame
    everything = (frame.nodes & ~held) | frame.shown
    readouts = ((frame.readouts | frame.free_inputs) & ~held) | frame.shown
    left, right = list(before.listing), list(after.listing)
    kept = 0
    for mask in (everything, readouts):
        waiting: Counter[object] = Counter(_signature(seen, mask) for seen in right)
        unmatched, matched = [], Counter[object]()
        for seen in left:
            key = _signature(seen, mask)
            if waiting[key]:
                waiting[key] -= 1
                matched[key] += 1
                kept += 1
            else:
                unmatched.append(seen)
        if not unmatched:
            break
        rest = []
        for seen in right:
            key = _signature(seen, mask)
            if matched[key]:
                matched[key] -= 1
            else:
                rest.append(seen)
        left, right = unmatched, rest
    return kept, len(before.listing) - kept, len(after.listing) - kept


def _signature(seen: Seen, mask: int) -> tuple[int, int, int]:
    """What has to be alike: which nodes are constant, and at which value; which vary."""
    return seen.on & mask, seen.varies & mask, seen.unknown & mask


def find_changes(before: Result, after: Result, held: int) -> tuple[Change, ...]:
    """The readouts that change; none where attractors are too many to list."""
    if before.listing is None or after.listing is None:
        return ()
    frame = before.frame
    mask = frame.readouts & ~held
    for one, two in zip(before.always, after.always, strict=True):
        mask &= ~(one & two)
    changes = []
    for bit in bits_of(mask):
        (first, wild), (second, perturbed) = before.mean_of(bit), after.mean_of(bit)
        if first != second or wild.shares != perturbed.shares:
            changes.append((frame.names[bit], first, second))
    return tuple(changes)
