"""What there is to say about a rule file: data only.

A `Diagnostic` is one finding with its place, its reasons and its way out. Nothing here
formats anything: the text with carets, the one-line form and the JSON are made in
`boolnet.report.diagnostics`. The catalogue of codes is in `docs/reference/diagnostics/`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

# Every code that boolnet can report, with its short name. A code is never used for another thing.
CODES = {
    "BN001": "file-not-readable",
    "BN002": "encoding",
    "BN003": "binary",
    "BN004": "too-large",
    "BN005": "wrong-format",
    "BN006": "no-rules",
    "BN007": "nesting",
    "BN008": "unsafe-archive",
    "BN009": "xml-entity",
    "BN010": "xml",
    "BN011": "json",
    "BN012": "too-many-regulators",
    "BN013": "bom",
    "BN014": "line-ends",
    "BN015": "hidden-character",
    "BN101": "unclosed-paren",
    "BN102": "unmatched-close",
    "BN103": "unknown-operator",
    "BN104": "missing-operator",
    "BN105": "missing-operand",
    "BN106": "separator",
    "BN107": "empty-rule",
    "BN108": "unexpected-character",
    "BN109": "look-alike",
    "BN110": "bad-name",
    "BN111": "reserved-name",
    "BN112": "extra-column",
    "BN113": "doubled-operator",
    "BN114": "word-operator",
    "BN115": "ambiguous-xor",
    "BN116": "bracket-kind",
    "BN117": "constant-spelling",
    "BN118": "semicolon",
    "BN119": "split-rule",
    "BN120": "unterminated",
    "BN121": "header",
    "BN122": "unsupported",
    "BN123": "probability",
    "BN124": "aeon-edge",
    "BN125": "initial-state",
    "BN126": "number",
    "BN201": "undefined",
    "BN202": "duplicate",
    "BN203": "conflicting",
    "BN204": "case",
    "BN205": "near-miss",
    "BN206": "confusable",
    "BN207": "rename-collision",
    "BN208": "portability",
    "BN209": "other-readers",
    "BN301": "constant",
    "BN302": "always-same",
    "BN303": "no-effect",
    "BN304": "dual",
    "BN305": "sign-conflict",
    "BN306": "declared-unused",
    "BN307": "undeclared",
    "BN308": "simplifiable",
    "BN309": "unknown-function",
    "BN310": "self-inhibition",
    "BN401": "inputs",
    "BN402": "readouts",
    "BN403": "unused-input",
    "BN404": "isolated",
    "BN405": "separate-parts",
    "BN406": "not-from-input",
    "BN407": "frozen",
    "BN408": "hub-size",
    "BN409": "ladder-broken",
    "BN501": "phenotype-unreachable",
    "BN502": "no-evidence",
    "BN503": "annotation-syntax",
    "BN504": "identifier",
    "BN505": "evidence-contradicts",
    "BN506": "orphan-annotation",
    "BN507": "symbol",
    "BN508": "same-entity",
    "BN509": "confidence",
    "BN510": "unused-ignore",
    "BN511": "evidence-disagrees",
    "BN601": "unknown-node",
    "BN602": "bad-value",
    "BN603": "contradictory",
    "BN604": "no-effect",
    "BN605": "phenotype",
    "BN607": "overlap",
    "BN608": "uncovered",
    "BN609": "measured-and-forced",
    "BN610": "experiment-spelling",
    "BN611": "repeated-experiment",
    "BN612": "model-file",
    "BN701": "booleanized",
    "BN702": "level",
    "BN703": "sbml-terms",
    "BN704": "reference",
    "BN705": "lossy",
    "BN706": "two-transitions",
    "BN707": "sign",
    "BN708": "default-rules",
    "BN709": "truth-table",
    "BN710": "spreadsheet-formula",
    "BN711": "excel-damage",
}


class Severity(Enum):
    """Whether the file can still be used."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for a note."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


class Applicability(Enum):
    """How far a `Fix` may be trusted."""

    SAFE = "safe"  # the meaning surely stays the same
    LIKELY = "likely"  # shown; applied only when asked for
    MANUAL = "manual"  # advice: an author has to choose


class Span(NamedTuple):
    """A half-open stretch of a source text.

    Attributes:
        start: Offset of the first character, counted in characters from 0.
        end: Offset behind the last character; equal to `start` for a place between two.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that carry out a diagnostic's help."""

    edits: tuple[Edit, ...]
    applicability: Applicability


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing worth telling the author of a rule file.

    Attributes:
        code: Stable identifier, ``BN204``; ``boolnet explain BN204`` prints its page.
        severity: Whether the file can still be used.
        message: One short sentence without position or advice; names in double quotes
            where they are quoted from the text.
        span: The text to underline; `None` when the finding is about the whole file.
        label: What is wrong *there*, in a few words.
        related: Further places and what each has to do with it.
        notes: What we did instead, or how other programs read the line.
        help: What to do about it, when we know.
        fix: The edits that do it, and whether they surely keep the meaning.
        node: The node whose rule this is about, when there is one.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    label: str = ""
    related: tuple[tuple[Span, str], ...] = field(default=())
    notes: tuple[str, ...] = field(default=())
    help: str | None = None
    fix: Fix | None = None
    node: str | None = None


def shorten(name: str, limit: int = 40) -> str:
    """*name* as a message quotes it: the middle left out when it is long."""
    if len(name) <= limit:
        return name
    return f"{name[: limit - 11]}…{name[-10:]}"
