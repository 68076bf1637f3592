"""What the text formats of other programs have in common, once their rules are a tree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from boolnet.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span, shorten
from boolnet.errors import FormatError
from boolnet.formats.knowledge import format_about, format_evidence, format_levels
from boolnet.formats.portable import operators_of, write_out, write_out_wholly
from boolnet.formats.reading import Reading
from boolnet.language.findings import Findings
from boolnet.language.source import SourceText
from boolnet.language.syntax import Annotation, Comment, Document, Line, names_of
from boolnet.language.tokens import read_look_alikes
from boolnet.logic.expression import Expression, arguments_of, iter_postorder
from boolnet.network.build import build_network
from boolnet.network.network import Network, Node
from boolnet.network.places import Places
from boolnet.network.rule import normalise

_LONGEST_RULE = 5_000_000  # names in the text of one rule


@dataclass(frozen=True, slots=True)
class Habits:
    """How a format takes what `build_network` says about names.

    Attributes:
        title: What messages call the format.
        input_line: The line that makes a node an input; `None` where there is none.
        strict_case: Whether its program refuses names that differ only in case.
        undefined: Why a name without a rule is an error there; empty where it is none.
    """

    title: str
    input_line: Callable[[str], str] | None = None
    strict_case: bool = False
    undefined: str = ""


def finish(
    source: SourceText,
    lines: Sequence[Line],
    findings: Findings,
    habits: Habits,
    title: str,
    ignore: Collection[str],
    lost: Iterable[str] = (),
) -> Reading:
    """The reading of a file whose rules are *lines*.

    Args:
        source: The file.
        lines: Its rules, comments and ``#@`` lines; what could not be read is a `Stray`.
        findings: What was found so far.
        habits: How the format takes what there is to say about names.
        title: The network's title.
        ignore: See `build_network`.
        lost: What a network does not hold; comments are added.

    Cost:
        Linear in the file, apart from the comparison of two rules for one node.
    """
    document = Document(tuple(lines))
    if not findings.errors and not document.rules:
        findings.add(
            Diagnostic(
                "BN006",
                Severity.ERROR,
                "the file has no rules",
                help=f"boolnet check --from FORMAT FILE if it is no {habits.title} file",
            )
        )
    found = findings.in_order()
    network, more = build_network(document, found, source.text, title, ignore)
    told = tuple(_adapt(more, source, document, habits, ignore))
    if any(finding.severity is Severity.ERROR for finding in told):
        network = None
    comments = sum(isinstance(line, Comment) for line in lines)
    dropped = [f"{comments:,} comment{'s' * (comments != 1)}"] if comments else []
    return Reading(
        source,
        network,
        tuple(sorted((*found, *told), key=lambda d: d.span.start if d.span else -1)),
        rules=len(document.rules),
        known_places=Places.of(document),
        lost=(*dropped, *lost),
    )


def _adapt(
    findings: Iterable[Diagnostic],
    source: SourceText,
    document: Document,
    habits: Habits,
    ignore: Collection[str],
) -> Iterator[Diagnostic]:
    """What was said with ``.bnet`` files in mind, as it holds for another format."""
    places: dict[str, Span | None] = {}
    end = Span(len(source.text), len(source.text))
    gap = "" if source.text.endswith(("\n", "\r")) else "\n"
    for finding in findings:
        if finding.code == "BN201":
            name = finding.message.partition(" has no rule")[0]
            if habits.undefined:
                message = f"{name} is not defined: {habits.undefined}"
                yield replace(
                    finding, severity=Severity.ERROR, message=message, notes=(), help=None, fix=None
                )
            elif habits.input_line is not None and finding.span is not None:
                written = source.text[finding.span.start : finding.span.end]
                line = habits.input_line(written)
                fix = Fix((Edit(end, f"{gap}{line}\n"),), Applicability.SAFE)
                yield replace(finding, notes=(), help=f'add "{shorten(line)}"', fix=fix)
            else:
                yield replace(finding, notes=(), help=None, fix=None)
        elif finding.code == "BN203":
            yield replace(finding, notes=(), help="keep one of them")
        elif finding.code == "BN204" and habits.strict_case and "BN204" not in ignore:
            notes = (*finding.notes, f"{habits.title} itself refuses such a file")
            places = places or _first_places(document)
            span = places.get(finding.node or "", finding.span)
            yield replace(finding, severity=Severity.ERROR, span=span, notes=notes)
        elif finding.code == "BN205" and habits.undefined:
            yield replace(finding, severity=Severity.ERROR)
        else:
            yield finding


def _first_places(document: Document) -> dict[str, Span | None]:
    """Where each name stands first, be it as a target or in a rule. Cost: linear."""
    places: dict[str, Span | None] = {}
    for rule in document.rules:
        names = [rule.target] if rule.target is not None else []
        names += names_of(rule.formula) if rule.formula is not None else []
        for name in names:
            places.setdefault(normalise(name.text), name.span)
    return places


def read_lines(source: SourceText, findings: Findings) -> Iterator[tuple[str, int, int]]:
    """Each line with its start and end; what looks like our signs is read as ours (BN109)."""
    text, last = source.text, len(source.starts)
    for number in range(1, last + 1):
        start, end = source.starts[number - 1], source.line_end(number)
        if number == last and start == end and number > 1:
            return  # the empty text behind the last line end is no line
        line = text[start:end]
        if number == 1 and line.startswith("\ufeff"):
            line = " " + line[1:]
        if not line.isascii():
            line = read_look_alikes(line, start, findings)
        yield line, start, end


def remark(source: SourceText, start: int, end: int) -> Comment | Annotation:
    """The comment from the ``#`` at *start*; ``#@`` starts an annotation."""
    if source.text.startswith("#@", start):
        return Annotation(source.text[start + 2 : end], Span(start, end))
    return Comment(Span(start, end))


# -- writing -------------------------------------------------------------------------------


def spell_out(node: Node, title: str, *, parity: bool = False) -> Expression:
    """The rule of *node* in ``!``, ``&`` and ``|``, and ``^`` where *parity* says so.

    Raises:
        FormatError: The rule would be too long.

    Cost:
        Linear in the shared size of the result.
    """
    rule = write_out(node.function.expression)
    if operators_of(rule) - ({"parity"} if parity else set()):
        rule = write_out_wholly(rule)
    lengths: dict[int, int] = {}
    for part in iter_postorder(rule):
        lengths[id(part)] = sum(lengths[id(child)] for child in arguments_of(part)) or 1
    if lengths[id(rule)] > _LONGEST_RULE or operators_of(rule) - ({"parity"} if parity else set()):
        raise FormatError(f"the rule of {node.name} is so long that {title} could not hold it")
    return rule


def format_ladders(network: Network) -> list[str]:
    """The ``#@`` lines about levels."""
    return [line for line in map(format_levels, network.ladders) if line]


def format_known(node: Node) -> list[str]:
    """The ``#@`` lines about *node* and its regulations."""
    lines = [format_about(node.name, node.about), *map(format_evidence, node.evidence)]
    return [line for line in lines if line]


def is_doubled_input(network: Network, node: Node) -> bool:
    """Whether the rule of *node* is its own value, spelled so that it is no input."""
    if node.is_input or node.function.regulators != (node.name,):
        return False
    place, literal = network.index[node.name], network.circuits.literal
    pair = literal(place, True), literal(place, False)
    return node.function.encode(network.circuits, network.index) == pair


def count_start(start: Mapping[str, bool]) -> tuple[str, ...]:
    """What a format without start values loses."""
    return (f"the start values of {len(start):,} nodes",) if start else ()
