"""A network to BMA JSON: ``min`` for and, ``max`` for or, ``1 - x`` for not.

What is known stands as ``#@`` lines in the descriptions of the layout.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isqrt

from boolnet.errors import FormatError
from boolnet.formats.knowledge import format_about, format_evidence, format_levels
from boolnet.formats.labels import is_kept
from boolnet.formats.portable import apart_from_input, operators_of, write_out, write_out_wholly
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.written import Written
from boolnet.logic.expression import (
    TRUE,
    Expression,
    arguments_of,
    name_of,
    operator_of,
)
from boolnet.network.network import Network, Node

_APART = 60.0  # between two variables of the layout


def write(network: Network, start: Mapping[str, bool]) -> Written:
    """*network* as BMA JSON.

    Raises:
        FormatError: A rule counts so many regulators that it could not be written.

    Cost:
        Linear in the text, and what the signs of the regulations take.
    """
    names = changes(rename(network.names, is_kept))
    influence = network.influence
    ids = {name: number for number, name in enumerate(network.names)}
    both = 0
    relationships: list[dict[str, object]] = []
    for regulation in influence.regulations:
        both += regulation.sign == "±"
        relationships.append(
            {
                "Id": len(ids) + len(relationships),
                "FromVariable": ids[regulation.regulator],
                "ToVariable": ids[regulation.target],
                "Type": "Inhibitor" if regulation.sign == "-" else "Activator",
            }
        )
    named = with_names(network, names)
    variables = [
        {
            "Id": number,
            "Name": named.nodes[number].name,
            "RangeFrom": 0,
            "RangeTo": 1,
            "Formula": _formula(node, ids),
        }
        for number, node in enumerate(network.nodes)
    ]
    ladders = list(filter(None, map(format_levels, named.ladders)))
    width = isqrt(len(ids)) + 1
    places = [
        {
            "Id": number,
            "Name": node.name,
            "Type": "Default",
            "ContainerId": 0,
            "PositionX": number % width * _APART,
            "PositionY": number // width * _APART,
            "CellX": None,
            "CellY": None,
            "Angle": 0.0,
            "Description": _description(node, ladders if number == 0 else ()),
        }
        for number, node in enumerate(named.nodes)
    ]
    document = {
        "Model": {
            "Name": network.title, "Variables": variables, "Relationships": relationships
        },
        "Layout": {"Variables": places, "Containers": [], "Description": ""},
    }  # fmt: skip
    lost = [f"the start values of {len(start):,} nodes"] if start else []
    if both:
        lost.append(f"that {both:,} regulations both activate and inhibit")
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    return Written(text.encode("utf-8", "replace"), names, tuple(lost))


def _description(node: Node, ladders: Sequence[str]) -> str:
    lines = [format_about(node.name, node.about), *map(format_evidence, node.evidence), *ladders]
    return "\n".join(filter(None, lines))


def _formula(node: Node, ids: Mapping[str, int]) -> str:
    rule = write_out(node.function.expression)
    if operators_of(rule):
        rule = write_out_wholly(rule)
    if operators_of(rule):
        raise FormatError(
            f"the rule of {node.name} counts so many regulators that BMA could not hold it"
        )
    if not node.is_input:
        rule = apart_from_input(rule, node.name)
    pieces: list[str] = []
    stack: list[Expression | str] = [rule]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            pieces.append(part)
            continue
        operator = operator_of(part)
        if operator == "name":
            pieces.append(f"var({ids[name_of(part)]})")
        elif operator == "const":
            pieces.append("1" if part is TRUE else "0")
        elif operator == "not":
            pieces.append("(1 - ")
            stack += [")", arguments_of(part)[0]]
        else:
            # BMA knows min and max of two values: the parts are divided in halves.
            word = "min(" if operator == "and" else "max("
            stack += _halved(word, arguments_of(part))
    return "".join(pieces)


def _halved(word: str, parts: Sequence[Expression]) -> list[Expression | str]:
    """Stack entries that print *parts* under nested calls of two arguments (in reverse)."""
    entries: list[Expression | str] = []
    stack: list[Sequence[Expression] | str] = [parts]
    while stack:
        some = stack.pop()
        if isinstance(some, str):
            entries.append(some)
        elif len(some) == 1:
            entries.append(some[0])
        else:
            half = (len(some) + 1) // 2
            stack += [")", some[half:], ", ", some[:half], word]
    entries.reverse()
    return entries
