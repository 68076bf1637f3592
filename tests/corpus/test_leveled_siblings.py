"""Published networks in SBML-qual, GINML and BMA JSON, where they are at hand (BOOLNET_SHARED,
../shared): each file reads to the same functions as the ``.bnet`` file beside it.

The ``.bnet`` files of models with levels were made by other programs, so that our coding of
levels is held to theirs, function by function.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from boolnet.formats.files import read_bytes, read_network
from boolnet.formats.proof import compare_networks
from boolnet.formats.renaming import with_names
from boolnet.logic.expression import FALSE, TRUE
from boolnet.logic.table import find_difference

SHARED = Path(os.environ.get("BOOLNET_SHARED", Path(__file__).parents[2].parent / "shared"))
FOLDER = SHARED / "networks" / "formats"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the networks are not here")
PLAIN = sorted((*FOLDER.glob("*.sbml"), *FOLDER.glob("*.bma.json")))
GRAPHS = sorted(FOLDER.glob("*ginml"))
# What differs, and why. Besides: the .bnet files have no rule for a node that is always 0 or 1.
EXPLAINED = {
    "014-t-lgl-survival-network-2008.zginml": "the .bnet file is of a later version of the model: "
    "it has further nodes, and others are renamed",
    "178-mast-cell-activation.zginml": "Ag is an input with three levels: here each of its nodes "
    "keeps its value, and the ladder rules out what is no level; there Ag_b2 needs Ag_b1",
}


def sibling(path):
    return read_network(FOLDER / f"{path.name.partition('.')[0]}.bnet", ignore=("BN204", "BN206"))


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.name)
def test_a_file_means_what_its_sibling_means(path):
    reading = read_bytes(path.read_bytes(), path.name)

    assert [] == list(reading.diagnostics)
    assert sibling(path) == reading.network


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.name)
def test_a_graph_with_levels_means_what_its_sibling_means(path):
    reading = read_bytes(path.read_bytes(), path.name)
    assert reading.network is not None, reading.diagnostics
    other = sibling(path)
    names = {name: f"v_{re.sub('[^A-Za-z0-9_]', '_', name)}" for name in reading.network.names}
    network = with_names(reading.network, names)
    found = compare_networks(network, other)
    lost = {name for name in network.names if is_constant(network.rule(name))}
    lost &= {*other.inputs, *found.missing}

    different = {difference.node for difference in found.different} - lost
    unexplained = bool(different or {*found.missing} - lost or found.added or found.undecided)
    assert unexplained == (path.name in EXPLAINED), (different, found.missing, found.added)


def is_constant(rule):
    return find_difference(rule, TRUE) is None or find_difference(rule, FALSE) is None
