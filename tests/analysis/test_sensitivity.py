"""Tests of `boolnet.analysis.sensitivity`."""

from __future__ import annotations

from pathlib import Path

from boolnet.analysis.sensitivity import Notice, SensitivityReport, measure_sensitivity
from boolnet.engines.budget import Budget
from boolnet.network.claims_file import read_claims
from tests.claims import claim, make_model

ON = claim(id='"on"', environment='"signal"', readout='"Fate"', expected=1, start='"rest"')
KEPT = claim(
    id='"kept"', environment='"quiet"', readout='"Fate"', expected=1, start='"from:signal"'
)


def measure(folder: Path, claims: str, budget: Budget | None = None) -> SensitivityReport:
    model = make_model(folder, claims)
    return measure_sensitivity(model, read_claims(model), budget)


def notices(report: SensitivityReport) -> dict[tuple[str, str, bool], tuple[Notice, str]]:
    return {(m.target, m.regulator, m.flipped): (m.notice, m.claim) for m in report.mutations}


def test_a_claim_notices_the_rules_it_depends_on(tmp_path: Path) -> None:
    found = notices(measure(tmp_path, ON))

    assert (Notice.CAUGHT, "on") == found["Fate", "Memory", False]
    assert (Notice.CAUGHT, "on") == found["Fate", "Memory", True]
    assert (Notice.CAUGHT, "on") == found["Memory", "Signal", False]
    # That Memory keeps itself is seen by nobody, and no environment brakes.
    assert Notice.MISSED is found["Memory", "Memory", False][0]
    assert Notice.SILENT is found["Memory", "Brake", False][0]


def test_a_claim_more_notices_more(tmp_path: Path) -> None:
    one, two = measure(tmp_path, ON), measure(tmp_path, ON + KEPT)

    assert (Notice.CAUGHT, "kept") == notices(two)["Memory", "Memory", False]
    assert one.share is not None
    assert two.share is not None
    assert one.share < two.share
    assert one.total == two.total == len(one.mutations)


def test_inputs_are_left_alone(tmp_path: Path) -> None:
    assert not [m for m in measure(tmp_path, ON).mutations if m.target in ("Signal", "Brake")]


def test_a_limit_keeps_what_was_found(tmp_path: Path) -> None:
    report = measure(tmp_path, ON, Budget(seconds=0))

    assert () == report.mutations
    assert "stopped after 0 s" == report.stopped
    assert report.share is None
