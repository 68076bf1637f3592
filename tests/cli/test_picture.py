"""Tests of ``boolnet picture``."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.running import boolnet

RULES = """#@ levels: X < X_hi
targets, factors
#@ L: kind: input | compartment: "medium"
L, L
#@ D: kind: drug | compartment: "medium"
D, D
#@ X: compartment: "cell <1> & 2"
X, L & !D
#@ X_hi: compartment: "cell <1> & 2"
X_hi, X & !X_hi
"<b>&amp;", (X & !L) | (!X & L)
"""


def test_a_picture_is_svg_with_every_name_and_the_same_each_time(tmp_path: Path) -> None:
    path = tmp_path / "x.bnet"
    path.write_text(RULES, encoding="utf-8")

    first, second = boolnet("picture", path), boolnet("picture", path)

    assert 0 == first.exit_code
    assert first.stdout == second.stdout
    texts = {text for element in ElementTree.fromstring(first.stdout).iter()
             if element.text and (text := element.text.strip())}  # fmt: skip
    assert {"L", "D", "X", "X_hi", "<b>&amp;"} <= texts


def test_it_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "network.svg"

    result = boolnet("picture", "nfkb_feedback", "-o", target)
    wrong = boolnet("picture", "nfkb_feedback", "-o", tmp_path / "nowhere" / "network.svg")

    assert 0 == result.exit_code
    assert target.read_text(encoding="utf-8").startswith("<svg")
    assert 2 == wrong.exit_code
    assert "cannot write" in wrong.stderr


def test_a_network_of_thousands_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "large.bnet"
    path.write_text("".join(f"N{i}, N{i + 1}\n" for i in range(500)), encoding="utf-8")

    result = boolnet("picture", path)

    assert 2 == result.exit_code
    assert "boolnet show FILE NODE" in result.stderr
