"""Where things stand in a picture: boxes on shelves, and in each box a grid of places.

Boxes stand side by side on shelves, and all boxes of a shelf are equally high. Each thing has a
place of its own; the first place of a box belongs to its title. Short arrows that lead down are
sought by exchanging things, with whole numbers and a fixed start, so that every machine finds
the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

Place = tuple[int, int]  # column, row

_ACROSS, _DOWN = 5, 4  # what one column and one row cost an arrow
_UP = 4  # what it costs further to lead up by a row
_FLAT = 2  # what it costs to lead neither up nor down


@dataclass(frozen=True)
class Box:
    """A box that is to be placed: its things are `things`, numbers from 0."""

    title: str
    things: tuple[int, ...]


@dataclass(frozen=True)
class Frame:
    """Where a box stands: columns and rows, the last ones included."""

    title: str
    left: int
    top: int
    right: int
    bottom: int

    def places(self) -> list[Place]:
        """The places of the box, row by row; the first one is that of the title."""
        across = range(self.left, self.right + 1)
        return [(column, row) for row in range(self.top, self.bottom + 1) for column in across]


@dataclass(frozen=True)
class Placement:
    """A place for each thing, and the frames of the boxes."""

    places: tuple[Place, ...]
    frames: tuple[Frame, ...]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return max((frame.right for frame in self.frames), default=-1) + 1

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max((frame.bottom for frame in self.frames), default=-1) + 1


def place_things(boxes: Sequence[Box], arrows: Sequence[tuple[int, int]]) -> Placement:
    """Find a place for each thing.

    Args:
        boxes: Each thing is in one of them.
        arrows: From thing to thing.

    Cost:
        A few seconds at a hundred things; it grows with the arrows.
    """
    home = {thing: number for number, box in enumerate(boxes) for thing in box.things}
    between: dict[tuple[int, int], int] = {}
    for source, target in arrows:
        pair = home[source], home[target]
        if pair[0] != pair[1]:
            between[pair] = between.get(pair, 0) + 1
    sizes = [len(box.things) + 1 for box in boxes]
    frames = _place_boxes([box.title for box in boxes], sizes, between)
    return Placement(_place_inside(boxes, frames, arrows), frames)


# -- boxes on shelves ------------------------------------------------------------------


def _place_boxes(
    titles: Sequence[str], sizes: Sequence[int], between: dict[tuple[int, int], int]
) -> tuple[Frame, ...]:
    """The cheapest shelves that many small changes lead to, over several widths."""
    best: tuple[int, list[list[int]], int] | None = None
    narrowest = max(3, _root(sum(sizes)) * 2 // 3)
    for width in range(narrowest, narrowest + 4):
        random = Random(width)
        shelves = _fill_shelves(sizes, width)
        cost = _cost_of_shelves(shelves, sizes, width, between)
        for _ in range(400 * len(sizes)):
            changed = _change_shelves(shelves, random)
            changed_cost = _cost_of_shelves(changed, sizes, width, between)
            if changed_cost <= cost:
                shelves, cost = changed, changed_cost
        if best is None or cost < best[0]:
            best = cost, shelves, width
    assert best is not None
    frames = _frames_of(best[1], sizes, best[2])
    return tuple(Frame(titles[number], *frames[number]) for number in range(len(sizes)))


def _root(number: int) -> int:
    root = 0
    while (root + 1) ** 2 <= number:
        root += 1
    return root


def _fill_shelves(sizes: Sequence[int], width: int) -> list[list[int]]:
    """Shelves in the order of the boxes, each about half as high as it is wide."""
    shelves: list[list[int]] = [[]]
    room = width * max(1, width // 2)
    for number, size in enumerate(sizes):
        if shelves[-1] and sum(sizes[other] for other in shelves[-1]) + size > room:
            shelves.append([])
        shelves[-1].append(number)
    return shelves


def _change_shelves(shelves: list[list[int]], random: Random) -> list[list[int]]:
    """A box moves to another place, which may be a shelf of its own, or two change places."""
    changed = [list(shelf) for shelf in shelves]
    boxes = [(row, column) for row, shelf in enumerate(changed) for column in range(len(shelf))]
    row, column = boxes[_draw(random, len(boxes))]
    if _draw(random, 2):
        other_row, other_column = boxes[_draw(random, len(boxes))]
        one, other = changed[row][column], changed[other_row][other_column]
        changed[row][column], changed[other_row][other_column] = other, one
    else:
        box = changed[row].pop(column)
        target = _draw(random, 2 * len(changed) + 1)
        if target % 2:
            shelf = changed[target // 2]
            shelf.insert(_draw(random, len(shelf) + 1), box)
        else:
            changed.insert(target // 2, [box])
    return [shelf for shelf in changed if shelf]


def _draw(random: Random, below: int) -> int:
    """A number below *below*, the same in every version of Python."""
    return int(random.random() * below)


def _frames_of(
    shelves: list[list[int]], sizes: Sequence[int], width: int
) -> dict[int, tuple[int, int, int, int]]:
    """Left, top, right and bottom of each box."""
    frames = {}
    top = 0
    for shelf in shelves:
        height = 1
        while sum(-(-sizes[box] // height) for box in shelf) > width and height < max(
            sizes[box] for box in shelf
        ):
            height += 1
        spans = [-(-sizes[box] // height) for box in shelf]
        # What is left of the width goes to those that are fullest.
        for _ in range(width - sum(spans)):
            fullest = max(range(len(shelf)), key=lambda i: (sizes[shelf[i]] * 64 // spans[i], -i))
            if sizes[shelf[fullest]] * 10 <= spans[fullest] * height * 8:
                break
            spans[fullest] += 1
        left = 0
        for box, span in zip(shelf, spans, strict=True):
            frames[box] = (left, top, left + span - 1, top + height - 1)
            left += span
        top += height
    return frames


def _cost_of_shelves(
    shelves: list[list[int]],
    sizes: Sequence[int],
    width: int,
    between: dict[tuple[int, int], int],
) -> int:
    frames = _frames_of(shelves, sizes, width)
    cost = 0
    for (source, target), count in between.items():
        one, other = frames[source], frames[target]
        # Distances of the middles, doubled.
        across = abs(one[0] + one[2] - other[0] - other[2])
        down = other[1] + other[3] - one[1] - one[3]
        cost += count * (across * _ACROSS + abs(down) * _DOWN + max(0, -down) * _UP)
    rows = max(frame[3] for frame in frames.values()) + 1
    columns = max(frame[2] for frame in frames.values()) + 1
    arrows = sum(between.values()) + len(sizes)
    empty = rows * columns - sum(sizes)
    long = abs(2 * rows - 3 * columns)  # half again as many rows as columns make a page
    return cost + arrows * (empty + 2 * long) // 4


# -- things in their boxes -------------------------------------------------------------


def _place_inside(
    boxes: Sequence[Box], frames: Sequence[Frame], arrows: Sequence[tuple[int, int]]
) -> tuple[Place, ...]:
    """Exchange things with their neighbours in the box while the arrows get shorter.

    At first exchanges that make them a little longer are taken too (threshold accepting,
    Dueck and Scheuer 1990, J Comput Phys 90:161).
    """
    count = sum(len(box.things) for box in boxes)
    partners: list[list[tuple[int, bool]]] = [[] for _ in range(count)]
    for source, target in arrows:
        if source != target:
            partners[source].append((target, True))
            partners[target].append((source, False))
    where: list[Place] = [(0, 0)] * count
    rooms: list[list[Place]] = []
    standing: dict[Place, int] = {}
    home = [0] * count
    for number, (box, frame) in enumerate(zip(boxes, frames, strict=True)):
        rooms.append(frame.places()[1:])
        for thing, place in zip(box.things, rooms[-1], strict=False):
            where[thing], standing[place], home[thing] = place, thing, number

    def cost(thing: int, place: Place, other: int, other_place: Place) -> int:
        total = 0
        column, row = place
        for partner, forward in partners[thing]:
            at = other_place if partner == other else where[partner]
            down = at[1] - row if forward else row - at[1]
            across = column - at[0]
            total += (across if across > 0 else -across) * _ACROSS
            total += down * _DOWN if down > 0 else _FLAT - down * (_DOWN + _UP)
        return total

    random = Random(0)
    steps = 600 * count
    for step in range(steps):
        threshold = max(0, 30 * (steps - step - steps // 4) // steps)
        thing = _draw(random, count)
        room = rooms[home[thing]]
        place, goal = where[thing], room[_draw(random, len(room))]
        if goal == place:
            continue
        other = standing.get(goal, -1)
        change = cost(thing, goal, other, place) - cost(thing, place, -1, place)
        if other >= 0:
            change += cost(other, place, thing, goal) - cost(other, goal, -1, goal)
        if change > threshold:
            continue
        where[thing], standing[goal] = goal, thing
        if other >= 0:
            where[other], standing[place] = place, other
        else:
            del standing[place]
    return tuple(where)
