"""Rule-file text to a syntax tree, and everything that is wrong with its spelling.

A line is a unit: a bad rule costs that rule only, and its target stays defined. Each line is
cut into tokens (`tokens`), its two sides are read (`rule`, `formula`), and at the end stands
what only the whole file can tell: the separator, the probabilities, whether there are rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from boolnet.language.findings import Findings
from boolnet.language.header import find_misspelled_header, is_header
from boolnet.language.mistakes import SEPARATORS
from boolnet.language.other_readers import Reads, name_readers
from boolnet.language.rule import RuleReader, find_wrong_sums
from boolnet.language.source import SourceText
from boolnet.language.syntax import (
    Annotation,
    Blank,
    Comment,
    Document,
    Header,
    Line,
    Rule,
    Stray,
)
from boolnet.language.tokens import BINARY, Kind, Token, scan

# The dialect of minibn and mpbn, accepted when a whole file is written in it.
_ARROW = "<-"
_LONGEST_JOINED = 100


@dataclass(frozen=True, slots=True)
class _Cut:
    """A line cut into tokens; `broken` says that there was an error in doing so."""

    span: Span
    tokens: list[Token]
    remark: Comment | Annotation | None
    broken: bool


def parse_document(source: SourceText) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read *source* as a ``.bnet`` file.

    Returns:
        The tree, complete even when there are errors, and the findings BN007 to BN126 in
        the order of the text.

    Cost:
        Linear in the text; about a microsecond for each character.
    """
    findings = Findings()
    reader = RuleReader(source, findings)
    lines = list(_read_lines(source, reader))
    _judge_separators(reader)
    find_wrong_sums(reader)
    document = Document(tuple(lines))
    if not findings.errors and not document.rules:
        findings.add(_no_rules(source))
    return document, findings.in_order()


def _read_lines(source: SourceText, reader: RuleReader) -> Iterator[Line]:
    cuts = _cut_lines(source, reader.findings)
    cut = next(cuts, None)
    before_rules = True
    while cut is not None:
        following = next(cuts, None)
        if not cut.tokens:
            yield cut.remark or Blank(cut.span)
        elif before_rules and _read_header(cut, reader.findings):
            before_rules = False
            yield Header(cut.span, cut.remark)
        else:
            before_rules = False
            # A rule that goes on takes the lines it goes on in with it.
            first, skipped = cut, []
            while following is not None and _goes_on(cut, following):
                skipped.append(following)
                cut, following = following, next(cuts, None)
            if skipped:
                yield from _read_split_rule(source, reader, first, skipped)
            else:
                yield reader.read(cut.tokens, cut.remark, cut.span, broken=cut.broken)
        cut = following


def _cut_lines(source: SourceText, findings: Findings) -> Iterator[_Cut]:
    text = source.text
    last = len(source.starts)
    for number in range(1, last + 1):
        start, end = source.starts[number - 1], source.line_end(number)
        if number == last and start == end and number > 1:
            return  # the empty text behind the last line end is no line
        errors = findings.errors
        skip = int(number == 1 and text.startswith("\ufeff"))
        tokens, hash_at = scan(text[start + skip : end], start + skip, findings)
        remark: Comment | Annotation | None = None
        comment = Span(start + skip + hash_at, end)
        if comment.start < end:
            written = text[comment.start : end]
            if written.startswith("#@"):
                remark = Annotation(written[2:], comment)
            else:
                remark = Comment(comment)
        yield _Cut(Span(start, end), tokens, remark, findings.errors > errors)


def _read_header(cut: _Cut, findings: Findings) -> bool:
    if is_header(cut.tokens):
        return True
    finding = find_misspelled_header(cut.tokens)
    if finding is not None:
        findings.add(finding)
    return finding is not None


# -- rules over several lines --------------------------------------------------------------


