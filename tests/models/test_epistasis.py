"""Pairs of a shipped model that are known from mice."""

from __future__ import annotations

from boolnet.analysis.screen import Screen, Screener
from boolnet.network.library import load_model
from boolnet.network.perturbation_set import Combinations, list_nodes


def test_pairs_of_the_page_have_the_classes_that_it_names() -> None:
    """docs/concepts/epistasis.md: adaptors that stand in for each other, a therapy undone."""
    model = load_model("osteoimmune")
    nodes = list_nodes(model.network, (False,), ("DAP12", "FcRg", "Bcell"))
    nodes += list_nodes(model.network, (True,), ("Abatacept",))
    screen = Screen(
        model.network,
        Combinations(nodes, 2),
        (model.environment("ovx"),),
        inputs="0",
        phenotypes=(model.phenotypes["BoneLoss"],),
    )

    told = {row.perturbation: row.epistasis for row in Screener(screen).iter_rows()}

    assert told["DAP12=0 + FcRg=0"] == ("synthetic loss",)
    assert told["DAP12=0 + Bcell=0"] == ("none",)
    assert told["Bcell=0 + Abatacept=1"] == ("rescue by Bcell=0",)
