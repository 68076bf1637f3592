"""The grammar of ``#@`` lines: who is spoken of, and what is said.

``#@ EGF -> EGFR | PMID:9529147 | cell: A431 | verify`` has a subject, the regulation EGF ->
EGFR, and three items. The subject can be a node, ``model:`` (the whole file), or missing: then
the line speaks of the next rule. Whatever is written here, nothing is lost: what is not
understood is reported (BN503) and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.language.distance import is_within
from boolnet.language.findings import Findings
from boolnet.language.syntax import Annotation, Name

KEYS = (
    "name", "kind", "compartment", "levels", "license", "evidence", "quote", "cell", "species",
    "assay", "mechanism", "confidence", "direct", "by", "date", "note", "ignore", "rule",
    "source", "conflict", "id",
)  # fmt: skip
FLAGS = ("verify",)
# Prefixes of compact identifiers, by their lower-case form, as identifiers.org spells them.
PREFIXES = {
    prefix.lower(): prefix
    for prefix in (
        "PMID", "PMC", "PMCID", "ISBN", "doi", "hgnc", "uniprot", "ncbigene", "chebi", "go",
        "taxon", "cl", "eco", "signor", "reactome", "url",
    )
}  # fmt: skip
ARROWS = ("->", "-|", "-?")
_FOREIGN_ARROWS = {"-->": "->", "--|": "-|", "=>": "->", "→": "->", "⊣": "-|"}
_ANY_ARROW = r"-->|--\||->|-\||-\?|=>|→|⊣"
# A bare name ends where an arrow, a blank or a bar starts.
_EDGE = re.compile(rf'[ \t]*("[^"]*"|[^\s|"]+?)[ \t]*({_ANY_ARROW})[ \t]*("[^"]*"|[^\s|"]+)[ \t]*')
_NODE = re.compile(r'[ \t]*("[^"]*"|[^\s|":=]+(?::[^\s|":=]+)*)[ \t]*:(?=[\s]|$)')
_NODE_TIGHT = re.compile(r'[ \t]*("[^"]*"|[^\s|":=]+)[ \t]*:')
_KEYED = re.compile(r"[ \t]*([\w-]+)[ \t]*([:=：])[ \t]*")  # full-width is reported
_WORD = re.compile(r"[\w-]+")


class Kind(Enum):
    """What an `Item` is."""

    REFERENCE = "reference"
    PAIR = "pair"
    FLAG = "flag"
    TEXT = "text"  # not understood; kept


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One thing that is said.

    Attributes:
        kind: What it is.
        key: The key or flag in lower case, the prefix in its usual spelling; empty for text.
        value: Without its quotes; empty for a flag.
        span: All of it.
        value_span: The value, its quotes included.
    """

    kind: Kind
    key: str
    value: str
    span: Span
    value_span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """A regulation as the subject; `arrow` is one of `ARROWS`."""

    regulator: Name
    arrow: str
    target: Name
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class WholeFile:
    """``model:`` as the subject."""

    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A ``#@`` line; `subject` is `None` when it speaks of the next rule."""

    subject: Edge | Name | WholeFile | None
    items: tuple[Item, ...]
    span: Span


def read_annotation(line: Annotation, findings: Findings) -> Statement:
    """What *line* says; BN503 where it is not well said.

    Cost:
        Linear in the length of the line.
    """
    text, offset = line.text, line.span.start + 2
    subject, position = _read_subject(text, offset, findings)
    items = tuple(_read_items(text, position, offset, findings))
    return Statement(subject, items, line.span)


def is_prefix(word: str) -> bool:
    """Whether *word* starts a reference."""
    return word.lower() in PREFIXES


def is_key(word: str) -> bool:
    """Whether *word* is a key that boolnet knows: one of `KEYS` or ``name-zh`` and its like."""
    return word in KEYS or (word.startswith("name-") and len(word) > len("name-"))


# -- the subject ---------------------------------------------------------------------------