def _goes_on(cut: _Cut, following: _Cut) -> bool:
    """Whether the rule of *cut* seems to go on in the line *following*."""
    tokens = following.tokens
    if not tokens or not cut.tokens or _starts_rule(tokens):
        return False
    if tokens[0].kind in BINARY or tokens[0].kind is Kind.CLOSE:
        return True
    last = cut.tokens[-1]
    return last.kind in BINARY or last.kind is Kind.NOT or _depth(cut.tokens) > 0


def _starts_rule(tokens: list[Token]) -> bool:
    if len(tokens) > 1 and (tokens[1].kind is Kind.COMMA or tokens[1].text in SEPARATORS):
        return True
    depth = 0
    for token in tokens:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if token.kind is Kind.COMMA and depth <= 0:
            return True
    return False


def _depth(tokens: list[Token]) -> int:
    return sum((t.kind is Kind.OPEN) - (t.kind is Kind.CLOSE) for t in tokens)


def _read_split_rule(
    source: SourceText, reader: RuleReader, first: _Cut, others: list[_Cut]
) -> Iterator[Line]:
    """BN119, once for all lines of the rule; the target stays defined."""
    last = first.tokens[-1]
    dangling = last.kind in BINARY or last.kind is Kind.NOT
    number = source.line(others[0].span.start)
    edits = []
    end = last.end
    for cut in others:
        edits.append(Edit(Span(end, cut.tokens[0].start), " "))
        end = cut.tokens[-1].end
    parts = (source.text[c.tokens[0].start : c.tokens[-1].end] for c in (first, *others))
    joined = " ".join(parts)
    joinable = first.remark is None and all(cut.remark is None for cut in others[:-1])
    unsaid = Findings()  # what is wrong with half a rule is not worth saying
    rule = RuleReader(source, unsaid, separators=reader.separators).read(
        first.tokens, first.remark, first.span, broken=True
    )
    reader.findings.add(
        Diagnostic(
            "BN119",
            Severity.ERROR,
            f"a rule must be on one line; this one seems to go on in line {number:,}",
            last.span if dangling else others[0].tokens[0].span,
            help=f"join the lines: {joined}"
            if len(joined) <= _LONGEST_JOINED
            else "join the lines",
            fix=Fix(tuple(edits), Applicability.LIKELY) if joinable else None,
            node=rule.target.text if isinstance(rule, Rule) and rule.target else None,
        )
    )
    yield rule
    for cut in others:
        yield Stray(cut.span)


# -- the whole file ------------------------------------------------------------------------


def _judge_separators(reader: RuleReader) -> None:
    """BN106, once for each separator that is not a comma."""
    used = {spelling for spelling, _ in reader.separators}
    alone = len(used) == 1
    for spelling, span in reader.separators:
        if spelling == ",":
            continue
        accepted = alone and spelling == _ARROW
        everywhere = alone and len(reader.separators) > 1
        start = span.start
        while reader.source.text[start - 1] in " \t":
            start -= 1
        finding = Diagnostic(
            "BN106",
            Severity.INFO if accepted else Severity.ERROR,
            f'"{_ARROW}" is read as the comma between target and rule; '
            f"{name_readers('arrow', Reads.REFUSES)} reject it"
            if accepted
            else f'the target and its rule must be separated by a comma, not by "{spelling}"',
            span,
            help="write a comma"
            + (f" on all {len(reader.separators):,} lines" if everywhere else ""),
            fix=Fix(
                (Edit(Span(start, span.end), ","),),
                Applicability.SAFE if alone else Applicability.LIKELY,
            ),
        )
        reader.findings.add_once(finding)


def _no_rules(source: SourceText) -> Diagnostic:
    empty = not source.text.strip("\ufeff \t\r\n")
    return Diagnostic(
        "BN006",
        Severity.ERROR,
        "the file has no rules",
        notes=("the file is empty",) if empty else (),
        help='a file starts with "targets, factors", then one rule on each line: A, B & !C',
    )
