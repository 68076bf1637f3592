"""Lines side by side: each stretch of a net in a channel gets a track of its own.

No two nets share a track where they run beside each other, so no line lies on another; the order
of the tracks is the one with the fewest crossings that exchanges find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from boolnet.report.picture.routing import LEFT, Net, Pin, Point

UPRIGHT, LEVEL = 0, 1  # the axes of channels; of a point, the number that stays the same
_FINE = 4096  # steps between neighbouring points


@dataclass
class Run:
    """A stretch of a net in one channel.

    Attributes:
        net: The number of the net.
        axis: Of the channel, `UPRIGHT` or `LEVEL`.
        channel: The number of the channel.
        first: The first point along the channel.
        last: The last one.
        track: Which of the tracks of the channel it takes, from the left or from above.
        exits: Where the net leaves the stretch: the point along the channel, to which side
            (-1 or 1), and the pin there, if it is one.
    """

    net: int
    axis: int
    channel: int
    first: int
    last: int
    track: int = 0
    exits: list[tuple[int, int, Pin | None]] = field(default_factory=list)


class Tracks:
    """The runs of all nets.

    Attributes:
        runs: All of them.
        ranks: Of each pin, its rank from the left or from above among the nets at its point,
            and how many nets there are.
        counts: How many tracks each channel has, by axis and number.
    """

    def __init__(self, nets: Sequence[Net], straight: frozenset[tuple[int, Point]]) -> None:
        """Find the runs and their tracks.

        Args:
            nets: With their ways.
            straight: Net and point where two pins face each other and are joined directly.
        """
        self.nets = nets
        self.runs: list[Run] = []
        self._at: dict[tuple[int, int, Point], Run] = {}
        for number, net in enumerate(nets):
            self._find_runs(number, net, straight)
        self.ranks = self._rank_pins()
        self.counts: dict[tuple[int, int], int] = {}
        for _ in range(2):  # the second time, the tracks of crossing channels are known
            for channel, runs in sorted(self._by_channel().items()):
                self.counts[channel] = self._assign(runs)

    def at(self, net: int, axis: int, point: Point) -> Run | None:
        """The run of *net* that holds *point* in the channel along *axis*."""
        return self._at.get((net, axis, point))

    def _find_runs(self, number: int, net: Net, straight: frozenset[tuple[int, Point]]) -> None:
        links = net.links()
        pins: dict[Point, list[Pin]] = {}
        for pin in net.pins():
            pins.setdefault(pin.point, []).append(pin)
        for point in sorted(net.points()):
            for axis in (UPRIGHT, LEVEL):
                if point[axis] % 2 or (number, axis, point) in self._at:
                    continue
                run = Run(number, axis, point[axis] // 2, point[1 - axis], point[1 - axis])
                inside = [point]
                while (inside[-1], _along(inside[-1], axis)) in links:
                    inside.append(_along(inside[-1], axis))
                run.last = inside[-1][1 - axis]
                for place in inside:
                    self._find_exits(run, place, links, pins)
                if len(inside) == 1 and not any(pin for _, _, pin in run.exits):
                    continue  # the net only crosses the channel
                if len(inside) == 1 and (number, point) in straight:
                    continue
                self.runs.append(run)
                for place in inside:
                    self._at[number, axis, place] = run

    @staticmethod
    def _find_exits(
        run: Run,
        point: Point,
        links: set[tuple[Point, Point]],
        pins: dict[Point, list[Pin]],
    ) -> None:
        axis = run.axis
        along = point[1 - axis]
        if along % 2:
            run.exits += [(along, -pin.side[axis], pin) for pin in pins.get(point, ())]
            return
        across = (1, 0) if axis == UPRIGHT else (0, 1)
        after = point[0] + across[0], point[1] + across[1]
        before = point[0] - across[0], point[1] - across[1]
        if (point, after) in links:
            run.exits.append((along, 1, None))
        if (before, point) in links:
            run.exits.append((along, -1, None))

    def _by_channel(self) -> dict[tuple[int, int], list[Run]]:
        found: dict[tuple[int, int], list[Run]] = {}
        for run in self.runs:
            found.setdefault((run.axis, run.channel), []).append(run)
        return found

    def _rank_pins(self) -> dict[tuple[int, Point], tuple[int, int]]:
        """Nets that come from the left or from above have their pins there."""
        here: dict[Point, dict[int, tuple[int, int]]] = {}
        for number, net in enumerate(self.nets):
            for pin in net.pins():
                axis = UPRIGHT if pin.side[1] == 0 else LEVEL
                run = self.at(number, axis, pin.point)
                along = pin.point[1 - axis]
                lean = 0 if run is None else run.first + run.last - 2 * along
                here.setdefault(pin.point, {})[number] = lean, number
        return {
            (number, point): (rank, len(leans))
            for point, leans in here.items()
            for rank, number in enumerate(sorted(leans, key=leans.__getitem__))
        }

    # -- order ------------------------------------------------------------------------

    def _position(self, run: Run, along: int, pin: Pin | None) -> int:
        """Where a run is left, in fine steps along the channel."""
        if pin is not None:
            rank, count = self.ranks[run.net, pin.point]
            return along * _FINE + (2 * rank + 1 - count) * 16
        here = (run.channel * 2, along) if run.axis == UPRIGHT else (along, run.channel * 2)
        other = self.at(run.net, 1 - run.axis, here)
        return along * _FINE + (other.track * 16 - 512 if other is not None else 0)

    def _assign(self, runs: list[Run]) -> int:
        """Give tracks to the runs of one channel; how many there are."""
        exits = [[(self._position(r, at, pin), side) for at, side, pin in r.exits] for r in runs]
        spans = [(min(e)[0], max(e)[0]) if e else (0, 0) for e in exits]
        beside = [[a.first <= b.last and b.first <= a.last for b in runs] for a in runs]

        def crossings(one: int, other: int) -> int:
            """How often they cross when *one* is at the left of *other*, or above it."""
            low, high = spans[other]
            found = sum(1 for at, side in exits[one] if side > 0 and low < at < high)
            low, high = spans[one]
            return found + sum(1 for at, side in exits[other] if side < 0 and low < at < high)

        count = len(runs)
        gain = [
            [crossings(b, a) - crossings(a, b) if beside[a][b] else 0 for b in range(count)]
            for a in range(count)
        ]  # what is saved by a before b
        lean = [sum(side for _, side in found) for found in exits]
        order = sorted(range(count), key=lambda i: (lean[i], spans[i], runs[i].net))
        _exchange(order, gain)
        tracks: dict[int, int] = {}
        for place in order:
            before = [track for other, track in tracks.items() if beside[place][other]]
            tracks[place] = max(before, default=-1) + 1
            runs[place].track = tracks[place]
        return max(tracks.values(), default=-1) + 1


def _exchange(order: list[int], gain: list[list[int]]) -> None:
    """Move each run to its best place in *order* while that saves crossings."""
    for _ in range(8):
        moved = False
        for item in list(order):
            at = order.index(item)
            best, where, saved = 0, at, 0
            for place in range(at - 1, -1, -1):
                saved += gain[item][order[place]]
                if saved > best:
                    best, where = saved, place
            saved = 0
            for place in range(at + 1, len(order)):
                saved += gain[order[place]][item]
                if saved > best:
                    best, where = saved, place
            if where != at:
                order.pop(at)
                order.insert(where, item)
                moved = True
        if not moved:
            return


def _along(point: Point, axis: int) -> Point:
    """The next point along a channel."""
    return (point[0], point[1] + 1) if axis == UPRIGHT else (point[0] + 1, point[1])


def find_straight(nets: Sequence[Net]) -> frozenset[tuple[int, Point]]:
    """Nets and points at which the pins of two places face each other and nothing else joins."""
    found = set()
    for number, net in enumerate(nets):
        at: dict[Point, list[Pin]] = {}
        for pin in net.pins():
            at.setdefault(pin.point, []).append(pin)
        ends = {point for link in net.links() for point in link}
        for point, pins in at.items():
            sides = {pin.side for pin in pins}
            alone = all(len(pin.port.sides) == 4 for pin in pins)
            if point not in ends and len(pins) == 2 and len(sides) == 2:
                if LEFT not in sides or alone:
                    found.add((number, point))
    return frozenset(found)
