"""What all tests share: Hypothesis profiles and the folder of shared material."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# dev while writing, ci for scripts/test on a server, nightly for a long search. A slow shared
# machine is no reason to fail, hence no deadline.
settings.register_profile("dev", max_examples=40, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True)
settings.register_profile(
    "nightly", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Published networks, graded rule files and model drafts, where this machine has them.

    They are the folder ``shared`` next to the checkout, or the one that BOOLNET_SHARED names.
    """
    folder = Path(os.environ.get("BOOLNET_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared material is not on this machine")
    return folder
