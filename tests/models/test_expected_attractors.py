"""What the shipped models show in their environments, as far as the curators wrote it down.

The number of asynchronous attractors of an environment, and the values of some nodes in the
attractor that is reached from rest. Most were computed with other programs when the models were
drafted; where a rule changed since, CHANGES.md of the model says why. Where there are several
attractors, one of them has those values.
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
    "wnt_bcatenin": "Osteoblast Chondrocyte Adipocyte Mineralisation RANKL OPG OC_support",
    "il17": "Th1 Th2 Th17 Treg RANKL_S CXCL8 MMP OC_signal",
    "jak_stat3": "STAT3 RANKL SOST OB_diff Survival Proliferation STAT3_T FOXP3 IL17A",
    "nfkb_feedback": "NFkB Target_early Target_late",
}

# environment, number of attractors, values of the nodes above; ~ oscillates
EXPECTED = {
    "rank_nfatc1": [
        ("resting", 1, "000100"),
        ("low_rankl", 3, "000100"),
        ("standard_culture", 1, "111111"),
        ("coculture", 1, "111111"),
        ("low_rankl_tnf", 1, "111111"),
        ("low_rankl_il1", 1, "111111"),
        ("tnf_only", 2, "000100"),
        ("il1_only", 1, "000100"),
        ("no_mcsf", 1, "000000"),
        ("standard_opg", 1, "000100"),
        ("standard_ifng", 2, "000100"),
        ("standard_ifnb", 2, "000100"),
        ("standard_il3", 1, "000000"),
        ("standard_il4", 2, "000100"),
        ("standard_il6", 2, "000100"),
        ("standard_il10", 1, "000100"),
        ("standard_denosumab", 1, "000100"),
    ],
    "jak_stat3": [
        ("resting", 1, "001000000"),
        ("il6", 1, "001000~00"),
        ("il6_trans", 1, "~~10~~~00"),
        ("osm", 1, "110011000"),
        ("osm_tofacitinib", 1, "001000000"),
        ("ifng", 1, "001000000"),
        ("vitamin_d", 1, "011000000"),
        ("pth", 1, "011000000"),
        ("bmp2", 1, "001100000"),
        ("bmp2_il6_trans", 1, "~~10~~~00"),
        ("bmp2_osm", 1, "110111000"),
        ("tgfb", 1, "001000000"),
        ("il6_tgfb", 1, "001000~0~"),
        ("il23_tgfb", 1, "001000101"),
        ("il2_tgfb", 1, "001000010"),
        ("il2_il23_tgfb", 1, "001000100"),
        ("il2_il6_tgfb", 1, "001000~~0"),
    ],
    "nfkb_feedback": [
        ("resting", 1, "000"),
        ("tnf", 1, "~~~"),
        ("tnf_ikk_inhibitor", 1, "000"),
    ],
    "osteoimmune": [
        ("healthy", 2, "0100101010000"),
        ("ovx", 2, "1010111001000"),
        ("ovx_denosumab", 2, "1010001000100"),
        ("ovx_teriparatide", 2, "1010101100100"),
        ("ovx_probiotic", 2, "0100101110100"),
        ("ovx_kidney_tonic", 2, "1010101000000"),
        ("dysbiosis", 2, "1010111001000"),
        ("unloading", 2, "0100110001000"),
        ("glucocorticoid", 2, "0100110001000"),
        ("ra", 1, "1011110001011"),
        ("ra_tofacitinib", 2, "0100101010000"),
        ("ra_denosumab", 1, "1011000000001"),
        ("ra_glucocorticoid", 2, "1000110001000"),
        ("ra_th1", 2, "0000001000100"),
        ("ra_th2", 2, "0000001000100"),
        ("htnftg", 1, "0011110001011"),
        ("oa_injury", 1, "0100101010001"),
        ("osm", 2, "0110101110100"),
    ],
    "wnt_bcatenin": [
        ("no_signal", 1, "0000000"),
        ("osteogenic", 1, "1001110"),
        ("unloaded", 1, "0100101"),
        ("unloaded_romosozumab", 1, "1001110"),
        ("osteogenic_tnf", 1, "0000101"),
        ("osteogenic_il17", 1, "0000101"),
        ("glucocorticoid", 1, "0100101"),
        ("myeloma", 1, "0100101"),
        ("sfrp", 1, "0100101"),
        ("bmp_only", 1, "0100101"),
        ("adipogenic", 1, "0010000"),
        ("noncanonical", 1, "0000000"),
        ("il3", 1, "1001000"),
    ],
    "il17": [
        ("naive", 1, "00000000"),
        ("treg", 4, "00010000"),
        ("treg_il6", 3, "00000000"),
        ("th17", 3, "00101011"),
        ("th17_il4", 2, "01000000"),
        ("th17_secukinumab", 3, "00100000"),
        ("th17_pathogenic", 3, "00101011"),
        ("th1", 2, "10000000"),
        ("th2", 2, "01000000"),
        ("antigen", 3, "00000000"),
        ("innate_il17", 1, "00001011"),
        ("tnf", 1, "00001011"),
        ("innate_il17_tnf", 1, "00001111"),
    ],
}
CASES = [(model, *case) for model, cases in EXPECTED.items() for case in cases]


@pytest.mark.parametrize(("name", "environment", "count", "values"), CASES)
def test_attractors_are_those_of_the_draft(
    name: str, environment: str, count: int, values: str
) -> None:
    model = load_model(name)
    expected = dict(zip(NODES[name].split(), values, strict=True))

    report = find_attractors(model.network, environment=model.environment(environment))

    assert Coverage.COMPLETE is report.coverage
    assert count == report.count
    assert expected in [{node: str(a.fixed.get(node, "~")) for node in expected} for a in report]


def test_every_environment_is_expected_to_show_something() -> None:
    for name, cases in EXPECTED.items():
        assert list(load_model(name).environments) == [environment for environment, *_ in cases]
