"""The ``.bnet`` format: one line for each node, ``target, rule``.

Reading accepts what the dialects of R BoolNet, pyboolnet, AEON and mpbn have in common and
says so where they differ. Writing keeps to what all four read alike: the header with one
blank, ``!``, ``&``, ``|``, ``0`` and ``1``, inputs as ``X, X``, one rule a line, LF.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from boolnet.errors import FormatError
from boolnet.formats.detect import find_other_format
from boolnet.formats.knowledge import format_about, format_evidence, format_levels
from boolnet.formats.portable import write_out
from boolnet.formats.reading import Reading
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.written import Written
from boolnet.language.parser import parse_document
from boolnet.language.plain import read_plain
from boolnet.language.source import SourceText
from boolnet.language.syntax import Annotation, Comment
from boolnet.language.tokens import control_character, spell_name
from boolnet.logic.expression import Expression, format_expression
from boolnet.network.build import build_network, build_plain_network
from boolnet.network.network import Network

HEADER = "targets, factors"


def read(source: SourceText, title: str = "", ignore: Collection[str] = ()) -> Reading:
    """The network in *source*, and every finding in the order of the text.

    Args:
        source: The text.
        title: The network's title.
        ignore: Codes of names that are to be read as written (see `build_network`).

    Cost:
        Linear in the text; rules that define a node twice are compared as functions.
    """
    other = find_other_format(source)
    if other is not None:
        return Reading(source, None, (other,))
    rules = read_plain(source)
    if rules is not None:
        network, names = build_plain_network(rules, source.text, title, ignore)
        comments = source.text.count("#")
        lost = _lost(comments, 0)
        return Reading(source, network, names, rules=len(rules), plain=rules, lost=lost)
    document, found = parse_document(source)
    network, more = build_network(document, found, source.text, title, ignore)
    findings = sorted((*found, *more), key=lambda d: d.span.start if d.span else -1)
    lines = [line for line in document.lines if isinstance(line, Comment | Annotation)]
    lines += [r.remark for r in document.rules if r.remark is not None]
    comments = sum(isinstance(line, Comment) for line in lines)
    about_file = sum(
        isinstance(line, Annotation) and line.text.lstrip().startswith("model:") for line in lines
    )
    lost = _lost(comments, about_file)
    return Reading(
        source,
        network,
        tuple(findings),
        rules=len(document.rules),
        document=document,
        lost=lost,
    )


def _lost(comments: int, about_file: int) -> tuple[str, ...]:
    """What a network does not hold of a ``.bnet`` file."""
    lost = [f"{comments:,} comment{'s' * (comments != 1)}"] if comments else []
    return (*lost, *(["what the file says about itself (#@ model:)"] if about_file else []))


def write_bnet(network: Network, *, annotations: bool = True) -> str:
    """*network* as text that `read` reads back to the same functions.

    Names that are no plain words are put in quotes, which other programs do not know. Parities
    and thresholds are written out as long as they are short (`boolnet.formats.portable`).

    Args:
        network: The network.
        annotations: Whether what is known about nodes, regulations and levels is written too,
            as ``#@`` lines, which other programs skip.

    Raises:
        FormatError: A name holds a quotation mark, a ``#`` or a control character.
    """
    for name in network.names:
        if not can_hold(name):
            raise FormatError(f"a .bnet file cannot hold the name {name!r}")
    return format_network(network, annotations=annotations)


def can_hold(name: str) -> bool:
    """Whether a ``.bnet`` file can hold *name*, be it in quotes."""
    return '"' not in name and "#" not in name and control_character(name) is None


def format_network(
    network: Network,
    *,
    annotations: bool = True,
    expand: Callable[[Expression], Expression] = write_out,
) -> str:
    """What `write_bnet` returns, for names that a ``.bnet`` file can hold.

    Args:
        network: The network.
        annotations: See `write_bnet`.
        expand: What is done to each rule before it is spelled.
    """
    spelled = {name: spell_name(name) for name in network.names}
    lines = [HEADER]
    if annotations:
        lines += filter(None, map(format_levels, network.ladders))
    for place, node in enumerate(network.nodes):
        if annotations:
            lines += filter(None, [format_about(node.name, node.about)])
            lines += map(format_evidence, node.evidence)
        rule = format_expression(expand(node.function.expression), quote=spelled)
        if node.function.regulators == (node.name,) and not node.is_input:
            circuits, literal = network.circuits, network.circuits.literal
            itself = literal(place, True), literal(place, False)
            if node.function.encode(circuits, network.index) == itself:
                # `A, !!A` would be read as an input, which this is not.
                rule = f"{spelled[node.name]} & {spelled[node.name]}"
        lines.append(f"{spelled[node.name]}, {rule}")
    return "\n".join(lines) + "\n"


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as a ``.bnet`` file; names that it cannot hold are changed. See `write_bnet`."""
    names = changes(rename(network.names, can_hold))
    lost = [f"the start values of {len(start):,} nodes"] if start else []
    if any(not format_levels(ladder) for ladder in network.ladders):
        lost.append("levels whose names hold < or |")
    return Written(write_bnet(with_names(network, names)).encode(), names, tuple(lost))
