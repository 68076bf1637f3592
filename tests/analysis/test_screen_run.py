"""Screens from Python: any iterable of experiments, in memory or in a folder, as a frame."""

from __future__ import annotations

from pathlib import Path

import pytest

import boolnet
from boolnet.analysis.screen import Screener
from boolnet.errors import InputError

MODEL = boolnet.load_model("nfkb_feedback")
NETWORK = MODEL.network
PARTS = boolnet.list_nodes(NETWORK)


def test_any_iterable_of_perturbations_and_therapies_is_a_set_of_experiments() -> None:
    held = (boolnet.knockout(name) for name in NETWORK.names[:3])

    found = boolnet.screen(NETWORK, held, phenotypes=tuple(MODEL.phenotypes.values()))

    assert found.is_complete
    assert ["", *(f"{name}=0" for name in NETWORK.names[:3])] == [row.perturbation for row in found]


def test_the_rows_are_those_of_the_screen_however_they_are_cut() -> None:
    pairs = boolnet.Combinations(PARTS, 2)
    environments = tuple(MODEL.environments.values())

    found = boolnet.screen(NETWORK, pairs, environments)

    assert list(Screener(found.screen).iter_rows()) == list(found)
    assert len(list(found)) == len(found)


def test_the_frame_has_the_columns_of_the_table() -> None:
    phenotypes = tuple(MODEL.phenotypes.values())

    frame = boolnet.screen(NETWORK, PARTS, phenotypes=phenotypes).to_frame()

    assert len(PARTS) + 1 == len(frame)
    assert {"perturbation", "attractors", "kept", phenotypes[0].name} <= set(frame.columns)
    assert frame["coverage"].eq("complete").all()


def test_a_folder_keeps_the_rows_and_goes_on_with_the_same_screen_only(tmp_path: Path) -> None:
    first = boolnet.screen(NETWORK, PARTS, folder=tmp_path / "run")

    again = boolnet.screen(NETWORK, PARTS, folder=tmp_path / "run", resume=True)

    assert list(first) == list(again)
    with pytest.raises(InputError, match="something else"):
        boolnet.screen(NETWORK, PARTS[:4], folder=tmp_path / "run", resume=True)


def test_an_experiment_that_does_not_fit_is_named() -> None:
    with pytest.raises(boolnet.UnknownNodeError, match="NFKBB"):
        boolnet.screen(NETWORK, [boolnet.knockout("NFKBB")])


def test_a_screen_begins_where_it_is_told_to() -> None:
    held = [boolnet.knockout(NETWORK.names[0])]

    found = list(boolnet.screen(NETWORK, held, start="wildtype", means=True))

    assert [1, 1] == [row.attractors >= 1 for row in found]
    assert all(row.coverage == "complete" for row in found)
