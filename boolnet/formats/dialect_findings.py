"""What other programs would make of a ``.bnet`` file, with places (BN209).

The places of `boolnet.language.other_readers` are found in the tree and, where a rule has an error,
through the finding about it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.formats.dialects import Reader
from boolnet.formats.reading import Reading
from boolnet.formats.registry import find_format
from boolnet.language.findings import Findings
from boolnet.language.mistakes import SPACES
from boolnet.language.other_readers import MATRIX, PROGRAMS, Reads, constant_row
from boolnet.language.parser import parse_document
from boolnet.language.syntax import (
    Connective,
    Constant,
    Document,
    Formula,
    Group,
    Header,
    Macro,
    Name,
    Negation,
    Operation,
    Rule,
    names_of,
)
from boolnet.network.checks.lookalike import portable_form

# The rows that a finding of ours stands for, by its code and, where it matters, its text.
_BY_CODE = {
    "BN006": "nothing", "BN101": "parenthesis", "BN102": "parenthesis", "BN107": "empty-rule",
    "BN116": "brackets", "BN118": "semicolon", "BN201": "undefined", "BN202": "duplicate",
    "BN203": "conflict", "BN204": "undefined", "BN205": "undefined", "BN206": "undefined",
}  # fmt: skip
_BARE_CR = re.compile(r"\r(?!\n)")
_SPACE = re.compile(f"[{SPACES}]")
_BY_SIGN = {"~": "tilde", "*": "star", "+": "plus", "=>": "implication", "<=>": "implication"}


@dataclass(frozen=True, slots=True)
class Place:
    """A spelling of the matrix in a file; `advised` when another finding says what to do."""

    key: str
    span: Span | None
    word: str
    node: str | None = None
    advised: bool = False


def measured(reader: Reader, form: str) -> bool:
    """Whether there is something to say about how *reader* reads files in the format *form*."""
    return form == "bnet" and reader.name in PROGRAMS


def find_dialects(
    reading: Reading, readers: Sequence[Reader]
) -> tuple[list[Diagnostic], dict[str, str]]:
    """What *readers* would make of *reading*.

    Args:
        reading: A file as it was read, with its findings.
        readers: Programs; see `boolnet.formats.dialects.find_reader`.

    Returns:
        A finding for each spelling that some do not read as we do, and for each program, by its
        name, what it does with the whole file.

    Cost:
        One more pass over a ``.bnet`` text.
    """
    findings = Findings()
    if reading.format != "bnet":
        return [], {reader.name: _about_format(reader, reading.format) for reader in readers}
    known = [reader for reader in readers if measured(reader, "bnet")]
    worst = {reader.name: Reads.SAME for reader in known}
    order = list(Reads)
    for place in _find_places(reading):
        groups: dict[str, list[Reader]] = {}
        for reader in known:
            verdict = MATRIX[place.key].of(reader.name)
            worst[reader.name] = max(worst[reader.name], verdict.reads, key=order.index)
            if verdict.how:
                groups.setdefault(verdict.how, []).append(reader)
        if groups:
            findings.add_once(_finding(place, groups), key=place.key)
    unexplained = any(
        finding.severity is Severity.ERROR and _key_of(finding, _word(finding, reading)) is None
        for finding in reading.diagnostics
    )
    told = {}
    for reader in readers:
        if reader.name not in worst:
            told[reader.name] = "does not read .bnet files"
            if "bnet" in reader.formats:
                told[reader.name] = "reads .bnet files; how was not measured"
        elif unexplained and worst[reader.name] is not Reads.REFUSES:
            told[reader.name] = "is not said: the file has errors"
        else:
            told[reader.name] = worst[reader.name].value
    return list(findings.in_order()), told


def _about_format(reader: Reader, form: str) -> str:
    title = find_format(form).title
    if form in reader.formats:
        return f"reads {title} files; how was not measured"
    return f"does not read {title} files; boolnet convert --for {reader.name} writes one"


def _finding(place: Place, groups: Mapping[str, Sequence[Reader]]) -> Diagnostic:
    """One finding for a place: what the first programs do, the others as notes."""
    message, *notes = (_sentence(place, how, readers) for how, readers in groups.items())
    advice = "" if place.advised else _fill(MATRIX[place.key].help, place)
    return Diagnostic(
        "BN209",
        Severity.WARNING,
        message,
        place.span,
        notes=tuple(notes),
        help=advice or None,
        node=place.node,
    )


def _sentence(place: Place, how: str, readers: Sequence[Reader]) -> str:
    titles = [reader.title for reader in readers]
    who = " and ".join([", ".join(titles[:-1]), titles[-1]] if titles[1:] else titles)
    return f"{who} would {_fill(how, place)}"


def _fill(text: str, place: Place) -> str:
    safe = shorten(_safe(place.word))
    return text.replace("{word}", shorten(place.word)).replace("{safe}", safe)


def _safe(word: str) -> str:
    """What R BoolNet calls *word*."""
    return portable_form(word)


# -- where the spellings stand -------------------------------------------------------------


def _find_places(reading: Reading) -> Iterator[Place]:
    document, parsed = parse_document(reading.source)
    if document.rules:
        yield from _in_head(document, reading)
    yield from _in_findings(reading, parsed)
    named = {
        reading.source.text[name.span.start : name.span.end]: False
        for rule in document.rules
        if rule.formula is not None
        for name in names_of(rule.formula)
    }
    for rule in document.rules:
        yield from _in_rule(rule, reading, named)


def _in_head(document: Document, reading: Reading) -> Iterator[Place]:
    text = reading.source.text
    bare = _BARE_CR.search(text)
    if bare is not None:
        yield Place("bare-cr", Span(bare.start(), bare.end()), "")
    header = next((line for line in document.lines if isinstance(line, Header)), None)
    if text.startswith("\ufeff"):
        yield Place("bom" if header else "bom-without-header", Span(0, 1), "")
    if header is None:
        if not text.startswith("\ufeff"):
            yield Place("no-header", None, "")
        return
    key = _key_of_header(text[header.span.start : header.span.end])
    if key is not None:
        yield Place(key, header.span, "")
    if header.remark is not None and (text.startswith("\ufeff") or key == "header-blanks"):
        yield Place("inline-comment", header.remark.span, "")  # AEON takes the line for a rule


def _key_of_header(line: str) -> str | None:
    written = line.partition("#")[0].strip("\ufeff \t")
    words = [word.strip(" \t") for word in written.split(",")]
    if len(words) > 2:
        return "header-probabilities"
    if written.lower() != written:
        return "header-capitals"
    if words != ["targets", "factors"]:
        return "header-words"
    known = {"targets, factors": None, "targets,factors": "header-tight"}
    return known.get(written, "header-blanks")


def _in_findings(reading: Reading, parsed: Sequence[Diagnostic]) -> Iterator[Place]:
    """What a finding of ours stands for; those of the parser are all here, ignored or not."""
    later = [d for d in reading.diagnostics if d.code not in {found.code for found in parsed}]
    for finding in (*parsed, *later):
        word = _word(finding, reading)
        key = _key_of(finding, word)
        if key is not None:
            advised = finding.code != "BN201" and key == "undefined"
            yield Place(key, finding.span, word, finding.node, advised)


def _word(finding: Diagnostic, reading: Reading) -> str:
    span = finding.span
    return reading.source.text[span.start : span.end] if span else ""


def _key_of(finding: Diagnostic, word: str) -> str | None:
    if finding.code == "BN103":
        return _BY_SIGN.get(word)
    if finding.code == "BN122":
        return "delay" if word.startswith("[") else None
    if finding.code == "BN106":
        return "arrow" if finding.severity is Severity.INFO else None
    if finding.code == "BN206" and finding.severity is Severity.WARNING:
        return "accent" if finding.help is not None and "NFC" in finding.help else "undefined"
    if finding.code == "BN204" and "differ only" in finding.message:
        return None  # two names that are both defined are two everywhere
    return _BY_CODE.get(finding.code)


def _in_rule(rule: Rule, reading: Reading, named: dict[str, bool]) -> Iterator[Place]:
    text = reading.source.text
    node = rule.target.text if rule.target is not None else None
    if rule.remark is not None:
        yield Place("inline-comment", rule.remark.span, "", node)
    if rule.target is not None:
        if rule.target.text.lower() == "targets":
            yield Place("node-targets", rule.target.span, rule.target.text, node)
        yield from _in_name(rule.target, text, named)
    if rule.formula is None:
        return
    for match in _SPACE.finditer(text, rule.span.start, rule.span.end):
        inside = rule.formula.span.start < match.start() < rule.formula.span.end
        key = "space" if inside else "space-outside"
        yield Place(key, Span(match.start(), match.end()), match.group(), node)
    behind = text[rule.formula.span.end : rule.span.end].partition("#")[0]
    if "," in behind:
        yield Place("probability", rule.formula.span, "", node)
    stack: list[Formula] = [rule.formula]
    while stack:
        part = stack.pop()
        if isinstance(part, Name):
            yield from _in_name(part, text, named)
        elif isinstance(part, Constant):
            yield from _in_constant(part, text, node)
        elif isinstance(part, Negation):
            yield from _in_negation(part, text, node)
            stack.append(part.operand)
        elif isinstance(part, Operation):
            yield from _in_operation(part, text, node)
            stack.extend(reversed(part.operands))
        elif isinstance(part, Group):
            stack.append(part.inner)
        elif isinstance(part, Macro):
            yield Place("macro", part.span, part.name, node)
            stack.extend(reversed(part.arguments))


def _in_name(name: Name, text: str, named: dict[str, bool]) -> Iterator[Place]:
    """What is special about a name, once for each.

    Args:
        name: The name.
        text: The text of the file.
        named: The spellings that stand in rules, with whether they were looked at.
    """
    spelled = text[name.span.start : name.span.end]
    only_target = spelled not in named
    if named.get(spelled):
        return
    named[spelled] = True
    for key in _keys_of_name(spelled, name.text):
        if only_target and key == "node-none":
            continue
        if only_target and f"{key}-target" in MATRIX:
            key = f"{key}-target"
        yield Place(key, name.span, spelled if spelled.startswith('"') else name.text)


def _keys_of_name(spelled: str, word: str) -> Iterator[str]:
    if spelled.startswith('"'):
        yield "quoted"
        return
    if word == "None":
        yield "node-none"
    if word[:1].isdigit():
        yield "digit-first"
    if "-" in word:
        yield "hyphen"
    if "." in word or ":" in word:
        yield "dot"
    if not word.isascii():
        yield "letter" if unicodedata.is_normalized("NFC", word) else "accent"


def _in_constant(constant: Constant, text: str, node: str | None) -> Iterator[Place]:
    word = text[constant.span.start : constant.span.end]
    if word.isalpha():
        yield Place(constant_row(word), constant.span, word, node)


def _in_negation(negation: Negation, text: str, node: str | None) -> Iterator[Place]:
    for span in negation.operators:
        word = text[span.start : span.end]
        if word.isalpha():
            yield Place("word-operator", span, word, node)
    if len(negation.operators) > 1:
        yield Place("double-negation", negation.operators[0], "!!", node)


def _in_operation(operation: Operation, text: str, node: str | None) -> Iterator[Place]:
    for span in operation.operators:
        word = text[span.start : span.end]
        if word.isalpha():
            yield Place("word-operator", span, word, node)
        elif len(word) > 1:
            yield Place("doubled-operator", span, word, node)
    if operation.connective is Connective.XOR:
        yield Place("xor", operation.operators[0], "^", node)
