"""From places and tracks to coordinates: how wide columns and channels are, where lines run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from boolnet.report.picture.placement import Frame, Place, Placement
from boolnet.report.picture.routing import ABOVE, BELOW, LEFT, RIGHT, Net, Pin, Port, Way
from boolnet.report.picture.tracks import LEVEL, UPRIGHT, Tracks, find_straight

Spot = tuple[int, int]  # x, y

PART = 24  # the height of a thing
GAP = 12  # between the parts of a stack
SPACING = 6  # between tracks
_AIR = 13  # between a thing and the first track
_NARROW = 22  # the least width of a channel
_FRAME = 14  # between a frame and what it holds
_BETWEEN = 16  # between frames that stand side by side


@dataclass(frozen=True)
class Rectangle:
    """A rectangle."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def middle(self) -> Spot:
        return self.left + self.width // 2, self.top + self.height // 2


class Geometry:
    """Coordinates of all that is drawn, in whole numbers.

    Attributes:
        width: Of the picture.
        height: Of the picture.
        frames: The rectangle of each frame, in the order of the placement.
    """

    def __init__(
        self,
        placement: Placement,
        nets: Sequence[Net],
        widths: Mapping[Place, int],
        parts: Mapping[Place, int],
        heights: Mapping[Place, int],
    ) -> None:
        """Lay out columns, rows and channels.

        Args:
            placement: Where things stand.
            nets: With their ways.
            widths: How wide what stands in a place must be at least.
            parts: How many things are stacked in a place; 1 where it is missing.
            heights: How high what is no stack must be at least.
        """
        self.tracks = Tracks(nets, find_straight(nets))
        self._parts = parts
        self._widths = dict(widths)
        for (_, point), (_, count) in self.tracks.ranks.items():
            if point[0] % 2:
                for row in (point[1] // 2 - 1, point[1] // 2):
                    place = point[0] // 2, row
                    if place in self._widths:
                        self._widths[place] = max(self._widths[place], 8 * count + 8)
        columns, rows = placement.columns, placement.rows
        wide = [0] * columns
        high = [0] * rows
        for (column, row), width in self._widths.items():
            wide[column] = max(wide[column], width)
            high[row] = max(high[row], self._height((column, row)), heights.get((column, row), 0))
        self._x = self._spread(placement, UPRIGHT, wide)
        self._y = self._spread(placement, LEVEL, high)
        self.width, self.height = self._x[-1][1] + 12, self._y[-1][1] + 12
        self.frames = tuple(self._frame(frame) for frame in placement.frames)
        self._side_ranks = self._rank_sides(nets)

    def _height(self, place: Place) -> int:
        count = self._parts.get(place, 1)
        return count * PART + (count - 1) * GAP

    def _spread(
        self, placement: Placement, axis: int, sizes: list[int]
    ) -> list[tuple[int, int, int]]:
        """Per channel: where its tracks begin, where it ends, and the size of what follows."""
        found = []
        at = 12
        for channel in range(len(sizes) + 1):
            ends = any(_last(frame, axis) == channel - 1 for frame in placement.frames)
            begins = any(_first(frame, axis) == channel for frame in placement.frames)
            count = self.tracks.counts.get((axis, channel), 0)
            tracks = max(0, count - 1) * SPACING
            if ends or begins:
                before = (_FRAME if ends else 0) + (10 if count else 0)
                after = (_FRAME if begins else 0) + (10 if count else 0)
                if ends and begins and not count:
                    before += _BETWEEN
            else:
                before = after = max(_AIR, (_NARROW - tracks) // 2)
            start = at + before
            at = start + tracks + after
            size = sizes[channel] if channel < len(sizes) else 0
            found.append((start, at, size))
            at += size
        return found

    def _frame(self, frame: Frame) -> Rectangle:
        left = self._x[frame.left][1] - _FRAME
        top = self._y[frame.top][1] - _FRAME
        right = self._x[frame.right][1] + self._x[frame.right][2] + _FRAME
        bottom = self._y[frame.bottom][1] + self._y[frame.bottom][2] + _FRAME
        return Rectangle(left, top, right - left, bottom - top)

    # -- things -----------------------------------------------------------------------

    def room(self, place: Place) -> Rectangle:
        """The whole place."""
        _, left, width = self._x[place[0]]
        _, top, height = self._y[place[1]]
        return Rectangle(left, top, width, height)

    def stack(self, place: Place) -> Rectangle:
        """What stands in a place, all its parts together."""
        room = self.room(place)
        width, height = self._widths[place], self._height(place)
        x, y = room.middle
        return Rectangle(x - width // 2, y - height // 2, width, height)

    def thing(self, place: Place, part: int = 0) -> Rectangle:
        """One part of what stands in a place."""
        stack = self.stack(place)
        return Rectangle(stack.left, stack.top + part * (PART + GAP), stack.width, PART)

    # -- lines ------------------------------------------------------------------------

    def _rank_sides(self, nets: Sequence[Net]) -> dict[tuple[int, Pin], tuple[int, int]]:
        """Rank among the nets at the left or right side of one thing of a stack."""
        here: dict[Pin, list[int]] = {}
        for number, net in enumerate(nets):
            for pin in net.pins():
                if pin.side in (LEFT, RIGHT):
                    here.setdefault(pin, []).append(number)
        found = {}
        for pin, numbers in here.items():
            numbers.sort(key=lambda number: self.tracks.ranks[number, pin.point])
            for rank, number in enumerate(numbers):
                found[number, pin] = rank, len(numbers)
        return found

    def spot(self, net: int, pin: Pin) -> Spot:
        """Where *net* touches a thing."""
        thing = self.thing(pin.port.place, pin.port.part)
        rank, count = self.tracks.ranks[net, pin.point]
        x, y = thing.middle
        if pin.side in (ABOVE, BELOW):
            column = pin.port.place[0]
            rows = (pin.point[1] // 2 - 1, pin.point[1] // 2)
            room = min(self._widths[column, row] for row in rows if (column, row) in self._widths)
            x += _offset(rank, count, 11, room - 12)
            return x, thing.top if pin.side == ABOVE else thing.bottom
        if self._parts.get(pin.port.place, 1) > 1:
            rank, count = self._side_ranks[net, pin]
            y += _offset(rank, count, 6, PART - 8) + (2 if pin.side == RIGHT else 0)
        else:
            y += _offset(rank, count, 6, PART - 6)
        return thing.left if pin.side == LEFT else thing.right, y

    def line(self, net: int, way: Way) -> list[Spot]:
        """The corners of the line of one arrow, with its ends."""
        start, end = self.spot(net, way.start), self.spot(net, way.end)
        corners = [start]
        upright, at = _stub(way.start, start)
        points = way.points
        axis = UPRIGHT if way.start.side in (LEFT, RIGHT) else LEVEL

        def turn(upright_now: bool, value: int) -> None:
            nonlocal upright, at
            if upright_now != upright:
                corners.append((at, value) if upright else (value, at))
            upright, at = upright_now, value

        run = self.tracks.at(net, axis, points[0])
        if run is not None:
            turn(axis == UPRIGHT, self._track(axis, run.channel, run.track))
        for before, point in pairwise(points):
            moved = UPRIGHT if before[0] == point[0] else LEVEL
            run = self.tracks.at(net, moved, point)
            if run is not None:
                turn(moved == UPRIGHT, self._track(moved, run.channel, run.track))
        last = UPRIGHT if way.end.side in (LEFT, RIGHT) else LEVEL
        run = self.tracks.at(net, last, points[-1])
        if run is not None:
            turn(last == UPRIGHT, self._track(last, run.channel, run.track))
        turn(*_stub(way.end, end))
        corners.append(end)
        return [spot for i, spot in enumerate(corners) if i == 0 or spot != corners[i - 1]]

    def _track(self, axis: int, channel: int, track: int) -> int:
        starts = self._x if axis == UPRIGHT else self._y
        return starts[channel][0] + track * SPACING


def _stub(pin: Pin, spot: Spot) -> tuple[bool, int]:
    """Whether the line is upright at a pin, and at which coordinate."""
    return (True, spot[0]) if pin.side in (ABOVE, BELOW) else (False, spot[1])


def _offset(rank: int, count: int, step: int, room: int) -> int:
    """Where number *rank* of *count* stands from the middle, in a row that fits *room*."""
    if count > 1:
        step = max(2, min(step, room // (count - 1)))
    return (2 * rank + 1 - count) * step // 2


def _first(frame: Frame, axis: int) -> int:
    return frame.left if axis == UPRIGHT else frame.top


def _last(frame: Frame, axis: int) -> int:
    return frame.right if axis == UPRIGHT else frame.bottom


def port_of(place: Place, part: int, parts: int) -> Port:
    """The port of a thing that is part number *part* of a stack, from above."""
    sides = [LEFT, RIGHT]
    if part == 0:
        sides.insert(0, ABOVE)
    if part == parts - 1:
        sides.append(BELOW)
    return Port(place, part, tuple(sides))
