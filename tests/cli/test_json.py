"""JSON: what the schemas say, and the same bytes in every run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT, boolnet, start
from tests.schema import problems

EGFR = str(ROOT / "examples" / "egfr.bnet")
CALLS = {
    "attractors": [
        ["rank_nfatc1", "--environment", "low_rankl"],
        ["osteoimmune", "--limit", "2", "-k", "TNF", "--block", "RANKL_hi->RANKsig_hi"],
        ["osteoimmune", "--limit", "0"],
        ["rank_nfatc1", "--count-phenotypes", "--limit", "1"],
        ["rank_nfatc1", "--update", "synchronous", "--inputs", "1"],
        ["rank_nfatc1", "--update", "most-permissive", "--inputs", "0"],
        ["rank_nfatc1", "--update", "general", "--inputs", "0"],
        ["osteoimmune", "--timeout", "0"],
    ],
    "fixed-points": [["rank_nfatc1", "--environment", "low_rankl"], ["osteoimmune"]],
    "trap-spaces": [["osteoimmune", "--environment", "ra"]],
    "knockout": [
        ["rank_nfatc1", "NFATc1", "--environment", "standard_culture"],
        ["osteoimmune", "-o", "OPG", "--environment", "ovx"],
    ],
    "compare": [
        ["rank_nfatc1", "--environment", "low_rankl"],
        ["rank_nfatc1", "--limit", "2"],
        ["osteoimmune", "--timeout", "0"],
    ],
    "conditions": [
        ["rank_nfatc1", "--limit", "2"],
        ["osteoimmune", "--phenotype", "BoneLoss"],
        ["rank_nfatc1", "--update", "most-permissive", "--environment", "low_rankl"],
        ["rank_nfatc1", "--timeout", "0"],
    ],
    "control": [
        ["rank_nfatc1", "--phenotype", "Osteoclast=0", "-e", "low_rankl", "--max-size", "1"],
        ["osteoimmune", "--phenotype", "BoneLoss=0", "-e", "ra", "-e", "ovx", "--drugs-only"],
        ["osteoimmune", "--phenotype", "BoneLoss=0", "-e", "ra", "--temporary"],
        ["osteoimmune", "--phenotype", "BoneLoss=0", "-e", "ra", "--timeout", "0"],
    ],
    "reach": [
        ["rank_nfatc1", "-e", "low_rankl", "--from", "resting"],
        ["rank_nfatc1", "-e", "low_rankl", "--from", "NFATc1=0"],
        ["rank_nfatc1", "-e", "resting", "--from", "0", "--to", "Osteoclast", "--to", "PU1=1"],
        ["rank_nfatc1", "-e", "low_rankl", "--from", "0", "--update", "most-permissive"],
        ["osteoimmune", "--from", "TNF=1", "--limit", "3", "--timeout", "0"],
    ],
    "show": [["rank_nfatc1"], ["osteoimmune", "RANKL_hi"]],
    "evidence": [["rank_nfatc1"], ["osteoimmune", "RANKL_hi"]],
    "diff": [
        [EGFR, EGFR.replace(".bnet", "-open.bnet")],
        ["rank_nfatc1", "jak_stat3", "--no-attractors"],
        ["rank_nfatc1", "rank_nfatc1"],
        ["osteoimmune", "il17", "--effort", "0"],
    ],
    "truth-table": [
        [EGFR, "ERK"],
        [EGFR, "EGF", "--full"],
        ["rank_nfatc1", "NFATc1", "--set", "IL10=0"],
    ],
    "stats": [["rank_nfatc1"], [EGFR, "il17"]],
    "explain": [["rank_nfatc1", "NFATc1", "RANKL"]],
}
SCHEMA_OF = {"show": "network"}
CASES = [(command, call) for command, calls in CALLS.items() for call in calls]


def load_schema(root: Path, command: str) -> Any:
    name = f"{SCHEMA_OF.get(command, command)}-1.schema.json"
    path = root / "docs" / "reference" / "schemas" / name
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("command", "call"),
    CASES,
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_output_is_what_the_schema_says(root: Path, command: str, call: list[str]) -> None:
    result = boolnet(command, *call, "--json")

    record = json.loads(result.stdout)
    assert [] == list(problems(record, load_schema(root, command)))
    assert record["schema"] == f"boolnet-{SCHEMA_OF.get(command, command)}/1"


def test_the_record_of_a_conversion_is_what_the_schema_says(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.bnet").write_text("TNF-a, !4EBP1\n4EBP1, 4EBP1\n# a comment\n")
    files = str(tmp_path / "a.bnet"), str(tmp_path / "b.bnet")

    record = json.loads(boolnet("convert", *files, "--for", "r-boolnet", "--json").stdout)

    assert [] == list(problems(record, load_schema(root, "conversion")))
    assert {"TNF-a": "TNF_a", "4EBP1": "N4EBP1"} == record["renamed"]
    assert {"same": 2, "undecided": []} == record["rules"]


def test_the_checker_finds_what_is_wrong(root: Path) -> None:
    record = json.loads(boolnet("attractors", "rank_nfatc1", "-e", "resting", "--json").stdout)
    record["count"] = "many"
    record["coverage"] = "all"
    del record["attractors"][0]["kind"]

    found = " ".join(problems(record, load_schema(root, "attractors")))

    for place in ("$.count", "$.coverage", "$.attractors[0]: kind is missing"):
        assert place in found


@pytest.mark.parametrize(
    "call",
    [
        ["attractors", "rank_nfatc1", "--count-phenotypes"],
        ["trap-spaces", "osteoimmune", "--limit", "20"],
        ["knockout", "osteoimmune", "TNF", "--environment", "ra"],
        ["compare", "rank_nfatc1", "--limit", "2"],
        ["conditions", "rank_nfatc1"],
        ["reach", "rank_nfatc1", "--from", "NFATc1=0", "-e", "low_rankl"],
        ["show", "osteoimmune"],
    ],
    ids=lambda call: call[0],
)
def test_two_runs_differ_in_nothing_but_seconds(call: list[str]) -> None:
    records = []
    for hash_seed in ("1", "2"):
        out, _ = start(*call, "--json", env={"PYTHONHASHSEED": hash_seed}).communicate(timeout=120)
        record = json.loads(out)
        record.pop("seconds", None)
        records.append(json.dumps(record))  # the order of keys counts

    assert records[0] == records[1]
