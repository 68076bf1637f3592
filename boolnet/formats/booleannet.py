"""booleannet text: ``A* = B and not C``, start values ``A = True``, ranks ``1: A* = B``.

The format of the Albert group, of pystablemotifs and of many supplements. Beside it two of its
relatives are read: files without stars whose rules are in capitals (``.rules``), and
polynomials over the field with two elements (``A := B*C + 1``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.formats.foreign import (
    Habits,
    finish,
    format_known,
    format_ladders,
    is_doubled_input,
    read_lines,
    remark,
    spell_out,
)
from boolnet.formats.reading import Reading
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.written import Written
from boolnet.language.dialect import BOOLEANNET, CAPITALS, POLYNOMIAL
from boolnet.language.findings import Findings
from boolnet.language.infix import parse_infix
from boolnet.language.source import SourceText
from boolnet.language.syntax import Blank, Line, Name, Rule, Stray
from boolnet.logic.expression import FALSE, TRUE, format_expression
from boolnet.network.network import Network
from boolnet.network.rule import normalise

_NAME = r"[+-]?\w[\w.+-]*"
_HEAD = re.compile(rf"\s*(?:(\d+)\s*:(?!=)\s*)?({_NAME})\s*(?:(\*)\s*)?(:=|=+|$)")
STARLESS = (".rules", "expressions.all.txt")  # the second is an export of Cell Collective
_STARTS = {"true": True, "false": False, "1": True, "0": False, "random": None}
_LEGAL = re.compile(r"[A-Za-z_][A-Za-z0-9_+-]*")
_WORDS = frozenset(("and", "or", "not", "true", "false", "random"))
_TUPLE = re.compile(r"\(\s*[\d.]+\s*,\s*[\d.]+\s*,\s*[\d.]+\s*\)")


def read(source: SourceText, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in *source*, its start values, and every finding.

    Ranks order the rules within a round of booleannet and are lost.

    Cost:
        Linear in the text.
    """
    reader = _Reader(source)
    lines = list(reader.lines())
    lost = [f"the ranks of {len(reader.ranked):,} rules"] if len(set(reader.ranked)) > 1 else []
    habits = Habits("booleannet", lambda name: f"{name}* = {name}", strict_case=True)
    reading = finish(source, lines, reader.findings, habits, title, ignore, lost)
    start, strangers = reader.start_of(reading.network)
    return replace(reading, start=start, diagnostics=_sorted(reading, strangers))


