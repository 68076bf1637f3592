"""Published networks and the shipped models through every format that holds rules, and back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from boolnet.formats.files import read_bytes, read_network
from boolnet.formats.proof import compare_networks
from boolnet.formats.registry import FORMATS, Format
from boolnet.network.library import list_models, load_model
from boolnet.network.network import Network

SHARED = Path(os.environ.get("BOOLNET_SHARED", Path(__file__).parents[2].parent / "shared"))
PUBLISHED = sorted((SHARED / "networks" / "formats").glob("*.bnet"))
BOTH_WAYS = [form for form in FORMATS if form.reads and form.writes and form.rules]


def check_round_trip(network: Network, form: Format) -> None:
    written = form.load().write(network, {})
    reading = read_bytes(written.data, f"model{form.suffixes[0]}", form=form.name)

    assert reading.network is not None, [d.message for d in reading.diagnostics]
    found = compare_networks(network, reading.network, written.names)
    assert not found.refuted, found
    assert () == found.undecided == found.inputs
    assert len(network) == found.same


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda form: form.name)
@pytest.mark.parametrize("name", list_models())
def test_a_shipped_model_survives(name: str, form: Format) -> None:
    check_round_trip(load_model(name).network, form)


@pytest.mark.slow
@pytest.mark.skipif(not PUBLISHED, reason="the published networks are not here")
@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda form: form.name)
def test_published_networks_survive(form: Format) -> None:
    """Names that one file spells in two ways (BN204) are read as they are written."""
    for path in PUBLISHED:
        check_round_trip(read_network(path, ignore=("BN204", "BN206")), form)
