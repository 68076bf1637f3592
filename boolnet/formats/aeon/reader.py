"""AEON text to a network.

Regulations (``A -> B``) and functions (``$B: A``) stand apart, so what the file declares can be
held against what the functions do. A node without regulators and without a function is an
input. A node with regulators and without a function, and a function with a part that is left
open (``f(A, B)``), make a partially specified network, which is refused (BN309).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.formats.aeon.choices import Chooser, is_open
from boolnet.formats.foreign import Habits, finish, read_lines, remark
from boolnet.formats.reading import Reading
from boolnet.language.dialect import AEON
from boolnet.language.findings import Findings
from boolnet.language.infix import parse_infix
from boolnet.language.source import SourceText
from boolnet.language.syntax import Blank, Formula, Line, Name, Rule, Stray
from boolnet.network.checks.declared import find_declared_problems
from boolnet.network.declared import Declared
from boolnet.network.rule import normalise

_ARROW = re.compile(r"(->|-\||-\?)(\??)")
_WORD = re.compile(r"[^\s$:#]+")
_FUNCTION = re.compile(r"\s*\$\s*([^\s:]+)\s*:")
_NO_DOLLAR = re.compile(r"\s*(\w+)\s*:(?!=)")
_OTHER_EDGE = re.compile(r"\s*\w+\s*([^\s\w]+)\s*\w+\s*$")
_NAME = re.compile(r"\w+")


def read(source: SourceText, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in *source*, what it declares, and every finding.

    Cost:
        Linear in the text, what the signs of the regulations take, and a bounded search for
        the functions that fit where one is left open.
    """
    reader = _Reader(source)
    lines = [*reader.lines()]
    lines += reader.complete()
    lines = [reader.without_open(line) for line in lines]
    named = reader.annotations
    lost = [f"{named:,} line{'s' * (named != 1)} of annotations (#!)"] if named else []
    reading = finish(source, lines, reader.findings, Habits("AEON"), title, ignore, lost)
    declared = tuple(reader.declared.values())
    # A name that no regulation and no function declares is told by BN307, once.
    found = [d for d in reading.diagnostics if d.code != "BN201"]
    network = reading.network
    if network is not None:
        found += find_declared_problems(network, declared, reading.places(), Severity.ERROR)
        found.sort(key=lambda d: d.span.start if d.span else -1)
        if any(finding.severity is Severity.ERROR for finding in found):
            network = None
    return replace(reading, network=network, diagnostics=tuple(found), declared=declared)