def _sorted(reading: Reading, more: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    found = (*reading.diagnostics, *more)
    return tuple(sorted(found, key=lambda d: d.span.start if d.span else -1))


class _Reader:
    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.findings = Findings()
        self.ranked: list[int] = []
        self.starts: dict[str, tuple[bool | None, Span]] = {}
        # A file of the .rules kind has no star anywhere, and words in capitals.
        self.starless = source.path.lower().endswith(STARLESS) and not re.search(
            r"\*[ \t]*=", source.text
        )
        self.dialect = CAPITALS if self.starless else BOOLEANNET

    def lines(self) -> Iterator[Line]:
        for line, start, end in read_lines(self.source, self.findings):
            body = line.partition("#")[0]
            note = remark(self.source, start + len(body), end) if len(body) < len(line) else None
            if body.strip():
                yield self.read_line(body, start, Span(start, end), note)
            else:
                yield note or Blank(Span(start, end))

    def read_line(self, body: str, start: int, span: Span, note: object) -> Line:
        match = _HEAD.match(body)
        if match is None or not match[4]:
            self.refuse(body, start)
            return Stray(span)
        name = Name(match[2], Span(start + match.start(2), start + match.end(2)))
        sign = Span(start + match.start(4), start + match.end(4))
        star = bool(match[3]) or self.starless
        rest, place = body[match.end() :], start + match.end()
        if len(match[4]) > 1 and match[4] != ":=":
            self.refuse_equals(match[4], sign, name)
            return Rule(name, sign, None, None, span)
        if match[4] == ":=":
            formula = parse_infix(rest, place, POLYNOMIAL, self.findings, name.text)
        elif not star:
            return self.read_start(body, name, sign, span, rest)
        else:
            formula = parse_infix(rest, place, self.dialect, self.findings, name.text)
        self.ranked.append(int(match[1][-9:]) if match[1] else 1)
        return Rule(name, sign, formula, note, span)  # type: ignore[arg-type]

    def read_start(self, body: str, name: Name, sign: Span, span: Span, rest: str) -> Line:
        """``A = True`` or ``A = B = True``; anything else has probably lost its star (BN125)."""
        parts = [part.strip() for part in rest.split("=")]
        word = parts[-1].lower()
        names = [name.text, *parts[:-1]]
        if word in _STARTS or _TUPLE.fullmatch(word):
            if all(re.fullmatch(_NAME, part) for part in names):
                for part in names:
                    self.start_with(normalise(part), _STARTS.get(word), name.span)
                return Blank(span)
        shown = f"{name.text}* = {rest.strip()}"
        self.findings.add(
            Diagnostic(
                "BN125",
                Severity.ERROR,
                'a line without "*" sets the start value, which must be True, False or Random',
                name.span,
                notes=("AEON would pass over this line and make an input of the node",),
                help=f'did you mean "{shorten(shown, 80)}"?',
                fix=Fix((Edit(Span(name.span.end, name.span.end), "*"),), Applicability.LIKELY),
                node=name.text,
            )
        )
        return Rule(name, sign, None, None, span)

    def start_with(self, name: str, value: bool | None, span: Span) -> None:
        before = self.starts.get(name)
        if before is not None and before[0] != value:
            self.findings.add(
                Diagnostic(
                    "BN125",
                    Severity.WARNING,
                    f"{shorten(name)} has two start values; the last one counts",
                    span,
                    related=((before[1], "the first one"),),
                    help="keep one of them",
                )
            )
        self.starts[name] = value, span

    def start_of(self, network: Network | None) -> tuple[dict[str, bool], list[Diagnostic]]:
        """The start values of the nodes, and a warning for each name that is no node."""
        if network is None:
            return {}, []
        strangers = [
            Diagnostic(
                "BN125",
                Severity.WARNING,
                f"{shorten(name)} has a start value, but no rule reads or defines it",
                span,
                help="correct the name, or delete the line",
            )
            for name, (_, span) in self.starts.items()
            if name not in network.index
        ]
        known = {n: v for n, (v, _) in self.starts.items() if n in network.index}
        return {name: value for name, value in known.items() if value is not None}, strangers

    # -- what is wrong with a line ---------------------------------------------------------

    def refuse(self, body: str, start: int) -> None:
        word = body.strip()
        place = start + body.index(word[0])
        self.findings.add_once(
            Diagnostic(
                "BN106",
                Severity.ERROR,
                f'this line is not a rule: "{shorten(word)}"'
                if len(word) < 40
                else "this line is not a rule",
                Span(place, place + len(word)),
                help="a rule reads: A* = B and not C",
            )
        )

    def refuse_equals(self, written: str, span: Span, name: Name) -> None:
        self.findings.add(
            Diagnostic(
                "BN106",
                Severity.ERROR,
                f'the target and its rule must be separated by "*=", not by "*{written[:3]}"',
                span,
                help='write "="',
                fix=Fix((Edit(span, "="),), Applicability.LIKELY),
                node=name.text,
            )
        )


# -- writing -------------------------------------------------------------------------------


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as booleannet text, which booleannet, AEON and pystablemotifs read.

    Raises:
        FormatError: A rule would be too long.

    Cost:
        Linear in the text.
    """
    names = changes(rename(network.names, _is_legal, fold_case=True))
    start = {names.get(name, name): value for name, value in start.items()}
    network = with_names(network, names)
    lines = [f"{name} = {value}" for name, value in start.items()]
    lines += format_ladders(network)
    for node in network.nodes:
        lines += format_known(node)
        rule = spell_out(node, "booleannet")
        if rule is TRUE or rule is FALSE:
            text = str(rule is TRUE)
        elif is_doubled_input(network, node):
            text = f"{node.name} and {node.name}"
        else:
            text = _in_words(format_expression(rule))
        lines.append(f"{node.name}* = {text}")
    return Written(("\n".join(lines) + "\n").encode(), names)


def _in_words(rule: str) -> str:
    text = rule.replace("!", "not ").replace(" & ", " and ").replace(" | ", " or ")
    return re.sub(r"(?<![\w+-])[01](?![\w+-])", lambda m: str(m[0] == "1"), text)


def _is_legal(name: str) -> bool:
    return _LEGAL.fullmatch(name) is not None and name.lower() not in _WORDS
