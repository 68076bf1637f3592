"""Pint automata networks: ``"A" 0 -> 1 when "B"=1 and "C"=0``.

A local transition that is possible goes alone, so the network is the asynchronous one with
``A ? !(any way down) : (any way up)``. Automata with more than two states, and transitions that
go together, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from boolnet.diagnostics import Diagnostic, Severity, Span, shorten
from boolnet.errors import FormatError, UnsupportedError
from boolnet.formats.foreign import Habits, finish
from boolnet.formats.reading import Reading
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.transitions import possible
from boolnet.formats.written import Written
from boolnet.language.dialect import PINT
from boolnet.language.findings import Findings
from boolnet.language.infix import parse_infix
from boolnet.language.source import SourceText
from boolnet.language.syntax import Connective, Constant, Formula, Name, Negation, Operation, Rule
from boolnet.language.tokens import control_character
from boolnet.logic.cases import find_cover
from boolnet.logic.diagram import Case, Diagrams
from boolnet.network.names import suggest
from boolnet.network.network import Network, Node
from boolnet.network.rule import normalise

_COMMENT = re.compile(r'\(\*|"[^"\n]*"')
_NOT_BLANK = re.compile(r"[^\n\r]")
_NAME = r'(?:"([^"\n]*)"|([A-Za-z_]\w*))'
_AUTOMATON = re.compile(rf"\s*{_NAME}\s*\[([^\]]*)\]\s*$")
_STEP = re.compile(rf"\s*{_NAME}\s*(\d+)\s*->\s*(\d+)\s*(?:\bwhen\b)?")
_INITIAL = re.compile(r"\s*initial_(?:state|context)\b")
_STATE = re.compile(rf"{_NAME}\s*=\s*(\d+)")
_MOST_CASES = 10_000
_TOO_MANY = "the rule of {} has too many cases for a Pint model"


def read(source: SourceText, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in *source*, its initial state, and every finding.

    Cost:
        Linear in the text.
    """
    reader = _Reader(source)
    reader.read()
    lines = reader.rules()
    reading = finish(source, lines, reader.findings, Habits("Pint"), title, ignore)
    known = reading.network.index if reading.network is not None else {}
    return replace(reading, start={n: v for n, v in reader.start.items() if n in known})


class _Reader:
    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.findings = Findings()
        self.automata: dict[str, Span] = {}
        self.steps: dict[str, dict[bool, list[Formula]]] = {}
        self.start: dict[str, bool] = {}

    def read(self) -> None:
        text = self.blank_comments(self.source.text.replace("\ufeff", " "))
        pending: list[tuple[int, str]] = []
        for number in range(1, len(self.source.starts) + 1):
            start = self.source.starts[number - 1]
            line = text[start : self.source.line_end(number)]
            if not line.strip():
                continue
            match = _AUTOMATON.match(line)
            if match is not None:
                self.read_automaton(match, start)
            else:
                pending.append((start, line))
        for start, line in pending:
            match = _STEP.match(line)
            if match is not None:
                self.read_step(match, line, start)
            elif _INITIAL.match(line):
                self.read_initial(line, start)
            else:
                self.refuse(line, start)

    def blank_comments(self, text: str) -> str:
        pieces: list[str] = []
        done = 0
        while match := _COMMENT.search(text, done):
            end = match.end()
            pieces.append(text[done : match.start()])
            if match[0] == "(*":
                close = text.find("*)", end)
                end = len(text) if close < 0 else close + 2
                if close < 0:
                    self.error("BN120", "this comment is never closed", match.start(), 2)
                pieces.append(_NOT_BLANK.sub(" ", text[match.start() : end]))
            else:
                pieces.append(match[0])
            done = end
        pieces.append(text[done:])
        return "".join(pieces)

    # -- lines -----------------------------------------------------------------------------

    def read_automaton(self, match: re.Match[str], start: int) -> None:
        name, span = _named(match, start)
        states = [state.strip() for state in match[3].split(",")]
        if sorted(states) != ["0", "1"]:
            self.findings.add(
                Diagnostic(
                    "BN122",
                    Severity.ERROR,
                    f"{shorten(name)} has other states than 0 and 1",
                    Span(start + match.start(3), start + match.end(3)),
                    help="convert the model to GINML or SBML with GINsim, which boolnet reads",
                    node=name,
                )
            )
        before = self.automata.setdefault(name, span)
        if before is not span:
            self.findings.add(
                Diagnostic(
                    "BN202",
                    Severity.WARNING,
                    f"{shorten(name)} is declared twice",
                    span,
                    related=((before, "first declared here"),),
                    help="delete this line",
                )
            )

    def read_step(self, match: re.Match[str], line: str, start: int) -> None:
        name, span = _named(match, start)
        if name not in self.automata:
            self.refuse_stranger(name, span, "this transition")
            return
        before, after = match[3], match[4]
        rest = line[match.end() :]
        formula: Formula | None = Constant(True, span)
        if rest.strip():
            place = start + match.end()
            formula = parse_infix(rest, place, PINT, self.findings, name, self.condition)
        if before == after or {before, after} != {"0", "1"}:
            message = f'"{before} -> {after}" is not a transition between 0 and 1'
            self.error("BN122", message, start + match.start(3), match.end(4) - match.start(3))
        elif formula is not None:
            self.steps.setdefault(name, {}).setdefault(after == "1", []).append(formula)

    def condition(self, name: Name) -> Formula:
        """``"B"=1`` as B, ``"B"=0`` as its negation."""
        word, equals, value = name.text.rpartition("=")
        word = (word if equals else name.text).strip()
        node = normalise(word.strip('"'))
        length = len(word)
        span = Span(name.span.start, name.span.start + length)
        if node not in self.automata:
            self.refuse_stranger(node, span, "this condition")
        elif value.strip() not in ("0", "1") or not equals:
            message = f'a condition on {shorten(node)} reads "{shorten(node)}"=0 or =1'
            self.error("BN126", message, name.span.start, name.span.end - name.span.start)
        plain = Name(node, span)
        return plain if value.strip() == "1" else Negation((name.span,), plain, name.span)

    def read_initial(self, line: str, start: int) -> None:
        for match in _STATE.finditer(line):
            name, span = _named(match, start)
            if name not in self.automata:
                self.refuse_stranger(name, span, "the initial state")
            elif match[3] in ("0", "1"):
                self.start[name] = match[3] == "1"

    # -- rules -----------------------------------------------------------------------------

    def rules(self) -> list[Rule]:
        rules = []
        for name, span in self.automata.items():
            steps = self.steps.get(name, {})
            up, down = (_any_of(steps.get(value, []), span) for value in (True, False))
            formula = possible(Name(name, span), up, down)
            rules.append(Rule(Name(name, span), None, formula, None, span))
        return rules

    # -- what is wrong ---------------------------------------------------------------------

    def refuse(self, line: str, start: int) -> None:
        word = line.strip()
        place = start + line.index(word[0])
        if word[0] in "{}":
            message = "transitions that go together ({ … }) are not supported"
            self.error("BN122", message, place, 1)
            return
        message = f'"{shorten(word)}" is neither an automaton nor a transition'
        finding = Diagnostic(
            "BN106",
            Severity.ERROR,
            message,
            Span(place, place + len(word)),
            help='an automaton reads "A" [0, 1], a transition "A" 0 -> 1 when "B"=1',
        )
        self.findings.add_once(finding, key="line")

    def refuse_stranger(self, name: str, span: Span, what: str) -> None:
        hints = suggest(name, self.automata) if len(name) < 100 else ()
        hint = f"write {hints[0]}, or " if hints else ""
        self.findings.add(
            Diagnostic(
                "BN704",
                Severity.ERROR,
                f'{what} refers to "{shorten(name)}", which does not exist',
                span,
                help=f'{hint}declare it: "{shorten(name)}" [0, 1]',
            )
        )

    def error(self, code: str, message: str, start: int, length: int) -> None:
        self.findings.add(Diagnostic(code, Severity.ERROR, message, Span(start, start + length)))


