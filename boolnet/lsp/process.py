"""The server as a process: standard input and output for the protocol, the log to stderr."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from pygls.exceptions import JsonRpcException

from boolnet.lsp.features import build_server
from boolnet.lsp.server import REFUSED


class _NoRefusals(logging.Filter):
    """Leaves out of the log what the author was told: a rename that is not possible."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, JsonRpcException) and error.code == REFUSED)


@contextmanager
def _own_stdout() -> Iterator[BinaryIO]:
    """The standard output, for the protocol alone: what anybody else writes goes to stderr."""
    sys.stdout.flush()
    with os.fdopen(os.dup(1), "wb") as stream:
        os.dup2(2, 1)
        yield stream


def serve(level: str = "warning") -> int:
    """Talk to an editor over standard input and output until it goes.

    Args:
        level: What is logged to stderr: ``debug``, ``info``, ``warning`` or ``error``.

    Returns:
        The exit status: 0 after an orderly end, 1 when the editor was suddenly gone.
    """
    logging.basicConfig(
        stream=sys.stderr, level=level.upper(), format="boolnet lsp: %(levelname)s: %(message)s"
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(_NoRefusals())
    # Texts and trees have no reference cycles: looking for them after every few names took
    # longer than reading the names.
    gc.set_threshold(200_000, 20, 100)
    server = build_server()
    with _own_stdout() as stdout:
        server.start_io(sys.stdin.buffer, stdout)
    server.stop()
    return 0 if server.was_shut_down else 1
