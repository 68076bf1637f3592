"""Pictures that one can read: nothing covers a name, everything is there."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterable
from xml.etree import ElementTree

import pytest

from boolnet.formats.files import parse_network
from boolnet.network.library import list_models, load_model
from boolnet.network.network import Network
from boolnet.report.picture.drawing import Sketch, draw_network

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=[*list_models(), "random"], scope="module")
def network(request: pytest.FixtureRequest) -> Network:
    if request.param != "random":
        return load_model(request.param).network
    rng = random.Random(4)
    rules = [
        f'#@ N{i}: compartment: "box {i % 5}"\n'
        f"N{i}, {' & '.join(f'N{j}' for j in rng.sample(range(60), 3))}"
        for i in range(60)
    ]
    return parse_network("\n".join(rules))


@pytest.fixture(scope="module")
def picture(network: Network) -> ElementTree.Element:
    return ElementTree.fromstring(draw_network(Sketch.of(network)))


def boxes(picture: ElementTree.Element) -> list[tuple[int, int, int, int]]:
    """The rectangles of the nodes: left, top, right, bottom."""
    found = []
    for shape in picture.iter(f"{SVG}rect"):
        if shape.get("height") == "24" and shape.get("x"):
            x, y, width = (int(shape.get(key, "0")) for key in ("x", "y", "width"))
            found.append((x, y, x + width, y + 24))
    return found


def test_every_node_has_a_box_and_its_name(network: Network, picture: ElementTree.Element) -> None:
    names = {text for e in picture.iter(f"{SVG}text") if (text := "".join(e.itertext()))}

    assert set(network.names) <= names
    assert len(boxes(picture)) >= len(network)


def test_no_box_covers_another(picture: ElementTree.Element) -> None:
    for (x1, y1, x2, y2), (u1, v1, u2, v2) in itertools.combinations(boxes(picture), 2):
        assert x2 <= u1 or u2 <= x1 or y2 <= v1 or v2 <= y1


def test_no_line_runs_through_a_box(picture: ElementTree.Element) -> None:
    """Lines are level or upright; their ends touch boxes, nothing crosses one."""
    shapes = [(x1 + 2, y1 + 2, x2 - 2, y2 - 2) for x1, y1, x2, y2 in boxes(picture)]
    for (x1, y1), (x2, y2) in stretches(picture):
        left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        for u1, v1, u2, v2 in shapes:
            crosses = left < u2 and right > u1 and top < v2 and bottom > v1
            assert not crosses, ((x1, y1), (x2, y2), (u1, v1))


def stretches(
    picture: ElementTree.Element,
) -> Iterable[tuple[tuple[float, float], tuple[float, float]]]:
    for path in picture.iter(f"{SVG}path"):
        where: tuple[float, float] | None = None
        for command, text in re.findall(r"([MLHVQ])([^A-Za-z]*)", path.get("d", "")):
            numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", text)]
            if command == "H" and where:
                new = (numbers[0], where[1])
            elif command == "V" and where:
                new = (where[0], numbers[0])
            else:
                new = (numbers[-2], numbers[-1])
            if where and command in "LHV" and (new[0] == where[0] or new[1] == where[1]):
                yield where, new
            where = new