def _named(match: re.Match[str], start: int) -> tuple[str, Span]:
    group = 1 if match[1] is not None else 2
    span = Span(start + match.start(group), start + match.end(group))
    if group == 1:
        span = Span(span.start - 1, span.end + 1)
    return normalise(match[group]), span


def _any_of(formulas: list[Formula], span: Span) -> Formula:
    if not formulas:
        return Constant(False, span)
    if any(isinstance(formula, Constant) for formula in formulas):
        return Constant(True, span)
    if len(formulas) == 1:
        return formulas[0]
    whole = Span(formulas[0].span.start, formulas[-1].span.end)
    return Operation(Connective.OR, tuple(formulas), (whole,) * (len(formulas) - 1), whole)


# -- writing -------------------------------------------------------------------------------


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as a Pint model: for each node the cases in which it goes up and down.

    Raises:
        FormatError: A rule has too many cases.

    Cost:
        What the cases of the rules take, of which there may be many.
    """
    names = changes(rename(network.names, _is_legal))
    start = {names.get(name, name): value for name, value in start.items()}
    network = with_names(network, names)
    lines = [f'"{name}" [0, 1]' for name in network.names]
    for node in network.nodes:
        if not node.is_input:
            lines += _steps(node)
    if start:
        state = ", ".join(f'"{name}"={value:d}' for name, value in start.items())
        lines.append(f"initial_state {state}")
    return Written(("\n".join(lines) + "\n").encode(), names)


def _steps(node: Node) -> Iterator[str]:
    function = node.function
    diagrams = Diagrams(sorted({*function.regulators, node.name}))
    try:
        rule = diagrams.build(function.expression)
        for value, way in ((True, "0 -> 1"), (False, "1 -> 0")):
            wanted = rule if value else diagrams.negate(rule)
            wanted = diagrams.restrict(wanted, {node.name: not value})
            cases = find_cover(diagrams, wanted, _MOST_CASES)
            if cases is None:
                raise FormatError(_TOO_MANY.format(node.name))
            yield from (_step(node.name, way, case) for case in cases)
    except UnsupportedError:
        raise FormatError(_TOO_MANY.format(node.name)) from None


def _step(name: str, way: str, case: Case) -> str:
    condition = " and ".join(f'"{other}"={value:d}' for other, value in sorted(case.items()))
    return f'"{name}" {way}' + (f" when {condition}" if condition else "")


def _is_legal(name: str) -> bool:
    return '"' not in name and "(*" not in name and control_character(name) is None
