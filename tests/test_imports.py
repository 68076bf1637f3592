"""`import boolnet` stays light: heavy libraries load in the call that needs them."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"numpy", "pandas", "clingo", "oxidd", "rich", "click", "networkx"}
PROBE = "import sys, boolnet; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def test_importing_boolnet_loads_no_heavy_library() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=True
    ).stdout.split()

    assert set() == HEAVY & set(loaded)
