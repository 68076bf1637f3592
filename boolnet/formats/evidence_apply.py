"""An edited table of evidence back into its rule file.

Only lines about regulations change, and of these only those whose row changed: everything else
stays byte for byte. The nodes that the table does not name at all are left alone; for the
others the table is the whole truth, so a row that is gone takes its line with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from boolnet.diagnostics import Edit, Span, shorten
from boolnet.errors import FormatError
from boolnet.formats.evidence_table import (
    COLUMNS,
    EFFECTS,
    OTHER,
    TEXTS,
    Row,
    Table,
    is_empty,
    row_of,
    split,
)
from boolnet.language.annotations import ARROWS, Edge, is_prefix
from boolnet.language.findings import Findings
from boolnet.language.parser import parse_document
from boolnet.language.source import SourceText
from boolnet.language.tokens import spell_name
from boolnet.network.annotate import read_report, read_statements
from boolnet.network.influence import Regulation
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.network.rule import normalise

_PLAIN = re.compile(r"[\w.-]+", re.ASCII)
_ARROWS = {
    **{effect: arrow for arrow, effect in EFFECTS.items()},
    **{arrow: arrow for arrow in ARROWS},
    "activation": "->", "inhibition": "-|", "+": "->", "-": "-|", "1": "->", "-1": "-|", "?": "-?",
}  # fmt: skip
_YES, _NO = ("yes", "y", "true", "1", "x", "verify"), ("no", "n", "false", "0")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one line: `before` or `after` is empty where there was or is none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule file with the evidence of a table.

    Attributes:
        text: The new text.
        changes: Each line that differs.
        left: The regulations that the table does not name though they have evidence.
    """

    text: str
    changes: tuple[Change, ...]
    left: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line about a regulation, as it stands in the file."""

    row: Row
    span: Span
    alone: bool  # no rule stands in front of it


def apply_table(source: SourceText, network: Network, table: Table) -> Applied:
    """Put the rows of *table* into the rule file *source*, whose network is *network*.

    Raises:
        FormatError: A row fits no regulation, or a cell cannot be read; the message has every
            such row with its line and the way out. Nothing is changed.
    """
    rows = _group(table, network)
    lines, above = _find_lines(source, network)
    edits: list[Edit] = []
    changes: list[Change] = []
    ending = _line_ending(source.text)
    targets = {target for _, target in rows}
    left = []
    for regulation in network.influence.regulations:
        pair = regulation.regulator, regulation.target
        if pair[1] not in targets:
            if pair in lines:
                left.append(pair)
            continue
        wanted = rows.get(pair, [])
        stale, fresh = _compare(lines.get(pair, []), wanted, table.columns)
        for line, row in zip(stale, fresh, strict=False):
            row = row | {k: v for k, v in line.row.items() if k not in table.columns}
            written = format_row(row)
            edits.append(Edit(line.span, written))
            if written != _text(source, line.span):
                changes.append(Change(_text(source, line.span), written))
        for line in stale[len(fresh) :]:
            edits.append(Edit(_whole(source, line), ""))
            changes.append(Change(_text(source, line.span), ""))
        for row in fresh[len(stale) :]:
            if is_empty(row):
                continue
            written = format_row(row)
            place = _place(source, [*lines.get(pair, ())], above[pair[1]])
            edits.append(Edit(Span(place, place), written + ending))
            changes.append(Change("", written))
    return Applied(_carry_out(source.text, edits), tuple(changes), tuple(left))


def format_row(row: Row) -> str:
    """The ``#@`` line that says what *row* says."""
    arrow = _ARROWS[row["effect"].lower()]
    parts = [f"#@ {spell_name(row['regulator'])} {arrow} {spell_name(row['target'])}"]
    parts += [_format_reference(reference) for reference in split(row.get("references", ""))]
    parts += [f"source: {_quote(value)}" for value in split(row.get("sources", ""))]
    for key in TEXTS:
        if key in row:
            plain = key in ("confidence", "direct") and _PLAIN.fullmatch(row[key])
            parts.append(f"{key}: {row[key] if plain else _quote(row[key])}")
    if "conflict" in row:
        parts.append(f"conflict: {_quote(row['conflict'])}")
    for key in [key for key in row if key not in COLUMNS]:
        for value in split(row[key]):
            parts.append(_format_other(value) if key == OTHER else f"{key}: {_quote(value)}")
    if row.get("verify"):
        parts.append("verify")
    return " | ".join(parts)


def _format_other(value: str) -> str:
    """What stands in the file without a key, or with one that is the name of a column."""
    key, _, text = value.partition(": ")
    if text and key in (*COLUMNS, OTHER):
        return f"{key}: {_quote(text)}"
    return f"note: {_quote(value)}" if "|" in value else value


def _format_reference(reference: str) -> str:
    prefix, _, value = reference.partition(":")
    return f"{prefix}:{_quote(value)}" if re.search(r'[|\s"]', value) else reference


