"""Reading tables of signed interactions: SIF, and tables with a row of names of columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.formats.grid import Row, find_delimiter, iter_rows
from boolnet.formats.reading import Reading
from boolnet.formats.tables.cells import about_of, report_of
from boolnet.formats.tables.columns import Layout, find_layout
from boolnet.formats.tables.damage import describe_damage, find_damage, is_formula
from boolnet.formats.tables.default_rules import DEFAULT
from boolnet.formats.tables.interactions import Interactions, build_network, merge_about
from boolnet.formats.tables.signs import SIGNS, read_sign
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText
from boolnet.language.tokens import control_character
from boolnet.network.build import IGNORABLE
from boolnet.network.checks.names import find_name_problems
from boolnet.network.checks.uses import Uses
from boolnet.network.rule import normalise

MOST_EDGES = 200_000
_MOST_ERRORS = 1_000  # after which reading ends: there is enough to do
_YES = frozenset(("1", "true", "t", "yes", "1.0"))


def read_sif(
    source: SourceText,
    title: str = "",
    ignore: Collection[str] = (),
    *,
    default_rule: str = DEFAULT,
    relations: Mapping[str, str] | None = None,
) -> Reading:
    """The network that the SIF file *source* stands for. Never raises on any text.

    A line has a source, a relation and one or more targets, between tabs or blanks; a node
    alone on its line has no interactions. ``and1`` and its like are the gates of CellNOpt.

    Args:
        source: The text.
        title: The network's title.
        ignore: Codes of names that are read as written.
        default_rule: How interactions become rules (see `default_rules`).
        relations: Further words for ``+``, ``-`` and ``?``, in lower case.
    """
    findings = Findings(IGNORABLE & set(ignore))
    found = Interactions(gates=True)
    words = dict(relations or {})
    for row in iter_rows(source, find_delimiter(source, blanks=True), findings):
        width = len(row)
        while width and not row.cell(width - 1):
            width -= 1
        if not width:
            continue
        if width == 2:
            if _is_full(found, row, findings):
                break
            findings.add_once(
                Diagnostic(
                    "BN106",
                    Severity.ERROR,
                    "a line of a SIF file has three columns: source, relation, target; "
                    "this one has 2",
                    row.span(),
                    help=f"write {_example(row)}",
                ),
                key="width",
            )
            continue
        names = [_read_name(row, i, found, findings) for i in (0, *range(2, width))]
        if width == 1 or names[0] is None:
            continue
        sign = _read_word(row, 1, words, findings)
        for place, target in enumerate(names[1:], 2):
            if target is not None and sign is not None:
                found.add(names[0], target, sign, row, place)
        if _is_full(found, row, findings):
            break
    return _finish(source, found, default_rule, title, findings)


def read_table(
    source: SourceText,
    title: str = "",
    ignore: Collection[str] = (),
    *,
    default_rule: str = DEFAULT,
    relations: Mapping[str, str] | None = None,
) -> Reading:
    """The network that a table of interactions stands for. Never raises on any text.

    The first row names the columns: those of OmniPath, of SIGNOR, or source, sign and target.

    Args:
        source: The text.
        title: The network's title.
        ignore: Codes of names that are read as written.
        default_rule: How interactions become rules (see `default_rules`).
        relations: Further words for ``+``, ``-`` and ``?``, in lower case.
    """
    findings = Findings(IGNORABLE & set(ignore))
    found = Interactions()
    words = dict(relations or {})
    rows = (r for r in iter_rows(source, find_delimiter(source), findings) if not r.empty)
    first = next(rows, None)
    if first is None:
        return _finish(source, found, default_rule, title, findings)
    layout, missing = find_layout(first.cells())
    waiting: list[Row] = []
    if layout is None and not missing:
        layout = _without_header(first, words)
        if layout is not None:
            waiting.append(first)
            names = ["source", "target"]
            names.insert(layout.effect, "sign")
            findings.add(
                Diagnostic(
                    "BN709",
                    Severity.INFO,
                    f"no row names the columns; they are read as {', '.join(names)}",
                    first.span(),
                    help=f"write {','.join(names)} above the first row",
                )
            )
    if layout is None:
        findings.add(_no_column(first, missing or "source"))
        return Reading(source, None, findings.in_order())
    for row in _chain(waiting, rows):
        _read_row(row, layout, words, found, findings)
        if _is_full(found, row, findings):
            break
    return _finish(source, found, default_rule, title, findings)


def find_titles(source: SourceText) -> tuple[str, ...]:
    """The names of the columns that are read in a table of interactions."""
    for row in iter_rows(source, find_delimiter(source), Findings()):
        if not row.empty:
            layout, _ = find_layout(row.cells())
            return () if layout is None else layout.titles
    return ()


# -- rows ----------------------------------------------------------------------------------


def _read_row(
    row: Row, layout: Layout, words: dict[str, str], found: Interactions, findings: Findings
) -> None:
    regulator = _read_name(row, layout.source, found, findings)
    target = _read_name(row, layout.target, found, findings)
    if regulator is None or target is None:
        return
    if layout.kind == "omnipath":
        sign: str | None = _omnipath_sign(row, layout)
    else:
        sign = _read_word(row, layout.effect, words, findings)
    if sign is None:
        return
    for name, index in ((regulator, 0), (target, 1)) if layout.entity else ():
        about = about_of(row, layout.entity[index])
        known = found.about.get(name)
        found.about[name] = about if known is None else merge_about(known, about)
    report = report_of(row, layout, regulator, target, sign)
    for one in "+-" if sign == "±" else sign:
        found.add(regulator, target, one, row, layout.target, report)


def _omnipath_sign(row: Row, layout: Layout) -> str:
    if layout.directed >= 0 and row.value(layout.directed).lower() not in _YES:
        return "?"
    plus = row.value(layout.stimulates).lower() in _YES
    minus = row.value(layout.inhibits).lower() in _YES
    if plus and minus:
        return "±"
    return "+" if plus else "-" if minus else "?"


def _read_word(row: Row, index: int, words: dict[str, str], findings: Findings) -> str | None:
    written = row.value(index)
    sign = read_sign(written, words)
    if sign is None:
        shown = shorten(written)
        findings.add_once(
            Diagnostic(
                "BN707",
                Severity.ERROR,
                f'"{shown}" has no sign; use activates or inhibits, or map it with --relation',
                row.span(index),
                notes=("activates: ->, 1, +, activates, stimulates, positive, up, up-regulates; "
                       "inhibits: -|, -1, -, inhibits, represses, negative, down",),
                help=f"boolnet convert --relation {shown}=+ (or =-, or =? to leave it out)",
            )
        )  # fmt: skip
    return sign


def _read_name(row: Row, index: int, found: Interactions, findings: Findings) -> str | None:
    """The node in a cell; `None`, with a finding, where there is none."""
    written = row.raw[index] if index < len(row) else ""
    if written in found.names:
        return found.names[written]
    name = normalise(row.value(index))
    if name in found.places:
        found.names[written] = name
        return name
    span = row.span(index)
    odd = None if name.isprintable() else control_character(name)
    damage = find_damage(name)
    finding = None
    if not name:
        finding = Diagnostic(
            "BN709", Severity.ERROR, "this row has a cell without a name", row.span(),
            help="write the name of the node, or delete the row",
        )  # fmt: skip
    elif damage is not None:
        finding = describe_damage(name, damage, span, Severity.ERROR)
    elif is_formula(row.cell(index)):
        finding = Diagnostic(
            "BN710",
            Severity.ERROR,
            f'"{shorten(name)}" looks like a spreadsheet formula, not a node name',
            span,
            help="delete the row; if it is a name, put an apostrophe in front of it",
        )
    elif odd is not None:
        finding = Diagnostic(
            "BN110",
            Severity.ERROR,
            f'"{shorten(name)}" cannot be a node name: it holds {odd}',
            span,
            help="delete the character",
        )
    if finding is not None:
        findings.add_once(finding)
        return None
    found.places[name] = span
    found.names[written] = name
    return name


# -- the whole table -----------------------------------------------------------------------


def _finish(
    source: SourceText, found: Interactions, default_rule: str, title: str, findings: Findings
) -> Reading:
    rules = len({target for _, target in found.edges})
    if not found.places and not findings.errors:
        findings.add(
            Diagnostic(
                "BN006", Severity.ERROR, "the file has no interactions", None,
                help="a row has a source, a sign and a target",
            )
        )  # fmt: skip
    find_name_problems(Uses(found.places, {}, {}, {}, True), source.text, findings)
    if findings.errors:
        return Reading(source, None, findings.in_order(), rules=rules)
    network, places, declared = build_network(found, default_rule, title, findings)
    return Reading(
        source,
        network,
        findings.in_order(),
        rules=rules,
        declared=declared,
        known_places=places,
    )


def _without_header(row: Row, words: dict[str, str]) -> Layout | None:
    """The layout of a table of three columns that begins with data."""
    if len(row) < 3:
        return None
    for effect, source, target in ((1, 0, 2), (2, 0, 1)):
        if row.value(effect).lower() in SIGNS and row.value(effect):
            return Layout("plain", source, target, effect, titles=("source", "sign", "target"))
    return None


def _no_column(row: Row, name: str) -> Diagnostic:
    has = ", ".join(shorten(title, 20) for title in row.cells()[:12] if title)
    return Diagnostic(
        "BN709",
        Severity.ERROR,
        f"the table has no column {name}",
        row.span(),
        notes=(f"it has {has or 'none'}",),
        help="the columns are source, sign, target (and pmid), or those of OmniPath or SIGNOR",
    )


def _is_full(found: Interactions, row: Row, findings: Findings) -> bool:
    if findings.errors > _MOST_ERRORS:
        return True
    if len(found.edges) <= MOST_EDGES:
        return False
    findings.add(
        Diagnostic(
            "BN004", Severity.ERROR,
            f"the table has more than {MOST_EDGES:,} interactions", row.span(),
            help="keep those of the nodes that matter",
        )
    )  # fmt: skip
    return True


def _example(row: Row) -> str:
    return " ".join((shorten(row.cell(0)), "activates", shorten(row.cell(1))))


def _chain(waiting: list[Row], rows: Iterator[Row]) -> Iterator[Row]:
    yield from waiting
    yield from rows
