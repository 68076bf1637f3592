"""The claims of the shipped models, each a test; and the table that they began with."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from boolnet.analysis.claims import ClaimResult, verify_claims
from boolnet.network.claims_file import read_claims
from boolnet.network.library import list_models, load_model
from boolnet.report.claims import format_claims

CLAIMS = [(name, claim.id) for name in list_models() for claim in read_claims(load_model(name))]


@cache
def results(name: str) -> dict[str, ClaimResult]:
    model = load_model(name)
    return {result.claim.id: result for result in verify_claims(model, read_claims(model))}


@pytest.mark.parametrize(("name", "number"), CLAIMS, ids=lambda value: str(value))
def test_a_claim_holds_or_is_a_limit_that_the_file_names(name: str, number: str) -> None:
    result = results(name)[number]

    assert not result.status.is_wrong, format_claims(load_model(name), [result])
    assert "" == result.trouble


def test_every_model_has_claims_and_every_claim_a_source() -> None:
    assert set(list_models()) == {name for name, _ in CLAIMS}
    for name in list_models():
        for claim in read_claims(load_model(name)):
            assert claim.source.strip()
            assert claim.says.endswith("."), claim.says


def test_every_row_of_the_table_is_a_claim_as_it_stands(shared: Path) -> None:
    """Nothing was left out, turned round or weakened."""
    with (shared / "domain" / "expectations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    for row in rows:
        result = results(row["model"])[row["id"]]
        claim = result.claim
        (stage,) = claim.stages
        held = dict(p.split("=") for p in row["perturbation"].split(";") if p != "WT")
        inputs = stage.treated.settle(load_model(row["model"]).network)

        assert row["readout"] == claim.readout.text, row["id"]
        assert row["expected"] == str(stage.expected), row["id"]
        assert "every" == claim.quantifier, row["id"]
        assert held == {name: str(int(v)) for name, v in stage.held.nodes}, row["id"]
        assert switches(row["context"]) == {name for name, value in inputs.items() if value}
        kind, _, start = row["init"].partition(":")
        assert kind == claim.start.kind, row["id"]
        if start:
            assert claim.start.environment is not None
            on = {name for name, value in claim.start.environment.inputs.items() if value}
            assert switches(start) == on
    assert 162 == len(rows)


def switches(text: str) -> set[str]:
    return {part.split("=")[0] for part in text.split(";") if part.endswith("=1")}


def test_the_readme_counts_the_claims(root: Path) -> None:
    assert f"{len(CLAIMS)}\nsourced claims" in (root / "README.md").read_text(encoding="utf-8")
