"""Tests of `boolnet.network.checks.meaning`: witnesses and corrections are true."""

from __future__ import annotations

import re

from hypothesis import given

from boolnet.diagnostics import Diagnostic
from boolnet.formats.bnet import write_bnet
from boolnet.formats.files import read_bytes
from boolnet.formats.review import review
from boolnet.language.edits import apply_fixes
from boolnet.logic.expression import evaluate
from boolnet.network.network import Network
from tests.strategies import networks


def find(text: str, *codes: str, **options: object) -> list[Diagnostic]:
    reading = review(read_bytes(text.encode(), "x.bnet"), **options)
    return [finding for finding in reading.diagnostics if finding.code in codes]


@given(networks(inputs=False))
def test_a_correction_keeps_the_meaning(network: Network):
    text = write_bnet(network)
    for finding in find(text, "BN302", "BN303", "BN308", simpler=True):
        assert finding.fix is not None
        again = read_bytes(apply_fixes(text, [finding.fix])[0].encode(), "x.bnet").network

        assert again is not None
        assert again.rule(finding.node) is not None
        assert Network.of({n: again.rule(n) for n in again.names}) == network


@given(networks(inputs=False))
def test_the_witnesses_of_a_regulator_with_both_signs_are_right(network: Network):
    for finding in find(write_bnet(network), "BN304"):
        regulator = finding.message.split(" ")[0]
        rule = network.rule(finding.node)
        for note, way in zip(finding.notes, (True, False), strict=True):
            values = {n: bool(int(v)) for n, v in re.findall(r"(\w+)=([01])", note)}
            for other in (False, True):  # what is not named does not matter
                state = dict.fromkeys(network.names, other) | values
                assert evaluate(rule, state | {regulator: True}) is way
                assert evaluate(rule, state | {regulator: False}) is not way


def test_an_arrow_without_a_sign_says_that_both_signs_are_meant():
    rules = "A, (B & !C) | (!B & C)\nB, B\nC, C\n"

    assert len(find(rules, "BN304")) == 2
    assert ["C both activates and inhibits A"] == [
        finding.message for finding in find(f"#@ B -? A | PMID:1\n{rules}", "BN304")
    ]


def test_only_the_regulator_that_cancels_itself_is_marked():
    (finding,) = find("A, B | C | !B\nB, B\nC, C\n", "BN302")

    assert finding.span == (3, 4)
    assert [(12, 13)] == [span for span, _ in finding.related]


def test_an_error_keeps_the_check_from_speaking_of_meaning():
    assert not find("A, B | !B\nB, (\nZ, 1\n", "BN302", "BN404", "BN401", "BN301")