def _quote(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


# -- rows ----------------------------------------------------------------------------------


def _group(table: Table, network: Network) -> dict[Pair, list[Row]]:
    """The rows by regulation, each once, with the effect in our words."""
    known = {(r.regulator, r.target): r for r in network.influence.regulations}
    problems: list[str] = []
    rows: dict[Pair, list[Row]] = {}
    for number, row in table.rows:
        found = list(_judge(row, known, network))
        problems += [f"line {number:,}: {problem}" for problem in found]
        if found:
            continue
        pair = normalise(row["regulator"]), normalise(row["target"])
        row = {**row, "regulator": pair[0], "target": pair[1]}
        arrow = _ARROWS[row["effect"].lower()] if "effect" in row else known[pair].arrow
        row["effect"] = EFFECTS[arrow]
        if row.get("verify", "").lower() in _NO:
            del row["verify"]
        elif "verify" in row:
            row["verify"] = "yes"
        if row not in rows.setdefault(pair, []):
            rows[pair].append(row)
    if problems:
        raise FormatError("\n".join(problems))
    return rows


def _judge(row: Row, known: Mapping[Pair, Regulation], network: Network) -> Iterator[str]:
    """What is wrong with *row*, each with the way out."""
    regulator, target = normalise(row.get("regulator", "")), normalise(row.get("target", ""))
    if not regulator or not target:
        yield f"there is no {'target' if regulator else 'regulator'}; fill it in, or delete the row"
    elif (regulator, target) not in known:
        yield _misfit(regulator, target, network)
    effect = row.get("effect", "")
    if effect and effect.lower() not in _ARROWS:
        yield f'"{shorten(effect)}" is no effect; write activates, inhibits or unknown'
    for reference in split(row.get("references", "")):
        prefix, colon, value = reference.partition(":")
        if not colon or not is_prefix(prefix) or not value.strip():
            hint = f"PMID:{reference}" if reference.isdecimal() else "for example PMID:9529147"
            hint = f"doi:{reference}" if reference.startswith("10.") else hint
            yield (
                f'"{shorten(reference)}" is no reference; write {hint}, '
                "or put it in the column sources"
            )
    if row.get("verify", "").lower() not in ("", *_YES, *_NO):
        yield f'verify is yes or empty, not "{shorten(row["verify"])}"'


def _misfit(regulator: str, target: str, network: Network) -> str:
    for name in (target, regulator):
        if name not in network.index:
            hints = suggest(name, network.names)
            hint = f"did you mean {hints[0]}?" if hints else "correct the name, or delete the row"
            return f'there is no node "{shorten(name)}"; {hint}'
    regulators = network.nodes[network.index[target]].function.regulators
    return (
        f"the rule of {shorten(target)} does not use {shorten(regulator)} "
        f"(it uses {', '.join(map(shorten, regulators[:8])) or 'nothing'}); "
        "change the rule first, or delete the row"
    )


def _compare(
    lines: Sequence[_Line], rows: Sequence[Row], columns: Sequence[str]
) -> tuple[list[_Line], list[Row]]:
    """The lines that no row says any more, and the rows that no line says yet."""

    def view(row: Row) -> Row:
        return {key: cell for key, cell in row.items() if key in columns}

    wanted = [view(row) for row in rows]
    held = [view(line.row) for line in lines]
    stale = [line for line, row in zip(lines, held, strict=True) if row not in wanted]
    fresh = [row for row, visible in zip(rows, wanted, strict=True) if visible not in held]
    return stale, fresh


# -- the file ------------------------------------------------------------------------------


def _find_lines(
    source: SourceText, network: Network
) -> tuple[dict[Pair, list[_Line]], dict[str, int]]:
    """The lines about each regulation, and where the line of each rule starts."""
    document, _ = parse_document(source)
    known = {(r.regulator, r.target) for r in network.influence.regulations}
    above: dict[str, int] = {}
    for rule in document.rules:
        if rule.target is not None:
            above.setdefault(normalise(rule.target.text), rule.span.start)
    if source.text.startswith("\ufeff"):
        above = {name: max(place, 1) for name, place in above.items()}
    lines: dict[Pair, list[_Line]] = {}
    for statement, _ in read_statements(document, Findings()):
        if isinstance(statement.subject, Edge):
            report = read_report(statement.subject, statement.items)
            pair = report.regulator, report.target
            if pair in known:
                start = source.starts[source.line(statement.span.start) - 1]
                before = source.text[start : statement.span.start]
                alone = not before.strip(" \t\ufeff")
                lines.setdefault(pair, []).append(_Line(row_of(report), statement.span, alone))
    return lines, above


def _place(source: SourceText, lines: Sequence[_Line], above: int) -> int:
    """Where a new line goes: behind the last about the same regulation, else above the rule."""
    alone = [line for line in lines if line.alone]
    if not alone:
        return above
    number = source.line(alone[-1].span.start)
    if number == len(source.starts):
        return above  # the last line of the file, which has no line end
    return source.starts[number]


def _whole(source: SourceText, line: _Line) -> Span:
    """What goes when *line* goes: all of its line, or the annotation behind a rule."""
    number = source.line(line.span.start)
    start = source.starts[number - 1]
    if line.alone:
        end = source.starts[number] if number < len(source.starts) else len(source.text)
        return Span(start + source.text.startswith("\ufeff", start), end)
    before = source.text[start : line.span.start]
    return Span(start + len(before.rstrip(" \t")), line.span.end)


def _text(source: SourceText, span: Span) -> str:
    return source.text[span.start : span.end]


def _line_ending(text: str) -> str:
    found = re.search(r"\r\n|\n|\r", text)
    return found.group() if found else "\n"


def _carry_out(text: str, edits: Sequence[Edit]) -> str:
    """*text* with *edits*; those at one place in their order."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        parts += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*parts, text[done:]])