def _read_subject(
    text: str, offset: int, findings: Findings
) -> tuple[Edge | Name | WholeFile | None, int]:
    """The subject, and where the items start."""
    match = _EDGE.match(text)
    if match is not None:
        span = Span(offset + match.start(1), offset + match.end(3))
        arrow = match[2]
        if arrow not in ARROWS:
            place = Span(offset + match.start(2), offset + match.end(2))
            _refuse_arrow(arrow, place, findings)
            arrow = _FOREIGN_ARROWS[arrow]
        edge = Edge(_name(match, 1, offset), arrow, _name(match, 3, offset), span)
        return edge, _skip_bar(text, match.end(), offset, findings)
    match = _NODE.match(text) or _NODE_TIGHT.match(text)
    if match is None:
        return None, 0
    word = match[1]
    if word == "model":
        return WholeFile(Span(offset + match.start(1), offset + match.end(1))), match.end()
    if is_key(word) or (is_prefix(word) and _is_reference(text, match.end())):
        return None, 0
    return _name(match, 1, offset), match.end()


def _name(match: re.Match[str], group: int, offset: int) -> Name:
    text = match[group]
    span = Span(offset + match.start(group), offset + match.end(group))
    return Name(text[1:-1] if text.startswith('"') else text, span)


def _is_reference(text: str, start: int) -> bool:
    """Whether one word stands up to the next bar: ``PMID:12`` against ``GO: kind: gene``."""
    return len(text[start:].partition("|")[0].split()) == 1


def _skip_bar(text: str, position: int, offset: int, findings: Findings) -> int:
    if position < len(text) and text[position] != "|":
        place = Span(offset + position, offset + position)
        findings.add(
            _warning(
                'there is no "|" behind the regulation',
                Span(place.start, place.start + 1),
                help='put "|" between the regulation and what is said about it',
                fix=Fix((Edit(place, "| "),), Applicability.LIKELY),
            )
        )
        return position
    return position + 1


def _refuse_arrow(arrow: str, span: Span, findings: Findings) -> None:
    ours = _FOREIGN_ARROWS[arrow]
    findings.add_once(
        _warning(
            f'"{arrow}" is not an arrow here; it is read as "{ours}"',
            span,
            help=f'write "{ours}"; the arrows are -> (activates), -| (inhibits) and -? (not said)',
            fix=Fix((Edit(span, ours),), Applicability.SAFE),
        )
    )


# -- the items -----------------------------------------------------------------------------


def _read_items(text: str, position: int, offset: int, findings: Findings) -> Iterator[Item]:
    while position < len(text):
        start = position
        keyed = _KEYED.match(text, position)
        if keyed is not None and text.startswith('"', keyed.end()):
            value, end, closed = _read_quoted(text, keyed.end())
            bar = text.find("|", end)
            position = len(text) if bar < 0 else bar
            if not closed:
                quote = Span(offset + keyed.end(), offset + keyed.end() + 1)
                findings.add(
                    _warning(
                        "this quotation mark is never closed",
                        quote,
                        help='close it; a quotation mark inside is written twice: ""',
                    )
                )
            elif text[end:position].strip():
                place = Span(offset + end, offset + position)
                findings.add(
                    _warning(
                        "there is text behind the closing quotation mark",
                        place,
                        notes=("it is kept, but no part of the value",),
                        help='write "|" in front of the next item; '
                        'a quotation mark inside is written twice: ""',
                    )
                )
            value_span = Span(offset + keyed.end(), offset + end)
            span = Span(offset + keyed.start(1), offset + end)
            yield _pair(keyed, value, span, value_span, offset, findings)
        else:
            bar = text.find("|", position)
            position = len(text) if bar < 0 else bar
            written = text[start:position]
            body = written.strip()
            begin = offset + start + len(written) - len(written.lstrip())
            span = Span(begin, begin + len(body))
            if body and keyed is not None and keyed.end() <= position:
                value = text[keyed.end() : position].strip()
                value_span = Span(span.end - len(value), span.end)
                yield _pair(keyed, value, span, value_span, offset, findings)
            elif body:
                yield _bare(body, span, findings)
        position += 1


