"""What an experiment changes, compared with the same network without it.

An attractor is *kept* when some attractor of the mutant is alike in all nodes that the
experiment does not hold, or else in all readouts: the same nodes are constant, at the same
values, and the same ones vary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from boolnet.analysis.mutants import Outcome
from boolnet.analysis.screen_row import Change, Shown
from boolnet.engines.rests import Seen
from boolnet.engines.tendency import Tendency
from boolnet.logic.bits import bits_of

Listing = tuple[Seen, ...]  # attractors of a whole network, described by the bits of all nodes


@dataclass(frozen=True)
class Frame:
    """What is looked at.

    Attributes:
        names: The nodes.
        conditions: How many phenotypes are read off; their bits follow those of the nodes.
        readouts: The nodes that regulate nothing, as bits.
        free_inputs: The inputs that nothing holds, as bits.
        listed: Up to how many attractors are listed and matched one by one.
    """

    names: tuple[str, ...]
    conditions: int
    readouts: int
    free_inputs: int
    listed: int

    @property
    def nodes(self) -> int:
        """All nodes, as bits."""
        return (1 << len(self.names)) - 1

    @property
    def shown(self) -> int:
        """All conditions, as bits."""
        return ((1 << self.conditions) - 1) << len(self.names)


class Result:
    """The attractors of one mutant, over all settings of the inputs that were looked at.

    Attributes:
        count: How many; at least so many if not `complete`.
        fixed_points: How many of them are single states.
        complete: Whether these are all.
        listing: Each of them; `None` where there are too many, or not all are known.
    """

    def __init__(self, frame: Frame, outcomes: Sequence[Outcome]) -> None:
        self.frame = frame
        self.outcomes = outcomes
        self.count = sum(outcome.found.count for outcome in outcomes)
        self.fixed_points = sum(outcome.found.fixed_points for outcome in outcomes)
        self.complete = all(outcome.found.complete for outcome in outcomes)
        self.listing: Listing | None = None
        if self.complete and self.count <= frame.listed:
            self.listing = tuple(_iter_seen(outcomes))
        self._shown: tuple[Shown, ...] | None = None

    @property
    def shown(self) -> tuple[Shown, ...]:
        """How far each condition is shown."""
        if self._shown is None:
            first = len(self.frame.names)
            self._shown = tuple(self._show(first + place) for place in range(self.frame.conditions))
        return self._shown

    def _show(self, bit: int) -> Shown:
        on = off = mixed = unknown = 0
        total: Fraction | None = Fraction(0)
        for outcome in self.outcomes:
            found = outcome.found
            if not outcome.rest.free >> bit & 1:
                value = outcome.values >> bit & 1
                on += value * found.count
                off += (1 - value) * found.count
            elif found.attractors is None:
                tendency = found.conditions[bit]
                on, off = on + tendency.on, off + tendency.off
                mixed, unknown = mixed + tendency.mixed, unknown + tendency.unknown
                total = None if tendency.mixed or tendency.unknown else total
            else:
                for seen in found.attractors:
                    if seen.varies >> bit & 1:
                        mixed += 1
                        share = dict(seen.shares).get(bit)
                        total = None if total is None or share is None else total + share
                    elif seen.unknown >> bit & 1:
                        unknown += 1
                    else:
                        value = seen.on >> bit & 1
                        on, off = on + value, off + 1 - value
        tendency = Tendency(on, off, mixed, unknown)
        words = tendency.words
        if not self.complete and not (words == "some" and (off or mixed)):
            words = "unknown"  # what is missing may be otherwise
        known = self.complete and total is not None and not unknown
        return Shown(words, (total + on) / self.count if known and total is not None else None)

    def means(self, mask: int) -> dict[int, tuple[Fraction | None, Tendency]]:
        """Per node of *mask*, its mean over the listed attractors, and in how many it is on."""
        found = {}
        assert self.listing is not None
        for bit in bits_of(mask):
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
            off = len(self.listing) - on - mixed - unknown
            known = total is not None and not unknown
            mean = (total + on) / len(self.listing) if known and total is not None else None
            found[bit] = (mean, Tendency(on, off, mixed, unknown))
        return found

    def is_always(self, node: int, value: bool) -> bool:
        """Whether *node* has this *value* in all states of all attractors."""
        if not self.complete:
            return False
        for outcome in self.outcomes:
            if not outcome.rest.free >> node & 1:
                if bool(outcome.values >> node & 1) != value:
                    return False
                continue
            if outcome.found.attractors is None:
                return False
            for seen in outcome.found.attractors:
                if (seen.varies | seen.unknown) >> node & 1 or bool(seen.on >> node & 1) != value:
                    return False
        return True


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
    if len(before.listing) == len(after.listing) == 1:
        one, two = before.listing[0], after.listing[0]
        moving = one.varies | two.varies | one.unknown | two.unknown
        mask &= (one.on ^ two.on) | moving
    if not mask:
        return ()
    first, second = before.means(mask), after.means(mask)
    return tuple(
        (frame.names[bit], first[bit][0], second[bit][0])
        for bit in bits_of(mask)
        if first[bit][0] != second[bit][0] or first[bit][1].shares != second[bit][1].shares
    )
