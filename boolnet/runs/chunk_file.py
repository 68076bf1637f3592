"""A chunk as a file: a line about it, with a checksum of all the rest, then its data."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from boolnet.runs.durable import write_whole
from boolnet.runs.work import Chunk


def write_chunk(path: Path, run: str, number: int, chunk: Chunk) -> None:
    """Write chunk *number* of a *run*; it is on the disk when this returns.

    Raises:
        OSError: It cannot be written.
    """
    about = {
        "run": run,
        "chunk": number,
        "rows": chunk.rows,
        "hits": chunk.hits,
        "incomplete": chunk.incomplete,
    }
    line = json.dumps(about).encode() + b"\n"
    write_whole(path, (_checksum(line, chunk.data), b" ", line, chunk.data))


def read_chunk(path: Path, run: str, number: int) -> Chunk | None:
    """The chunk of a file; `None` if it is torn, was edited, or belongs elsewhere.

    Raises:
        OSError: It cannot be read.
    """
    first, _, data = path.read_bytes().partition(b"\n")
    checksum, _, about = first.partition(b" ")
    line = about + b"\n"
    if checksum != _checksum(line, data):
        return None
    said = json.loads(line)
    if (said["run"], said["chunk"]) != (run, number):
        return None
    return Chunk(data, said["rows"], said["hits"], said["incomplete"])


def _checksum(line: bytes, data: bytes) -> bytes:
    digest = sha256(line)
    digest.update(data)
    return digest.hexdigest().encode()
