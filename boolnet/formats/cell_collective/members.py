"""The members of an archive that hold rules, as one text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.archive import MAX_MEMBER, Archive
from boolnet.language.decode import decode
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText


class Members:
    """Reads members, and puts what it read one behind the other, each below its name.

    Attributes:
        names: The names of the members.
    """

    def __init__(self, archive: Archive, path: str, findings: Findings) -> None:
        self.names = archive.names
        self._archive = archive
        self._path = path
        self._findings = findings
        self._pieces: list[str] = []
        self._length = 0

    def read(self, name: str) -> tuple[str, int]:
        """The text of a member and where it starts in the whole; empty after a finding."""
        content = self._archive.read(name)
        if isinstance(content, bytes) and self._length + len(content) > MAX_MEMBER:
            message = f"the members are larger than {MAX_MEMBER >> 20} MB together; refused"
            content = Diagnostic("BN008", Severity.ERROR, message)
        if isinstance(content, Diagnostic):
            self._findings.add(content)
            return "", self._length
        source, found = decode(content, name)
        for finding in found:
            if finding.severity is Severity.ERROR:
                message = f"{shorten(name)}: {finding.message}"
                self._findings.add(replace(finding, message=message, span=None, fix=None))
                return "", self._length
        text = source.text.lstrip("\ufeff")
        self._add(f"# {name}\n")
        offset = self._length
        self._add(text if text.endswith("\n") else f"{text}\n")
        return text, offset

    def head(self, name: str, most: int) -> bytes:
        """The first *most* bytes of a member; none when it cannot be read."""
        content = self._archive.read(name)
        return content[:most] if isinstance(content, bytes) else b""

    def separate(self) -> None:
        """An empty line behind what was read so far."""
        self._add("\n")

    def lines(self, name: str) -> Iterator[tuple[str, Span]]:
        """The lines of a member without outer blanks, with their places."""
        text, offset = self.read(name)
        for line in text.splitlines(keepends=True):
            stripped = line.strip(" \r\n")
            start = offset + len(line) - len(line.lstrip(" "))
            yield stripped, Span(start, start + len(stripped))
            offset += len(line)

    def source(self) -> SourceText:
        """What was read so far."""
        return SourceText.of("".join(self._pieces), self._path)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
