"""What comes of reading a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from boolnet.diagnostics import Diagnostic, Severity
from boolnet.language.parser import parse_document
from boolnet.language.plain import PlainRule
from boolnet.language.source import SourceText
from boolnet.language.syntax import Document
from boolnet.network.declared import Declared
from boolnet.network.network import Network
from boolnet.network.places import Places


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule file after it was read.

    Attributes:
        source: The text, for showing the places of findings.
        network: The network; `None` when there is an error.
        diagnostics: Every finding, in the order of the text.
        rules: The number of rules, those with errors included.
        sha256: The digest of the file's bytes; empty for a text that is no file.
        format: The name of the format (`boolnet.formats.registry`).
        declared: The regulations that the file declares beside its rules.
        start: The start values that the file gives; a node may be missing.
        known_places: Where the nodes stand; `None` for a ``.bnet`` file, see `places`.
        plain: The rules of a ``.bnet`` file that the plain reader read; else `None`.
        document: The tree of a ``.bnet`` file that the parser read; else `None`.
        lost: What the file says that a network does not hold, as ends of "lost: ...".
        readers: What other programs do with the file, by their names, where that was asked.
    """

    source: SourceText
    network: Network | None
    diagnostics: tuple[Diagnostic, ...]
    rules: int = 0
    sha256: str = ""
    format: str = "bnet"
    declared: tuple[Declared, ...] = ()
    start: Mapping[str, bool] = field(default_factory=dict)
    known_places: Places | None = None
    plain: Sequence[PlainRule] | None = field(default=None, repr=False, compare=False)
    document: Document | None = field(default=None, repr=False, compare=False)
    lost: tuple[str, ...] = ()
    readers: Mapping[str, str] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """The number of findings of *severity*."""
        return sum(finding.severity is severity for finding in self.diagnostics)

    def places(self) -> Places:
        """Where the nodes stand. Cost: linear in the tree, or in the plain rules."""
        if self.known_places is not None:
            return self.known_places
        if self.plain is not None:
            return Places.of_plain(self.plain)
        return Places.of(self.document or parse_document(self.source)[0])
