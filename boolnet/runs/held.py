"""Where a worker keeps the work, so that it does not travel with every chunk."""

from __future__ import annotations

import pickle
import threading
import traceback

from boolnet import __version__
from boolnet.errors import BoolnetError, RunError
from boolnet.runs.work import Chunk, Work

_packed: dict[str, bytes] = {}
_local = threading.local()  # each thread has a copy: a work need not be safe for threads


def pack(work: Work) -> bytes:
    """The work as bytes that can travel."""
    return pickle.dumps((__version__, pickle.dumps(work)))


def hold(key: str, packed: bytes) -> None:
    """Keep a work under a name."""
    _packed[key] = packed


def drop(key: str) -> None:
    """Forget it; a thread that has unpacked it does so at the next work."""
    _packed.pop(key, None)


def compute(key: str, chunk: int) -> Chunk:
    """Compute a chunk of the work that is kept under *key*.

    Raises:
        RunError: This worker was not given the work, or has another version of boolnet.
        Exception: What the work raises, in a form that can travel.
    """
    try:
        return _unpack(key).compute(chunk)
    except Exception as error:
        if (portable := _portable(error)) is error:
            raise
        raise portable from None


def _unpack(key: str) -> Work:
    if getattr(_local, "key", None) != key:
        if key not in _packed:
            raise RunError("the worker was not given the work; its log may say why")
        version, packed = pickle.loads(_packed[key])
        if version != __version__:
            told = f"the worker has boolnet {__version__}, the run is one of {version}"
            raise RunError(f"{told}: install the same on all")
        _local.work, _local.key = pickle.loads(packed), key
    work: Work = _local.work
    return work


def _portable(error: Exception) -> Exception:
    """The error, or one like it if it does not survive the way back.

    One that nobody raised on purpose takes along where it was.
    """
    if not isinstance(error, BoolnetError):
        error.add_note("".join(traceback.format_exception(error)).rstrip())
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        if isinstance(error, BoolnetError):
            return RunError(str(error))
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
