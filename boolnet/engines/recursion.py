"""How deep the searches may recurse."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def deep_recursion(limit: int = 200_000) -> Iterator[None]:
    """Allow one level of recursion per block decided: a network may have thousands.

    Calls between Python functions do not use the C stack (since Python 3.11), so the limit
    guards against endless recursion only, and the recursion here ends with the nodes.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, limit))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
