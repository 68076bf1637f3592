"""``boolnet compare``: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from tests.running import boolnet

SWITCH = "x, !y\ny, !x\nz, x\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "cell.bnet"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_marks_are_in_the_json(tmp_path: Path) -> None:
    result = boolnet("compare", write(tmp_path, SWITCH), "--blocks", "x,y;z", "--json")

    record = json.loads(result.stdout)
    marked = {
        scheme["update"]: [a["label"] for a in scheme["attractors"] if a["marks"]]
        for scheme in record["schemes"]
    }
    assert 0 == result.exit_code
    assert {
        "most-permissive": [],
        "asynchronous": [],
        "general": [],
        "synchronous": ["S1"],
        "block-sequential {x,y} {z}": ["B1"],
    } == marked
    assert {"count": 2, "exact": True} == record["marked"]["artefact-of-synchrony"]
    assert record["matched"]


def test_blocks_that_leave_a_node_out_are_an_error_with_a_place(tmp_path: Path) -> None:
    result = boolnet("compare", write(tmp_path, SWITCH), "--blocks", "x;y")

    assert 2 == result.exit_code
    assert "every node must be in a block; z is in none" in result.stderr
    assert "cell.bnet" in result.stderr


def test_a_stopped_comparison_ends_with_status_4(tmp_path: Path) -> None:
    result = boolnet("compare", write(tmp_path, SWITCH), "--timeout", "0")

    assert 4 == result.exit_code
    assert "stopped after 0 s" in result.stdout.splitlines()[-1]


def test_more_than_the_limit_ends_well_with_a_hint(tmp_path: Path) -> None:
    result = boolnet("compare", write(tmp_path, SWITCH + "i, i\nj, j\n"), "--limit", "3")

    assert 0 == result.exit_code
    assert "--set i=1 or --inputs 0" in result.stderr
    assert "4 artefacts of synchrony" in result.stdout
