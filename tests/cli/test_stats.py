"""``boolnet stats``: numbers held to counting by hand, and the table."""

from __future__ import annotations

import csv
import io
import json
from itertools import permutations
from pathlib import Path

from hypothesis import given

from boolnet.analysis.statistics import compute_statistics
from boolnet.network.loops import count_loops
from boolnet.network.network import Network
from tests.running import boolnet
from tests.strategies import networks


@given(networks(most=5))
def test_loops_and_components_are_those_of_the_graph(network: Network) -> None:
    edges = {(r.regulator, r.target) for r in network.influence.regulations if r.essential}
    edges -= {(name, name) for name in network.inputs}
    loops = set()
    for size in range(1, len(network) + 1):
        for loop in permutations(network.names, size):
            closed = zip(loop, (*loop[1:], loop[0]), strict=True)
            if loop[0] == min(loop) and all(pair in edges for pair in closed):
                loops.add(loop)
    counted = count_loops(network.influence, network.inputs)

    assert not counted.more
    assert len(loops) == counted.count
    members = [set(loop) for loop in loops]
    blocks: list[set[str]] = []
    for loop in members:
        touching = [block for block in blocks if block & loop]
        blocks = [block for block in blocks if not block & loop] + [loop.union(*touching)]
    assert sorted(map(len, blocks), reverse=True) == list(compute_statistics(network).blocks)


@given(networks(most=5))
def test_signs_and_numbers_of_regulators(network: Network) -> None:
    numbers = compute_statistics(network)
    graph = network.influence
    ruled = [name for name in network.names if name not in network.inputs]

    assert numbers.regulations == sum(len(graph.into(name)) for name in ruled)
    assert sum(numbers.regulators) == numbers.regulations - numbers.signs["0"]
    assert len(ruled) == numbers.classified + numbers.constants
    assert 0 == numbers.unclassified


def test_a_file_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    bad, good = tmp_path / "=bad.bnet", tmp_path / "=good.bnet"
    bad.write_text("A, (B\n")
    good.write_text("A, B & C\n")
    result = boolnet("stats", bad, good, "--csv")

    assert 2 == result.exit_code
    assert "is left out" in result.stderr
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert ("3", "2", "0.25", "1.0") == tuple(
        row[key] for key in ("nodes", "inputs", "bias", "sensitivity")
    )
    assert 1 == boolnet("stats", bad).exit_code


def test_a_cell_is_no_formula(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("=1+1.bnet").write_text("A, B\n")

    assert "\n'=1+1.bnet," in boolnet("stats", "=1+1.bnet", "--csv").stdout


def test_an_empty_file_and_constants(tmp_path: Path) -> None:
    file = tmp_path / "m.bnet"
    file.write_text("A, 1\nB, B\n")
    (row,) = json.loads(boolnet("stats", file, "--json").stdout)["networks"]

    assert (2, 1, 1, None, None) == tuple(
        row[key] for key in ("nodes", "inputs", "constants", "bias", "unate")
    )
    assert "no rules" in boolnet("stats", file).stdout


def test_several_files_are_a_table() -> None:
    lines = boolnet("stats", "rank_nfatc1", "il17").stdout.splitlines()

    assert lines[0].split()[:3] == ["file", "nodes", "inputs"]
    assert lines[1].split()[:3] == ["rank_nfatc1", "84", "17"]
    assert all(len(line) < 120 for line in lines)
