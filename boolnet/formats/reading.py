"""What comes of reading a file."""

from __future__ import annotations

from dataclasses import dataclass

from boolnet.diagnostics import Diagnostic, Severity
from boolnet.language.source import SourceText
from boolnet.network.network import Network


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule file after it was read.

    Attributes:
        source: The text, for showing the places of findings.
        network: The network; `None` when there is an error.
        diagnostics: Every finding, in the order of the text.
        rules: The number of rules, those with errors included.
        sha256: The digest of the file's bytes; empty for a text that is no file.
    """

    source: SourceText
    network: Network | None
    diagnostics: tuple[Diagnostic, ...]
    rules: int = 0
    sha256: str = ""

    def count(self, severity: Severity) -> int:
        """The number of findings of *severity*."""
        return sum(finding.severity is severity for finding in self.diagnostics)
