"""Ways for the arrows of a picture, through the channels between the places.

Between neighbouring columns and rows run channels. In points: the place in column ``c`` and row
``r`` is the point ``(2c + 1, 2r + 1)``; points with an even first number lie in an upright channel,
those with an even second number in a level one, and where both are even two channels cross.

All arrows of one sign that leave one thing are a *net*: they share their way until they part, as
wires do in the drawing of a circuit, so that there are fewer lines and each can be followed.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from boolnet.report.picture.placement import Place

Point = tuple[int, int]

ABOVE, BELOW, LEFT, RIGHT = (0, -1), (0, 1), (-1, 0), (1, 0)
_SIDES = (ABOVE, BELOW, LEFT, RIGHT)

_STEP = {ABOVE: 4, BELOW: 4, LEFT: 6, RIGHT: 6}  # half a row, half a column
_BEND = 7
_BUSY = 1  # for each net that is in a channel already
_SIDEWAYS = 6  # to enter or leave a thing at its narrow side
_CROWD = 2  # for each pin that is on a side already


@dataclass(frozen=True)
class Port:
    """A thing as an end of arrows.

    Attributes:
        place: Where it stands.
        part: The part of the place that it fills: several things can be stacked in one.
        sides: The sides from which it can be reached.
    """

    place: Place
    part: int = 0
    sides: tuple[Point, ...] = _SIDES


@dataclass(frozen=True)
class Pin:
    """Where a net touches a thing: at *side* of *port*."""

    port: Port
    side: Point

    @property
    def point(self) -> Point:
        """The point of the channel outside."""
        column, row = self.port.place
        return 2 * column + 1 + self.side[0], 2 * row + 1 + self.side[1]


@dataclass(frozen=True)
class Way:
    """The way of one arrow: from a pin through points to a pin."""

    start: Pin
    points: tuple[Point, ...]
    end: Pin


@dataclass
class Net:
    """The ways from one port to several."""

    source: Port
    targets: tuple[Port, ...]
    ways: dict[Port, Way] = field(default_factory=dict)

    def pins(self) -> list[Pin]:
        """All pins, each once, in the order of the ways."""
        found = dict.fromkeys(way.start for way in self.ways.values())
        found.update(dict.fromkeys(way.end for way in self.ways.values()))
        return list(found)

    def links(self) -> set[tuple[Point, Point]]:
        """The pairs of neighbouring points on the ways, the smaller point first."""
        return {
            (min(one, other), max(one, other))
            for way in self.ways.values()
            for one, other in zip(way.points, way.points[1:], strict=False)
        }

    def points(self) -> set[Point]:
        """All points on the ways."""
        return {point for way in self.ways.values() for point in way.points}


def route(nets: Sequence[Net], columns: int, rows: int, rounds: int = 2) -> None:
    """Fill in the ways of *nets*: short, with few bends, out of each other's way.

    Args:
        nets: Their ways are replaced.
        columns: How many columns of places there are.
        rows: How many rows.
        rounds: After the first, each net is taken out and laid again among all others.

    Cost:
        Each arrow searches the grid once a round (Dijkstra).
    """
    board = _Board(2 * columns, 2 * rows)
    for turn in range(rounds):
        for net in sorted(nets, key=_reach):
            if turn:
                board.lift(net)
            _lay(net, board)
            board.drop(net)


def _reach(net: Net) -> tuple[int, Place]:
    """How far a net goes; short ones are laid first."""
    column, row = net.source.place
    far = sum(abs(t.place[0] - column) + abs(t.place[1] - row) for t in net.targets)
    return far, net.source.place


class _Board:
    """How busy each point and each side is."""

    def __init__(self, last_column: int, last_row: int) -> None:
        self.last = last_column, last_row
        self.busy: dict[Point, int] = {}
        self.pins: dict[Pin, int] = {}

    def drop(self, net: Net, by: int = 1) -> None:
        for point in net.points():
            self.busy[point] = self.busy.get(point, 0) + by
        for pin in net.pins():
            self.pins[pin] = self.pins.get(pin, 0) + by

    def lift(self, net: Net) -> None:
        self.drop(net, -1)

    def neighbours(self, point: Point) -> Iterator[tuple[Point, Point]]:
        """Direction and next point, along the channels."""
        column, row = point
        if column % 2 == 0:
            if row > 0:
                yield ABOVE, (column, row - 1)
            if row < self.last[1]:
                yield BELOW, (column, row + 1)
        if row % 2 == 0:
            if column > 0:
                yield LEFT, (column - 1, row)
            if column < self.last[0]:
                yield RIGHT, (column + 1, row)

    def price(self, pin: Pin) -> int:
        crowd = self.pins.get(pin, 0)
        narrow = pin.side in (LEFT, RIGHT)
        return (_SIDEWAYS if narrow else 0) + crowd * _CROWD * (3 if narrow else 1)


def _lay(net: Net, board: _Board) -> None:
    """Join the targets to the net one after the other, the nearest first."""
    net.ways = {}
    trunk: dict[Point, tuple[Pin, tuple[Point, ...]]] = {}  # how the net comes to a point
    missing = set(net.targets)
    while missing:
        way = _search(net, trunk, missing, board)
        net.ways[way.end.port] = way
        missing.discard(way.end.port)
        for number, point in enumerate(way.points):
            trunk.setdefault(point, (way.start, way.points[: number + 1]))


def _search(
    net: Net,
    trunk: dict[Point, tuple[Pin, tuple[Point, ...]]],
    missing: set[Port],
    board: _Board,
) -> Way:
    """The cheapest way to one of the *missing* targets."""
    goals: dict[Point, list[Pin]] = {}
    for port in sorted(missing, key=lambda port: (port.place, port.part)):
        for side in port.sides:
            pin = Pin(port, side)
            goals.setdefault(pin.point, []).append(pin)
    heap: list[tuple[int, Point, Point, int]] = []
    came: dict[tuple[Point, Point], tuple[Point, Point] | Pin | None] = {}
    best: dict[tuple[Point, Point], int] = {}

    def push(
        cost: int, point: Point, facing: Point, back: tuple[Point, Point] | Pin | None
    ) -> None:
        state = point, facing
        if cost < best.get(state, 1 << 60):
            best[state], came[state] = cost, back
            heapq.heappush(heap, (cost, point, facing, 0))

    if trunk:
        for point in trunk:
            push(0, point, (0, 0), None)
    else:
        for side in net.source.sides:
            pin = Pin(net.source, side)
            push(board.price(pin), pin.point, side, pin)
    ends: dict[int, tuple[tuple[Point, Point], Pin]] = {}
    while heap:
        cost, point, facing, end = heapq.heappop(heap)
        if end:
            return _way_of(came, trunk, *ends[end])
        if cost > best[point, facing]:
            continue
        for pin in goals.get(point, ()):
            inwards = (-pin.side[0], -pin.side[1])
            turned = _BEND if facing not in (inwards, (0, 0)) else 0
            if facing == pin.side:
                turned = 2 * _BEND
            ends[len(ends) + 1] = (point, facing), pin
            heapq.heappush(heap, (cost + board.price(pin) + turned, point, facing, len(ends)))
        for direction, near in board.neighbours(point):
            if direction[0] == -facing[0] and direction[1] == -facing[1] and facing != (0, 0):
                continue
            turn = _BEND if facing not in (direction, (0, 0)) else 0
            busy = board.busy.get(near, 0) * _BUSY
            push(cost + _STEP[direction] + turn + busy, near, direction, (point, facing))
    raise AssertionError("every place can be reached through the channels")


def _way_of(
    came: dict[tuple[Point, Point], tuple[Point, Point] | Pin | None],
    trunk: dict[Point, tuple[Pin, tuple[Point, ...]]],
    state: tuple[Point, Point],
    end: Pin,
) -> Way:
    points = [state[0]]
    back = came[state]
    while isinstance(back, tuple):
        points.append(back[0])
        back = came[back]
    points.reverse()
    if isinstance(back, Pin):
        return Way(back, tuple(points), end)
    start, so_far = trunk[points[0]]
    return Way(start, so_far + tuple(points[1:]), end)
