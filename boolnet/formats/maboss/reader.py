"""A ``.bnd`` file to a network.

A node goes up with one rate and down with another. With the usual ``rate_up = @logic ? $u : 0``
and ``rate_down = @logic ? 0 : $d`` its rule is its logic. Other rates are read for the
transitions that they make possible: ``A ? !(rate_down > 0) : rate_up > 0``, with BN705.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from boolnet.diagnostics import Diagnostic, Severity, shorten
from boolnet.errors import FormatError
from boolnet.formats.foreign import Habits, finish
from boolnet.formats.maboss.blocks import Block, Value, blank_comments, read_blocks
from boolnet.formats.maboss.config import Config, parse_config
from boolnet.formats.reading import Reading
from boolnet.formats.transitions import is_constant, negated, possible
from boolnet.language.dialect import MABOSS, RATES
from boolnet.language.findings import Findings
from boolnet.language.infix import parse_infix
from boolnet.language.source import SourceText
from boolnet.language.syntax import (
    Constant,
    Formula,
    Group,
    Line,
    Macro,
    Name,
    Negation,
    Rule,
    names_of,
)

_MOST_COPIED = 5_000_000  # names that "@" may copy in one file
_RATES = ("rate_up", "rate_down")
_MAX_CONFIG = 16 * 1024 * 1024


def read(source: SourceText, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in *source*; parameters and start values from the ``.cfg`` beside it, if any.

    Cost:
        Linear in the text and in what ``@logic`` and its like copy.
    """
    return read_model(source, find_config(source.path), title, ignore)


def find_config(path: str) -> str:
    """The text of the ``.cfg`` file beside *path*; empty when there is none."""
    from boolnet.formats.files import load_bytes

    config = Path(path).with_suffix(".cfg") if Path(path).name else Path()
    try:
        if not config.is_file():
            return ""
        return load_bytes(str(config), _MAX_CONFIG).decode("utf-8", "replace")
    except (OSError, ValueError, FormatError):
        return ""


def read_model(
    source: SourceText, config: str = "", title: str = "", ignore: Collection[str] = ()
) -> Reading:
    """The network in *source*, with the text of its ``.cfg`` file given.

    Args:
        source: The ``.bnd`` file.
        config: The text of the ``.cfg`` file.
        title: The network's title.
        ignore: Codes of names that are to be read as written.
    """
    findings = Findings()
    settings = parse_config(config)
    text = blank_comments(source.text.replace("\ufeff", " "), findings)
    reader = _Reader(findings, settings)
    lines = [reader.rule(block) for block in read_blocks(text, findings)]
    lost = [f"the transition rates of {reader.rated:,} nodes"] if reader.rated else []
    if settings.hidden:
        lost.append(f"what is left out of output ({len(settings.hidden):,} nodes)")
    if settings.settings:
        lost.append("the settings of the simulation (.cfg)")
    habits = Habits("MaBoSS", undefined="MaBoSS refuses a name that is no node")
    reading = finish(source, lines, findings, habits, title, ignore, lost)
    network = reading.network
    start = {n: v for n, v in settings.start.items() if network is not None and n in network.index}
    strangers = [n for n in settings.start if network is not None and n not in network.index]
    told = [
        Diagnostic(
            "BN125",
            Severity.WARNING,
            f"the .cfg file gives a start value to {shorten(name)}, which is no node",
            help="correct the name in the .cfg file, or delete its line",
        )
        for name in strangers[:10]
    ]
    return replace(reading, start=start, diagnostics=(*told, *reading.diagnostics))