class _Reader:
    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.findings = Findings()
        self.declared: dict[tuple[str, str], Declared] = {}
        self.nodes: dict[str, Span] = {}  # in the order of the text, with their first place
        self.functions: dict[str, Formula | None] = {}
        self.annotations = 0
        self.strays = 0
        self.open: set[int] = set()  # the functions with an unknown part

    def lines(self) -> Iterator[Line]:
        for line, start, end in read_lines(self.source, self.findings):
            body = line.partition("#")[0]
            at = start + len(body)
            note = remark(self.source, at, end) if len(body) < len(line) else None
            if note is not None and self.source.text.startswith("#!", at):
                self.annotations += 1
                note = None
            if not body.strip():
                yield note or Blank(Span(start, end))
                continue
            if len(body) < len(line):
                self.note_comment(Span(at, end))
            yield self.read_line(body, start, Span(start, end), note)

    def read_line(self, body: str, start: int, span: Span, note: object) -> Line:
        match = _FUNCTION.match(body)
        if match is not None:
            name = self.name(match[1], start + match.start(1))
            rest = body[match.end() :]
            formula = parse_infix(rest, start + match.end(), AEON, self.findings, name.text)
            first = self.functions.setdefault(normalise(name.text), formula)
            if formula is not None and is_open(formula):
                self.open.add(id(formula))
            if first is not formula and {id(first), id(formula)} & self.open:
                self.refuse_second(name, first)
            colon = Span(start + match.end() - 1, start + match.end())
            return Rule(name, colon, formula, note, span)  # type: ignore[arg-type]
        if self.read_edge(body, start):
            return note or Blank(span)  # type: ignore[return-value]
        self.refuse(body, start)
        self.strays += 1
        return Stray(span)

    def name(self, word: str, start: int) -> Name:
        """A name; one that AEON cannot hold is BN110."""
        name = Name(word, Span(start, start + len(word)))
        bad = next((c for c in name.text if not (c.isalnum() or c == "_")), None)
        if bad is not None and not _NAME.fullmatch(name.text):
            self.findings.add(
                Diagnostic(
                    "BN110",
                    Severity.ERROR,
                    f'"{shorten(name.text)}" cannot be a node name in an AEON file: '
                    f'"{bad}" is not allowed',
                    name.span,
                    help="use letters, digits and _",
                )
            )
        self.nodes.setdefault(normalise(name.text), name.span)
        return name

    def read_edge(self, body: str, start: int) -> bool:
        """Read a line with an arrow between two words; whether it is one."""
        match = _ARROW.search(body)
        if match is None:
            return False
        words = body[: match.start()].strip(), body[match.end() :].strip()
        if not all(map(_WORD.fullmatch, words)):
            return False
        first = start + body.index(words[0])
        last = start + body.index(words[1], match.end())
        regulator = normalise(self.name(words[0], first).text)
        target = normalise(self.name(words[1], last).text)
        span = Span(first, last + len(words[1]))
        essential = None if match[2] else True
        declared = Declared(regulator, target, match[1], essential, span)
        before = self.declared.setdefault((regulator, target), declared)
        if before is declared:
            return True
        same = (before.arrow, before.essential) == (declared.arrow, essential)
        line = Span(start, self.source.line_end(self.source.line(start)))
        self.findings.add(
            Diagnostic(
                "BN202" if same else "BN203",
                Severity.WARNING if same else Severity.ERROR,
                f"the regulation of {shorten(target)} by {shorten(regulator)} is declared twice"
                + ("" if same else ", in two different ways"),
                span,
                related=((before.span, "first declared here"),),
                help="delete this line" if same else "keep one of them",
                fix=Fix((Edit(line, ""),), Applicability.SAFE) if same else None,
                node=target,
            )
        )
        return True

    def complete(self) -> Iterator[Line]:
        """A rule for each input, and BN309 for what is left open."""
        regulators: dict[str, list[Declared]] = {}
        for declared in self.declared.values():
            regulators.setdefault(declared.target, []).append(declared)
        chooser = Chooser()
        for name, span in self.nodes.items():
            if name in self.functions:
                formula = self.functions[name]
                if formula is not None:
                    finding = chooser.find_open(name, formula, regulators.get(name, ()))
                    if finding is not None:
                        self.findings.add(finding)
            elif name in regulators:
                if not self.strays:  # else its function may stand there
                    self.findings.add(chooser.find_missing(name, regulators[name], span))
            else:
                yield Rule(Name(name, span), None, Name(name, span), None, span)

    def without_open(self, line: Line) -> Line:
        """*line*; a function with an unknown part is none that could be built."""
        if isinstance(line, Rule) and id(line.formula) in self.open:
            return replace(line, formula=None)
        return line

    # -- what is wrong with a line ---------------------------------------------------------

    def note_comment(self, span: Span) -> None:
        self.findings.add_once(
            Diagnostic(
                "BN108",
                Severity.WARNING,
                'a comment behind a line: AEON rejects it, "#" has to start the line',
                span,
                help="move the comment to a line of its own",
            )
        )

    def refuse_second(self, name: Name, first: Formula | None) -> None:
        """Two functions of one node, of which one is open: whether they differ is open too."""
        self.findings.add(
            Diagnostic(
                "BN203",
                Severity.ERROR,
                f"{shorten(name.text)} has two different rules",
                name.span,
                related=((first.span, "first rule here"),) if first is not None else (),
                help="keep one of them",
                node=name.text,
            )
        )

    def refuse(self, body: str, start: int) -> None:
        """BN124: neither a regulation nor a function."""
        fix = None
        match = _NO_DOLLAR.match(body)
        other = _OTHER_EDGE.match(body)
        if match is not None:
            place = Span(start + match.start(1), start + match.end(1))
            message = f'a function starts with "$": ${match[1]}: …'
            advice = f'write "${match[1]}"'
            fix = Fix((Edit(Span(place.start, place.start), "$"),), Applicability.LIKELY)
        elif other is not None:
            place = Span(start + other.start(1), start + other.end(1))
            message = (
                f'"{shorten(other[1])}" is not a regulation; use ->, -|, -? '
                '(each may be followed by "?")'
            )
            arrow = {"=>": "->", "-->": "->", "=|": "-|", "--|": "-|", "-o": "-|"}.get(other[1])
            advice = f'write "{arrow}"' if arrow else "A -> B: A activates B; A -| B: A inhibits B"
            if arrow:
                fix = Fix((Edit(place, arrow),), Applicability.LIKELY)
        else:
            word = body.strip()
            place = Span(start + body.index(word), start + body.index(word) + len(word))
            message = f'"{shorten(word)}" is neither a regulation nor a function'
            advice = "a regulation reads A -> B, a function $B: A"
        finding = Diagnostic("BN124", Severity.ERROR, message, place, help=advice, fix=fix)
        if other is not None and match is None:
            self.findings.add_once(finding)
        else:
            self.findings.add(finding)
