"""The ``.bnet`` format: one line for each node, ``target, rule``.

Reading accepts what the dialects of R BoolNet, pyboolnet, AEON and mpbn have in common and
says so where they differ. Writing keeps to what all four read alike: the header with one
blank, ``!``, ``&``, ``|``, ``0`` and ``1``, inputs as ``X, X``, one rule a line, LF.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from boolnet.errors import FormatError
from boolnet.formats.detect import find_other_format
from boolnet.formats.portable import write_out
from boolnet.formats.reading import Reading
from boolnet.formats.written import Written
from boolnet.language.parser import parse_document
from boolnet.language.plain import read_plain
from boolnet.language.source import SourceText
from boolnet.language.tokens import control_character, spell_name
from boolnet.logic.expression import format_expression
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
        return Reading(source, network, names, rules=len(rules))
    document, found = parse_document(source)
    network, more = build_network(document, found, source.text, title, ignore)
    findings = sorted((*found, *more), key=lambda d: d.span.start if d.span else -1)
    return Reading(source, network, tuple(findings), rules=len(document.rules))


def write_bnet(network: Network) -> str:
    """*network* as text that `read` reads back to the same functions.

    Names that are no plain words are put in quotes, which other programs do not know. Parities
    and thresholds are written out as long as they are short (`boolnet.formats.portable`).

    Raises:
        FormatError: A name holds a quotation mark, a ``#`` or a control character.
    """
    spelled: dict[str, str] = {}
    for name in network.names:
        if '"' in name or "#" in name or control_character(name):
            raise FormatError(f"a .bnet file cannot hold the name {name!r}")
        spelled[name] = spell_name(name)
    lines = [HEADER]
    for place, node in enumerate(network.nodes):
        rule = format_expression(write_out(node.function.expression), quote=spelled)
        if node.function.regulators == (node.name,) and not node.is_input:
            circuits, literal = network.circuits, network.circuits.literal
            itself = literal(place, True), literal(place, False)
            if node.function.encode(circuits, network.index) == itself:
                # `A, !!A` would be read as an input, which this is not.
                rule = f"{spelled[node.name]} & {spelled[node.name]}"
        lines.append(f"{spelled[node.name]}, {rule}")
    return "\n".join(lines) + "\n"


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as a ``.bnet`` file; see `write_bnet`."""
    lost = (f"start values of {len(start):,} nodes",) if start else ()
    return Written(write_bnet(network).encode(), lost=lost)
