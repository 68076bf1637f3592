"""Under which conditions phenotypes hold, as decision tables in text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from boolnet.analysis.decision_table import ConditionsReport, DecisionTable, Verdict, VerdictRows
from boolnet.engines.budget import Coverage
from boolnet.report.conditions import format_question
from boolnet.report.echo import show
from boolnet.report.numbers import format_count, format_percent, format_power, plural
from boolnet.report.story import join
from boolnet.report.style import Style, pad, wrap, wrap_text

_HEADINGS = {
    Verdict.EVERY: "In every attractor",
    Verdict.SOME: "In some attractors",
    Verdict.MIXED: "In some states only",
    Verdict.NO: "In no attractor",
    Verdict.UNDECIDED: "Undecided",
}
_WORDS = {
    Verdict.EVERY: "in every attractor",
    Verdict.SOME: "in some",
    Verdict.MIXED: "in some states only",
    Verdict.NO: "in none",
}
_NOTES = {
    Verdict.SOME: "In some attractors: in all states of one, and not of every one.",
    Verdict.MIXED: "In some states only: throughout no attractor, but in some states of one.",
}
_MANY = 10**12  # settings from which on a total is written as a power, and shares say more
_LINES = (
    "Each line stands for all settings with its values; inputs that it does not name may be 0 or 1."
)
_CHECKED = (
    f"{_LINES} Checked: no value of a line can be left out, no line can be left out, and together "
    "the lines are exactly the settings above them."
)


def format_conditions(report: ConditionsReport, style: Style | None = None) -> str:
    """The answer as text: what was asked, a table per phenotype, how much is proven."""
    style = style or Style()
    question = report.question
    names = [show(table.phenotype.name) for table in report.tables]
    what = names[0] if len(names) == 1 else plural(len(names), "phenotype")
    title = f"Conditions for {what} in {show(question.network.title) or 'the network'}"
    lines = format_question(title, question, style)
    lines[0] += f", {question.update} update"
    for table in report.tables:
        lines += ["", *_format_table(table, report, style)]
    notes = list(_notes(report))
    for note in notes:
        lines += ["", *wrap_text(note, style.width)]
    return "\n".join([*lines, "", *_closing(report)])


def _format_table(table: DecisionTable, report: ConditionsReport, style: Style) -> list[str]:
    free = len(report.question.free_inputs)
    title = f": {show(table.phenotype.title)}" if table.phenotype.title else ""
    lines = wrap_text(f"{show(table.phenotype.name)}{title}", style.width, indent=2)
    lines[0] = style.title(lines[0])
    if free > len(table.inputs) > 0:
        verb = "matters" if len(table.inputs) == 1 else "matter"
        told = f"{len(table.inputs)} of the {plural(free, 'free input')} {verb}"
        lines += [f"  {told}"]
    for rows in table.verdicts:
        if rows.settings:
            lines += ["", *_format_verdict(rows, table, style)]
    return lines


def _format_verdict(rows: VerdictRows, table: DecisionTable, style: Style) -> list[str]:
    widest = max(map(len, _HEADINGS.values()))
    heading = pad(_HEADINGS[rows.verdict], widest)
    paint = style.warn if rows.verdict is Verdict.UNDECIDED else style.title
    lines = [f"  {paint(heading)}  {_settings(rows, table)}"]
    for row in rows.rows:
        lines += wrap(_words_of(row, table), style.width, first="    ", indent=6)
    if rows.count is None:
        told = f"... {'more' if rows.rows else 'lines'} than could be worked out: {rows.stopped}"
        lines += wrap_text(told, style.width, first="    ", indent=6)
    elif len(rows.rows) < rows.count:
        left = rows.count - len(rows.rows)
        lines.append(f"    ... and {plural(left, 'more line')}; --limit lists more")
    return lines


def _settings(rows: VerdictRows, table: DecisionTable) -> str:
    """``11 of 8,192 settings (0.1%)``."""
    if table.settings == 1:
        return "no input is free"
    if rows.settings == table.settings:
        return f"all {_all(table)}"
    share = format_percent(Fraction(rows.settings, table.settings))
    return f"{format_count(rows.settings)} of {_all(table)} ({share})"


def _all(table: DecisionTable) -> str:
    """``8,192 settings``, or ``2^85 settings`` where digits help nobody."""
    if table.settings < _MANY:
        return plural(table.settings, "setting")
    return f"{format_power(table.settings)} settings"


def _words_of(row: Mapping[str, bool], table: DecisionTable) -> list[str]:
    """``RANKL, MCSF = 1; OPG = 0``, in pieces that stay together."""
    words: list[str] = []
    for value in (True, False):
        names = [show(name) for name, wanted in row.items() if wanted is value]
        if not names:
            continue
        if words:
            words[-1] += ";"
        words += [f"{name}," for name in names[:-1]]
        words.append(f"{names[-1]} = {int(value)}")
    return words or (["whatever the inputs are"] if table.settings > 1 else ["always"])


def _notes(report: ConditionsReport) -> Iterator[str]:
    rows = [rows for table in report.tables for rows in table.verdicts if rows.settings]
    for verdict, note in _NOTES.items():
        if any(found.verdict is verdict for found in rows):
            yield note
    if any(found.count or found.rows for found in rows):
        unchecked = [found.stopped for found in rows if found.check is None]
        if not unchecked:
            yield _CHECKED
        else:
            yield f"{_LINES} Not all lines were worked out and checked: {unchecked[0]}."


def _closing(report: ConditionsReport) -> list[str]:
    """One sentence: how the settings divide, and how much of that is proven, and how."""
    # Not wrapped: the last line is what people and scripts look at first.
    table = report.tables[0]
    where = _all(table)

    def number(settings: int) -> str:
        if table.settings < _MANY:
            return format_count(settings)
        return format_percent(Fraction(settings, table.settings))

    if len(report.tables) == 1:
        parts = [
            f"{_WORDS[rows.verdict]} under {number(rows.settings)}"
            for rows in table.verdicts
            if rows.settings and rows.verdict in _WORDS
        ]
        told = f"{where}: {join(parts)}" if parts else where
    else:
        told = f"{plural(len(report.tables), 'phenotype')} under {where}"
    if report.coverage is Coverage.COMPLETE:
        steps = ", ".join(step for step, _ in report.method)
        return [f"{told}; complete" + (f" (by {steps})" if steps else "")]
    undecided = [table.of(Verdict.UNDECIDED).settings for table in report.tables]
    open_ = sum(map(bool, undecided))
    why = report.stopped or "some parts were beyond the budget"
    if not open_:
        return [f"{told}; some lines were not worked out or not checked: {why}"]
    if len(report.tables) == 1:
        return [f"{told}; {number(undecided[0])} undecided: {why}"]
    return [f"{told}; {plural(open_, 'phenotype')} undecided under some: {why}"]
