"""Zip archives from strangers: members are read by name into memory, and never extracted.

What a member is called, how large it says it is and how it is packed is looked at before any of
it is read; what is read is bounded whatever it says.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator

from boolnet.diagnostics import Diagnostic, Severity, shorten

MAX_MEMBERS = 2_000
MAX_MEMBER = 64 * 1024 * 1024
MAX_RATIO = 200
_FREE_OF_RATIO = 1024 * 1024  # a member of this size does no harm, however it is packed
_MAX_DIRECTORY = MAX_MEMBERS * 512  # bytes of the list of members
_END = b"PK\x05\x06"
_MAGIC = (b"PK\x03\x04", _END)
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError)
_UNREADABLE = (*_BROKEN, NotImplementedError, RuntimeError, OverflowError, KeyError)


class Archive:
    """The members of an archive that may be read.

    Attributes:
        names: Their names, in the order of the archive.
        findings: What is wrong with the others (BN008).
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members: dict[str, zipfile.ZipInfo] = {}
        self.findings = tuple(self._choose())
        self.names = tuple(self._members)

    def _choose(self) -> Iterator[Diagnostic]:
        counts = Counter(member.filename for member in self._archive.infolist())
        for member in self._archive.infolist():
            name = member.filename
            if not name or name.endswith("/"):  # a folder
                continue
            kind = member.external_attr >> 16 & 0o170000
            if _OUTSIDE.match(name):
                yield _finding(f'archive member "{shorten(name)}" points outside the archive')
            elif kind not in (0, 0o100000):
                yield _finding(f'archive member "{shorten(name)}" is a link or no file')
            elif counts[name] > 1:
                yield _finding(f'the archive has {counts[name]:,} members "{shorten(name)}"')
                counts[name] = 0  # said once
            elif counts[name]:
                self._members[name] = member

    def read(self, name: str, most: int = MAX_MEMBER) -> bytes | Diagnostic:
        """The contents of the member *name*, or BN008.

        Args:
            name: One of `names`.
            most: How many bytes are wanted at most; what is behind them is not looked at.

        Cost:
            At most `MAX_MEMBER` bytes of memory.
        """
        member = self._members[name]
        called = shorten(name.rpartition("/")[2])
        packed = max(member.compress_size, 1)
        if member.file_size > MAX_MEMBER:
            return _refusal(f"member {called} expands to more than {MAX_MEMBER >> 20} MB; refused")
        if member.file_size > max(MAX_RATIO * packed, _FREE_OF_RATIO):
            return _refusal(f"member {called} expands to more than {MAX_RATIO} times its size")
        if member.flag_bits & 1:
            return _refusal(f"member {called} is encrypted")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return _refusal(f"member {called} is packed in a way that is not supported")
        try:
            with self._archive.open(member) as stream:
                data = stream.read(most + (most == MAX_MEMBER))
        except _UNREADABLE:
            return _refusal(f"member {called} is damaged")
        if len(data) > MAX_MEMBER:
            return _refusal(f"member {called} expands to more than {MAX_MEMBER >> 20} MB; refused")
        return data


def open_archive(data: bytes) -> Archive | Diagnostic:
    """The archive in *data*, or BN008.

    Cost:
        Linear in the number of members.
    """
    if not data.startswith(_MAGIC):
        return _refusal("this is not a zip archive")
    end = data.rfind(_END, max(0, len(data) - 65_557), len(data) - 18)
    if end < 0:
        return _refusal("the zip archive is damaged or cut off: it has no list of its members")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if size > _MAX_DIRECTORY:
        return _refusal(f"the archive has more than {MAX_MEMBERS:,} members; refused")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _UNREADABLE:
        return _refusal("the zip archive is damaged")
    if len(archive.infolist()) > MAX_MEMBERS:
        return _refusal(f"the archive has more than {MAX_MEMBERS:,} members; refused")
    return Archive(archive)


def is_archive(data: bytes) -> bool:
    """Whether *data* starts like a zip archive."""
    return data.startswith(_MAGIC)


def _finding(message: str) -> Diagnostic:
    help = "make the archive anew with the program that the model comes from"
    return Diagnostic("BN008", Severity.WARNING, f"{message}; ignored", help=help)


def _refusal(message: str) -> Diagnostic:
    help = "make the archive anew with the program that the model comes from"
    return Diagnostic("BN008", Severity.ERROR, message, help=help)