def _read_quoted(text: str, start: int) -> tuple[str, int, bool]:
    """The value of the quotation at *start*, where it ends, and whether it is closed."""
    parts = []
    position = start + 1
    while True:
        end = text.find('"', position)
        if end < 0:
            parts.append(text[position:].rstrip())
            return "".join(parts), len(text), False
        parts.append(text[position:end])
        if not text.startswith('"', end + 1):
            return "".join(parts), end + 1, True
        parts.append('"')
        position = end + 2


def _pair(
    keyed: re.Match[str],
    value: str,
    span: Span,
    value_span: Span,
    offset: int,
    findings: Findings,
) -> Item:
    """A key with its value, or a reference."""
    word, separator = keyed[1], keyed[2]
    if separator not in ":=":
        place = Span(offset + keyed.start(2), offset + keyed.end(2))
        findings.add_once(
            _warning(
                f'"{separator}" (full-width colon) is read as ":"',
                place,
                help='write ":"',
                fix=Fix((Edit(place, ":"),), Applicability.SAFE),
            )
        )
    if is_prefix(word):
        return Item(Kind.REFERENCE, PREFIXES[word.lower()], value, span, value_span)
    key = word.lower()
    if not is_key(key) and key not in FLAGS:
        place = Span(offset + keyed.start(1), offset + keyed.end(1))
        _refuse_key(word, place, findings)
    return Item(Kind.PAIR, key, value, span, value_span)


def _bare(body: str, span: Span, findings: Findings) -> Item:
    """An item without a key: a flag, or something that is not understood."""
    nowhere = Span(span.end, span.end)
    if body.lower() in FLAGS:
        return Item(Kind.FLAG, body.lower(), "", span, nowhere)
    if _WORD.fullmatch(body) and not body.isdecimal():
        _refuse_key(body, span, findings)
        return Item(Kind.FLAG, body.lower(), "", span, nowhere)
    if body.startswith("10.") and "/" in body:
        advice = f"doi:{body}"
    elif body.isdecimal():
        advice = f"PMID:{body}, if it is a PubMed number"
    else:
        quoted = body.strip('"').replace('"', '""')
        advice = f'source: "{shorten(quoted)}" or note: "{shorten(quoted)}"'
    findings.add_once(
        _warning(f'"{shorten(body)}" has no key that says what it is', span, help=f"write {advice}")
    )
    return Item(Kind.TEXT, "", body, span, span)


def _refuse_key(word: str, span: Span, findings: Findings) -> None:
    """BN503, once for each unknown key."""
    close = _close_key(word)
    message = f'unknown key "{shorten(word)}"'
    if close:
        fix = Fix((Edit(span, close),), Applicability.LIKELY)
        finding = _warning(
            f'{message}; did you mean "{close}"?', span, help=f"write {close}", fix=fix
        )
    else:
        finding = _warning(
            message,
            span,
            notes=("it is kept, but nothing reads it",),
            help='write it as note: "…", or use one of: ' + ", ".join((*KEYS, *FLAGS)),
        )
    findings.add_once(finding)


def _close_key(word: str) -> str | None:
    lowered = word.lower()
    if len(lowered) < 3:
        return None
    known = (*KEYS, *FLAGS, *PREFIXES)
    for most in (1, 2):
        if most == 2 and len(lowered) < 6:
            return None
        for key in known:
            if len(key) > 2 and is_within(lowered, key, most):
                return PREFIXES.get(key, key)
    return None


def _warning(
    message: str,
    span: Span,
    *,
    help: str,
    fix: Fix | None = None,
    notes: tuple[str, ...] = (),
) -> Diagnostic:
    return Diagnostic("BN503", Severity.WARNING, message, span, help=help, fix=fix, notes=notes)
