"""Attractors of published networks against what independent programs agree on.

The networks are not part of the repository (see the fixture ``shared``). The default run
takes those that are quick; the others are marked slow, get twenty seconds each, and may end
incomplete, but never with more attractors than there are.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from boolnet.analysis.attractors import AttractorReport, AttractorSearch, find_fixed_points
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE, SYNCHRONOUS, UpdateScheme
from boolnet.engines.attractor import AttractorKind
from boolnet.engines.budget import Budget, Coverage
from boolnet.formats.files import read_network
from boolnet.network.network import Network

SECONDS = 20
QUICK = """
007 011 020 026 031 035 040 046 052 056 061 067 073 085 089 094 098 104 110 115 119 125 130 134
139 143 149 157 161 166 170 175 184 188 193 200 205 212 217 223 227 238
"""
OTHERS = """
001 002 004 005 008 010 013 014 016 017 019 022 023 025 028 029 032 034 037 038 041 043 044 047
049 050 053 055 058 059 062 064 065 068 070 071 074 076 077 079 080 082 083 086 088 091 092 095
097 100 101 103 106 107 109 112 113 116 118 121 122 124 127 128 131 133 136 137 140 142 145 146
148 151 152 154 155 158 160 163 164 167 169 172 173 176 178 179 181 182 185 187 190 191 194 196
197 199 202 203 206 208 209 211 214 215 218 220 221 224 226 229 230 232 233 235 236 239 241 242
244 245 247 248 250 251 254 256 257 259 260 262 263 265 266 268 269 271 272 274 275 277 278 280
281 283 284
"""
NUMBERS = [
    *QUICK.split(),
    *(pytest.param(number, marks=pytest.mark.slow) for number in OTHERS.split()),
]
every_network = pytest.mark.parametrize("number", NUMBERS)


@pytest.fixture(scope="session")
def folder(shared: Path) -> Path:
    path = shared / "networks"
    if not path.is_dir():
        pytest.skip("the published networks are not on this machine")
    return path


@cache
def read_rows(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    """The known answers by number and input mode."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["id"], row["input_mode"]): row for row in csv.DictReader(file)}


def load(folder: Path, number: str) -> Network:
    """The network *number*; three of them have names that differ in case only."""
    paths = list(folder.glob(f"bnet/{number}-*.bnet"))
    if not paths:
        pytest.skip("there is no network of this number")
    return read_network(paths[0], ignore=("BN204",))


def search(network: Network, inputs: str, scheme: UpdateScheme) -> AttractorReport:
    question = Question(network, inputs=inputs, update=scheme)
    return AttractorSearch(question, Budget(seconds=SECONDS)).report(limit=0)


def compare(known: str, found: int, coverage: Coverage) -> None:
    """Assert that nothing untrue was said; what was not finished is shown as skipped.

    An empty cell of the tables is an answer that nobody knows.
    """
    if not known:
        return
    if coverage is not Coverage.COMPLETE:
        assert found <= int(known)
        pytest.skip(f"at least {found} of {known} after {SECONDS} s")
    assert int(known) == found


@every_network
@pytest.mark.parametrize("mode", ["true", "free"])
def test_asynchronous_attractors(folder: Path, number: str, mode: str) -> None:
    row = read_rows(folder / "truth_async.csv").get((number, mode))
    if row is None:
        return  # nobody has an answer to compare with
    network = load(folder, number)

    report = search(network, "1" if mode == "true" else "free", ASYNCHRONOUS)

    compare(row["attractors"], report.count, report.coverage)
    compare(row["complex_attractors"], report.counts[AttractorKind.COMPLEX], report.coverage)


@every_network
@pytest.mark.parametrize("mode", ["true", "free"])
def test_fixed_points_and_minimal_trap_spaces(folder: Path, number: str, mode: str) -> None:
    row = read_rows(folder / "truth_async.csv").get((number, mode))
    if row is None:
        return  # nobody has an answer to compare with
    network = load(folder, number)
    inputs = "1" if mode == "true" else "free"

    points = find_fixed_points(network, inputs=inputs, limit=0, budget=Budget(seconds=SECONDS))
    spaces = search(network, inputs, MOST_PERMISSIVE)

    compare(row["fixed_points"], points.count, points.coverage)
    compare(row["min_trap_spaces"], spaces.count, spaces.coverage)


@every_network
def test_synchronous_attractors(folder: Path, number: str) -> None:
    row = read_rows(folder / "truth_sync.csv").get((number, "true"))
    if row is None:
        return  # nobody has an answer to compare with
    network = load(folder, number)

    report = search(network, "1", SYNCHRONOUS)

    compare(row["attractors"], report.count, report.coverage)
    compare(row["fixed_points"], report.counts[AttractorKind.FIXED_POINT], report.coverage)
