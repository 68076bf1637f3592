"""How much memory this process holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from boolnet.errors import UnsupportedError

_PAGES = Path("/proc/self/statm")


def measure_memory() -> int:
    """The resident size of this process, in bytes: what it holds in memory, libraries included.

    Where the system does not tell (macOS), the largest size so far, which never falls.

    Raises:
        UnsupportedError: This system tells neither (Windows).

    Cost:
        A few microseconds.
    """
    try:
        return int(_PAGES.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        told = "memory cannot be measured on this system, so it cannot be limited"
        raise UnsupportedError(f"{told}; limit the time or the work instead") from None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