class _Reader:
    def __init__(self, findings: Findings, config: Config) -> None:
        self.findings = findings
        self.config = config
        self.copied = 0
        self.rated = 0

    def rule(self, block: Block) -> Line:
        name = block.name
        formula = None if block.broken else self.formula(block)
        return Rule(name, None, formula, None, block.span)

    def formula(self, block: Block) -> Formula | None:
        """The rule of a node; `None` when there is an error in it."""
        errors = self.findings.errors
        known: dict[str, Formula] = {}
        logic = block.attributes.get("logic")
        if logic is not None:
            self.parse(block, "logic", logic, known)
        for attribute, value in block.attributes.items():
            if attribute not in ("logic", *_RATES) and not value.text.lstrip().startswith('"'):
                self.parse(block, attribute, value, known)
        for attribute in _RATES:
            if attribute in block.attributes:
                self.parse(block, attribute, block.attributes[attribute], known)
        if self.findings.errors > errors:
            return None
        return self.combine(block, known)

    def parse(self, block: Block, attribute: str, value: Value, known: dict[str, Formula]) -> None:
        node = block.name.text
        logical = attribute == "logic"

        def leaf(name: Name) -> Formula:
            if name.text.startswith("$"):
                return self.parameter(name, node, logical=logical)
            if name.text.startswith("@"):
                return self.attribute(name, node, known)
            return name

        dialect = MABOSS if logical else RATES
        errors = self.findings.errors
        formula = parse_infix(value.text, value.start, dialect, self.findings, node, leaf)
        if formula is not None:
            known[attribute] = _simplified(formula)
        elif self.findings.errors == errors:
            known.pop(attribute, None)

    def parameter(self, name: Name, node: str, *, logical: bool) -> Formula:
        """Whether a parameter is above 0: a rate that is not given is taken to be."""
        number = self.config.parameters.get(name.text)
        if logical and number is None:
            self.findings.add(
                Diagnostic(
                    "BN122",
                    Severity.ERROR,
                    f"the logic of {shorten(node)} depends on {shorten(name.text)}, "
                    "which has no value",
                    name.span,
                    help="give it a value in the .cfg file, or write 0 or 1",
                    node=node,
                )
            )
        return Constant(number is None or number > 0, name.span)

    def attribute(self, name: Name, node: str, known: dict[str, Formula]) -> Formula:
        formula = known.get(name.text[1:].lower())
        if formula is None:
            self.findings.add(
                Diagnostic(
                    "BN704",
                    Severity.ERROR,
                    f'{shorten(node)} refers to "{shorten(name.text)}", which is not set '
                    "in front of it",
                    name.span,
                    help=f"write {shorten(name.text[1:])} = …; in the braces of the node",
                    node=node,
                )
            )
            return Constant(False, name.span)
        self.copied += 1 if isinstance(formula, Name | Constant) else len(names_of(formula))
        if self.copied > _MOST_COPIED:
            message = f'"@" copies more than {_MOST_COPIED:,} names'
            self.findings.add_once(Diagnostic("BN122", Severity.ERROR, message, name.span))
            return Constant(False, name.span)
        return formula

    # -- from rates to a rule --------------------------------------------------------------

    def combine(self, block: Block, known: dict[str, Formula]) -> Formula:
        node, span = block.name, block.name.span
        logic = known.get("logic")
        rated = [rate for rate in _RATES if rate in block.attributes]
        self.rated += bool(rated)
        up = known.get("rate_up", logic or Constant(False, span))
        down = known.get("rate_down")
        if down is None:
            down = Constant(False, span) if logic is None else negated(logic)
        if logic is not None and up is logic and _negates(down, logic):
            return logic
        rule = possible(node, up, down)
        # A node that never moves is an input, and one with both rates 0 needs no word.
        moves = not (is_constant(up, False) and is_constant(down, False))
        if rated and moves:
            self.findings.add(
                Diagnostic(
                    "BN705",
                    Severity.WARNING,
                    f"{shorten(node.text)} has rates of its own: its rule says which transitions "
                    "they make possible, their speed is lost",
                    span,
                    help="usual is rate_up = @logic ? $u : 0; rate_down = @logic ? 0 : $d;",
                    node=node.text,
                )
            )
        return rule


def _simplified(formula: Formula) -> Formula:
    """*formula* without the outermost parentheses, and ``C ? 1 : 0`` as C."""
    while isinstance(formula, Group):
        formula = formula.inner
    if isinstance(formula, Macro) and formula.name == "if":
        condition, chosen, other = map(_without_group, formula.arguments)
        if is_constant(chosen, True) and is_constant(other, False):
            return condition
        if is_constant(chosen, False) and is_constant(other, True):
            return negated(condition)
        if isinstance(chosen, Constant) and isinstance(other, Constant):
            return Constant(chosen.value, formula.span)
    return formula


def _without_group(formula: Formula) -> Formula:
    while isinstance(formula, Group):
        formula = formula.inner
    return formula


def _negates(formula: Formula, other: Formula) -> bool:
    if isinstance(formula, Constant) and isinstance(other, Constant):
        return formula.value is not other.value
    return (
        isinstance(formula, Negation)
        and len(formula.operators) == 1
        and (_without_group(formula.operand) is other)
    )
