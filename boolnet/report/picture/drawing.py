"""The picture of a network as SVG: boxes of compartments, nodes, arrows and tees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from boolnet.network.influence import Regulation
from boolnet.network.network import Network
from boolnet.report.picture.geometry import GAP, Geometry, Rectangle, Spot, port_of
from boolnet.report.picture.placement import Box, Place, place_things
from boolnet.report.picture.routing import Net, route
from boolnet.report.picture.text import break_words, clean, width_of, write_text

INK = {
    "->": ("#1f6f8b", "#2f5fa8", "#14857a", "#5a5fb0", "#3f7f3f", "#5d7a99"),
    "-|": ("#c0392b", "#d2691e", "#a83279", "#b5651d", "#d1495b", "#8c2f39"),
    "-?": ("#6b6b6b",),
}
TYPE = 12  # the size of names
TITLE = 13  # of the titles of boxes
_PAPER = "#ffffff"
_BOXES = ("#f3f6fa", "#f8f5ee", "#f2f8f2", "#faf3f5", "#f5f3fa", "#f0f7f8")
_LOOKS = {  # fill, outline, how round the corners are
    "node": ("#ffffff", "#5b6770", 6),
    "input": ("#e3eefb", "#2f5fa8", 0),
    "drug": ("#fde9d0", "#b5651d", 12),
    "readout": ("#fff3b8", "#8a6d00", 6),
}


@dataclass(frozen=True)
class Sketch:
    """What a picture shows of a network.

    Attributes:
        network: The network.
        compartments: The compartment of a node; one without stands in a box without a title.
        drugs: The inputs that are drugs. A drug that acts in one compartment stands there.
        ladders: The levels of one thing, lowest first; they are stacked.
    """

    network: Network
    compartments: Mapping[str, str]
    drugs: frozenset[str] = frozenset()
    ladders: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, network: Network) -> Sketch:
        """The sketch of *network* as its file describes it."""
        about = {node.name: node.about for node in network.nodes}
        drugs = frozenset(name for name, known in about.items() if known.kind == "drug")
        places = {name: known.compartment for name, known in about.items()}
        return cls(network, places, drugs, network.ladders)

    def look(self, name: str) -> str:
        """How a node looks: input, drug, readout or just node."""
        if name in self.network.inputs:
            return "drug" if name in self.drugs else "input"
        return "readout" if name in self._readouts else "node"

    @cached_property
    def _readouts(self) -> frozenset[str]:
        return frozenset(self.network.influence.readouts)

    def home(self, name: str) -> str:
        """The compartment that a node is drawn in."""
        own = self.compartments.get(name, "")
        if name in self.drugs and name in self.network.inputs:
            targets = {
                self.compartments.get(r.target, "")
                for r in self.network.influence.out_of(name)
                if r.target != name
            }
            if len(targets) == 1:
                return targets.pop()
        return own

    @cached_property
    def stacks(self) -> list[tuple[str, ...]]:
        """The things to place: single nodes, and ladders with the highest level on top."""
        level = {
            name: ladder
            for ladder in self.ladders
            for name in ladder
            if len({self.home(n) for n in ladder}) == 1
        }
        return list(dict.fromkeys(level.get(n, (n,))[::-1] for n in self.network.names))


def draw_network(sketch: Sketch, title: str = "") -> str:
    """The picture as the text of an SVG file; the same on every machine.

    Args:
        sketch: What to show.
        title: Of the picture, for those who cannot see it.

    Cost:
        Seconds at a hundred nodes.
    """
    return _Drawing(sketch).text(title)


class _Drawing:
    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        stacks = sketch.stacks
        number = {name: i for i, names in enumerate(stacks) for name in names}
        homes: dict[str, list[int]] = {}
        for i, names in enumerate(stacks):
            homes.setdefault(sketch.home(names[0]), []).append(i)
        shown = [r for r in sketch.network.influence.regulations if r.essential]
        shown = [r for r in shown if not (r.target == r.regulator in sketch.network.inputs)]
        between = [r for r in shown if number[r.regulator] != number[r.target]]
        self.inner = [r for r in shown if number[r.regulator] == number[r.target]]
        boxes = [Box(title, tuple(things)) for title, things in homes.items()]
        arrows = [(number[r.regulator], number[r.target]) for r in between]
        placement = place_things(boxes, arrows)
        self.placement = placement
        self.where: dict[str, tuple[Place, int, int]] = {
            name: (placement.places[i], part, len(names))
            for i, names in enumerate(stacks)
            for part, name in enumerate(names)
        }
        self.kept, self.nets = self._make_nets(between)
        route(self.nets, placement.columns, placement.rows)
        widths, parts, heights = self._sizes(stacks)
        self.geometry = Geometry(placement, self.nets, widths, parts, heights)

    def _make_nets(
        self, regulations: Sequence[Regulation]
    ) -> tuple[list[list[Regulation]], list[Net]]:
        groups: dict[tuple[str, str], list[Regulation]] = {}
        for regulation in regulations:
            groups.setdefault((regulation.regulator, regulation.arrow), []).append(regulation)
        kept = list(groups.values())
        nets = [
            Net(
                port_of(*self.where[group[0].regulator]),
                tuple(port_of(*self.where[r.target]) for r in group),
            )
            for group in kept
        ]
        return kept, nets

    def _sizes(
        self, stacks: Sequence[tuple[str, ...]]
    ) -> tuple[dict[Place, int], dict[Place, int], dict[Place, int]]:
        loops = {r.target for r in self.inner if r.target == r.regulator}
        widths, parts, heights = {}, {}, {}
        for names, place in zip(stacks, self.placement.places, strict=True):
            parts[place] = len(names)
            wide = [width_of(n, TYPE) + 18 + (16 if n in loops else 0) for n in names]
            widths[place] = max(44, *wide)
        for frame in self.placement.frames:
            lines = break_words(frame.title, 90, TITLE)
            if lines:
                place = frame.left, frame.top
                widths[place] = max(width_of(line, TITLE) for line in lines)
                heights[place] = len(lines) * (TITLE + 3)
        return widths, parts, heights

    # -- writing ----------------------------------------------------------------------

    def text(self, title: str) -> str:
        legend = self._legend()
        width, height = max(self.geometry.width, 620), self.geometry.height + 60
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" '
            'font-family="Helvetica, Arial, sans-serif">',
            f"<title>{clean(title or 'network')}</title>",
            "<style>.n path{fill:none;stroke-width:1.4}.n .c{stroke:#fff;stroke-width:4.5;"
            "stroke-opacity:.85}.n:hover path:not(.c){stroke-width:3}text{fill:#1c2430}</style>",
            f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>',
            *self._frames(),
            *self._stacks(),
            *self._nets(),
            *self._nodes(),
            *self._inner(),
            *legend,
            "</svg>",
        ]
        return "\n".join(lines) + "\n"

    def _frames(self) -> list[str]:
        found = []
        for number, (frame, box) in enumerate(
            zip(self.placement.frames, self.geometry.frames, strict=True)
        ):
            fill = _BOXES[number % len(_BOXES)]
            found.append(_rect(box, fill, "#c3ccd4", 10))
            place = self.geometry.room((frame.left, frame.top))
            lines = break_words(frame.title, 90, TITLE)
            for row, line in enumerate(lines):
                y = place.top + TITLE + row * (TITLE + 3)
                found.append(write_text(line, place.left, y, TITLE, 'font-weight="bold"'))
        return found

    def _stacks(self) -> list[str]:
        found = []
        for names in self.sketch.stacks:
            if len(names) > 1:
                stack = self.geometry.stack(self.where[names[0]][0])
                around = Rectangle(stack.left - 4, stack.top - 4, stack.width + 8, stack.height + 8)
                found.append(_rect(around, "#e3e6ea", "#aab3bb", 8))
        return found

    def _nets(self) -> list[str]:
        found = []
        for number, (regulations, net) in enumerate(zip(self.kept, self.nets, strict=True)):
            arrow = regulations[0].arrow
            inks = INK[arrow]
            ink = inks[number % len(inks)]
            verb = {"->": "activates", "-|": "inhibits"}.get(arrow, "acts both ways on")
            told = f"{regulations[0].regulator} {verb} {', '.join(r.target for r in regulations)}"
            lines, heads = [], []
            for target in net.targets:
                corners = self.geometry.line(number, net.ways[target])
                lines.append(_path(corners, 4))
                heads.append(_head(arrow, corners, ink))
            found.append(f'<g class="n" stroke="{ink}"><title>{clean(told)}</title>')
            found += [f'<path class="c" d="{line}"/>' for line in lines]
            found += [f'<path d="{line}"/>' for line in lines]
            found += [*heads, "</g>"]
        return found

    def _nodes(self) -> list[str]:
        found = []
        loops = {r.target: r.arrow for r in self.inner if r.target == r.regulator}
        for name, (place, part, _) in self.where.items():
            fill, line, corner = _LOOKS[self.sketch.look(name)]
            box = self.geometry.thing(place, part)
            found.append(_rect(box, fill, line, corner))
            x, y = box.middle
            if name in loops:
                x -= 7
                found.append(_loop(box.right - 11, y, loops[name]))
            found.append(write_text(name, x, y + 4, TYPE, 'text-anchor="middle"'))
        return found

    def _inner(self) -> list[str]:
        """Arrows between the levels of a ladder."""
        found = []
        count: dict[Place, int] = {}
        for regulation in self.inner:
            if regulation.regulator == regulation.target:
                continue
            place, source, _ = self.where[regulation.regulator]
            target = self.where[regulation.target][1]
            rank = count[place] = count.get(place, 0) + 1
            start, end = self.geometry.thing(place, source), self.geometry.thing(place, target)
            x = start.middle[0] + (rank // 2) * (8 if rank % 2 else -8)
            down = target > source
            far = end.top if down else end.bottom
            near = far - GAP if down else far + GAP
            ink = INK[regulation.arrow][0]
            found.append(f'<g class="n" stroke="{ink}">')
            found.append(f'<path d="{_path([(x, near), (x, far)], 0)}"/>')
            found += [_head(regulation.arrow, [(x, near), (x, far)], ink), "</g>"]
        return found

    def _legend(self) -> list[str]:
        y = self.geometry.height + 24
        x = 16
        found = []
        arrows = {r.arrow for group in self.kept for r in group} | {r.arrow for r in self.inner}
        words = {"->": "activates", "-|": "inhibits", "-?": "acts both ways"}
        for arrow, word in words.items():
            if arrow in arrows:
                ink = INK[arrow][0]
                line = [(x, y), (x + 34, y)]
                found.append(f'<g class="n" stroke="{ink}"><path d="{_path(line, 0)}"/>')
                found += [_head(arrow, line, ink), "</g>"]
                found.append(write_text(word, x + 42, y + 4, TYPE))
                x += 42 + width_of(word, TYPE) + 26
        looks = {self.sketch.look(name) for name in self.where}
        for look, word in (("input", "input"), ("drug", "drug"), ("readout", "readout")):
            if look in looks:
                fill, line_ink, corner = _LOOKS[look]
                found.append(_rect(Rectangle(x, y - 9, 30, 18), fill, line_ink, corner))
                found.append(write_text(word, x + 38, y + 4, TYPE))
                x += 38 + width_of(word, TYPE) + 26
        if any(len(names) > 1 for names in self.sketch.stacks):
            found.append(_rect(Rectangle(x, y - 14, 38, 28), "#e3e6ea", "#aab3bb", 6))
            found.append(_rect(Rectangle(x + 4, y - 11, 30, 10), "#ffffff", "#5b6770", 3))
            found.append(_rect(Rectangle(x + 4, y + 1, 30, 10), "#ffffff", "#5b6770", 3))
            found.append(write_text("levels of one thing", x + 46, y + 4, TYPE))
        return found


def _rect(box: Rectangle, fill: str, line: str, corner: int) -> str:
    return (
        f'<rect x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}" '
        f'rx="{corner}" fill="{fill}" stroke="{line}"/>'
    )


def _path(corners: Sequence[Spot], radius: int) -> str:
    """A line with rounded corners."""
    parts = [f"M{corners[0][0]} {corners[0][1]}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        near, far = _toward(corner, before, radius), _toward(corner, after, radius)
        parts.append(f"L{near[0]} {near[1]}Q{corner[0]} {corner[1]} {far[0]} {far[1]}")
    parts.append(f"L{corners[-1][0]} {corners[-1][1]}")
    return "".join(parts)


def _toward(spot: Spot, other: Spot, far: int) -> Spot:
    """The spot *far* steps from *spot* to *other*, at most half of the way."""
    x, y = other[0] - spot[0], other[1] - spot[1]
    far = min(far, (abs(x) + abs(y)) // 2)
    return spot[0] + _sign(x) * far, spot[1] + _sign(y) * far


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _head(arrow: str, corners: Sequence[Spot], ink: str) -> str:
    """What a line ends with: a tip, a bar, or a ring for what acts both ways."""
    (x, y), (px, py) = corners[-1], corners[-2]
    dx, dy = _sign(x - px), _sign(y - py)
    if arrow == "->":
        bx, by = x - 7 * dx, y - 7 * dy
        wings = f"{bx - 3 * dy},{by - 3 * dx} {bx + 3 * dy},{by + 3 * dx}"
        return f'<polygon points="{x},{y} {wings}" fill="{ink}" stroke="none"/>'
    if arrow == "-|":
        bx, by = x - 2 * dx, y - 2 * dy
        return (
            f'<path d="M{bx - 5 * dy} {by - 5 * dx}L{bx + 5 * dy} {by + 5 * dx}" '
            'style="stroke-width:2.6"/>'
        )
    return f'<circle cx="{x - 4 * dx}" cy="{y - 4 * dy}" r="3.5" fill="{_PAPER}"/>'


def _loop(x: int, y: int, arrow: str) -> str:
    """A node that regulates itself: a small round arrow in its box."""
    ink = INK[arrow][0]
    head = _head(arrow, [(x + 5, y - 8), (x + 5, y + 1)], ink)
    arc = f'<path d="M{x - 2} {y + 5}A5 5 0 1 1 {x + 5} {y - 1}"/>'
    return f'<g class="n" stroke="{ink}">{arc}{head}</g>'
