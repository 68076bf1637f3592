"""Networks in several formats, where they are at hand (BOOLNET_SHARED, ../shared): each file
reads to the same functions as the ``.bnet`` file beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from boolnet.formats.files import read_bytes
from boolnet.formats.registry import find_format

SHARED = Path(os.environ.get("BOOLNET_SHARED", Path(__file__).parents[2].parent / "shared"))
FOLDER = SHARED / "networks" / "formats"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the networks are not here")
SUFFIXES = (".aeon", ".booleannet.txt")
FILES = sorted(p for p in FOLDER.glob("*") if p.name.endswith(SUFFIXES))


def sibling(path):
    return FOLDER / f"{path.name.partition('.')[0]}.bnet"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_means_what_its_sibling_means(path):
    reading = read_bytes(path.read_bytes(), path.name)
    other = read_bytes(sibling(path).read_bytes(), sibling(path).name)

    assert reading.network is not None, reading.diagnostics
    assert reading.network == other.network


@pytest.mark.slow
@pytest.mark.parametrize("form", ["aeon", "booleannet", "maboss"])
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.bnet")), ids=lambda path: path.name)
def test_a_network_survives_every_text_format(path, form):
    network = read_bytes(path.read_bytes(), path.name).network

    written = find_format(form).load().write(network, {})
    again = read_bytes(written.data, f"x.{form}", form=form)

    assert not written.names
    assert again.network == network
