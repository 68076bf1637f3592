"""What the shipped models show in their environments, as far as the curators wrote it down.

The values were computed with other programs when the models were drafted: the number of
asynchronous attractors of an environment, and the values of some nodes in the attractor that
is reached from rest. Where there are several attractors, one of them has those values.
"""

from __future__ import annotations

import pytest

from boolnet.analysis.attractors import find_attractors
from boolnet.engines.budget import Coverage
from boolnet.network.library import load_model

NODES = {
    "rank_nfatc1": "NFATc1 OCdiff Multinucleated Survival Resorption Resorption_hi",
    "osteoimmune": "Th17 Treg RANKL_hi Synovitis OC OC_hi OB OB_hi OB_new BoneLoss BoneGain "
    "Erosion CartilageLoss",
}

# environment, number of attractors, values of the nodes above
EXPECTED = {
    "rank_nfatc1": [
        ("resting", 1, "000100"),
        ("low_rankl", 2, "000100"),
        ("standard_culture", 1, "111111"),
        ("low_rankl_tnf", 1, "111111"),
        ("tnf_only", 2, "000100"),
        ("standard_ifng", 2, "000100"),
        ("standard_il3", 1, "000000"),
        ("standard_denosumab", 1, "000100"),
    ],
    "osteoimmune": [
        ("healthy", 2, "0100101010000"),
        ("ovx", 2, "1010111001000"),
        ("ovx_denosumab", 2, "1010001000100"),
        ("ovx_teriparatide", 2, "1010101100100"),
        ("ovx_probiotic", 2, "0100101010000"),
        ("ovx_kidney_tonic", 2, "1010101000000"),
        ("unloading", 2, "0100110001000"),
        ("glucocorticoid", 2, "0100110001000"),
        ("ra", 1, "1011110001011"),
        ("ra_tofacitinib", 2, "0100101010000"),
        ("ra_denosumab", 1, "1011000000001"),
        ("htnftg", 1, "0011110001011"),
        ("oa_injury", 1, "0100101010001"),
        ("osm", 2, "0110101100100"),
    ],
}
CASES = [(model, *case) for model, cases in EXPECTED.items() for case in cases]


@pytest.mark.parametrize(("name", "environment", "count", "values"), CASES)
def test_attractors_are_those_of_the_draft(
    name: str, environment: str, count: int, values: str
) -> None:
    model = load_model(name)
    expected = dict(zip(NODES[name].split(), map(int, values), strict=True))

    report = find_attractors(model.network, environment=model.environment(environment))

    assert Coverage.COMPLETE is report.coverage
    assert count == report.count
    assert expected in [{node: a.fixed[node] for node in expected} for a in report]


def test_every_environment_is_expected_to_show_something() -> None:
    for name, cases in EXPECTED.items():
        assert list(load_model(name).environments) == [environment for environment, *_ in cases]
