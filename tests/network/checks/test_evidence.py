"""Tests of `boolnet.network.checks.evidence`."""

from __future__ import annotations

import pytest

from boolnet.formats.files import parse_network
from boolnet.network.checks.evidence import find_evidence_problems, without_evidence
from boolnet.network.library import list_models, load_model


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ('#@ A -> B | source: "Doe 1999"', False),
        ('#@ A -> B | source: "Doe 1999" | conflict: "Roe 2001 saw none"', False),
        ('#@ A -| B | source: "Roe 2001" | conflict: "the other side"', True),
        ('#@ A -> B | mechanism: "transcription"', True),
    ],
)
def test_a_regulation_has_evidence_when_a_source_speaks_for_it(line: str, missing: bool) -> None:
    network = parse_network(f"{line}\nB, A\nA, A\n")

    assert ((("A", "B"),) if missing else ()) == without_evidence(network)


@pytest.mark.parametrize("name", list_models())
def test_every_regulation_of_a_shipped_model_has_evidence_that_agrees_with_its_rule(
    name: str,
) -> None:
    network = load_model(name).network

    assert () == without_evidence(network)
    # What the sources dispute (BN511) is said, and stays.
    assert {"BN511"} >= {finding.code for finding in find_evidence_problems(network)}
