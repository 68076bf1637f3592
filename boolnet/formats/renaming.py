"""Names for formats that do not hold every name.

A new name keeps what can be kept: accents go, Greek letters become Latin ones, whatever else a
format refuses becomes ``_``, and a digit at the start gets an ``N`` in front. Two nodes never
get one name. Which name stands for which is a table of two columns, ``original`` and ``name``,
so that every renaming can be undone.

    >>> rename(["TNF-α", "4EBP1", "IL-2", "β-catenin", "Ca2+", "p53"])
    {'TNF-α': 'TNF_a', '4EBP1': 'N4EBP1', 'IL-2': 'IL_2', 'β-catenin': 'b_catenin', \
'Ca2+': 'Ca2_plus', 'p53': 'p53'}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from boolnet.errors import FormatError
from boolnet.formats.cells import protect, unprotect
from boolnet.logic.expression import (
    Expression,
    arguments_of,
    is_symbol,
    iter_postorder,
    name_of,
    rebuild,
    symbol,
)
from boolnet.network.checks.lookalike import look_of
from boolnet.network.function import UpdateFunction
from boolnet.network.network import Network, Node

_GREEK = {
    "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "eta", "θ": "theta",
    "ι": "i", "κ": "k", "λ": "l", "μ": "m", "µ": "m", "ν": "n", "ξ": "xi", "ο": "o", "π": "pi",
    "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
_LETTERS = {"ß": "b", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "ı": "i"}
_ENDS = re.compile(r"(?<=\w)[+\-\u2212](?!\w|[+\-\u2212])")  # a sign behind the last letter
_OTHERS = re.compile(r"[^A-Za-z0-9_]+")
_QUOTE = '"'
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def is_plain(name: str) -> bool:
    """Whether every program reads *name* as it is: ASCII letters, digits and ``_``."""
    return _PLAIN.fullmatch(name) is not None


def rename(
    names: Iterable[str], is_legal: Callable[[str], bool] = is_plain, *, fold_case: bool = False
) -> dict[str, str]:
    """A legal name for each of *names*; legal names stay as they are.

    Args:
        names: The names of the nodes, each once.
        is_legal: Whether a name may stand as it is; it must accept ASCII words, apart from
            a few reserved ones.
        fold_case: Whether names that differ only in case are one for the format.

    Cost:
        Linear in the names.
    """
    names = list(names)

    def key(name: str) -> str:
        return name.casefold() if fold_case else name

    result: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        if is_legal(name) and key(name) not in taken:
            result[name] = name
            taken.add(key(name))
    counters: dict[str, int] = {}
    for name in names:
        if name in result:
            continue
        base = fresh = name if is_legal(name) else _plain(name, is_legal)
        while key(fresh) in taken:
            counters[base] = counters.get(base, 1) + 1
            fresh = f"{base}_{counters[base]}"
        result[name] = fresh
        taken.add(key(fresh))
    return {name: result[name] for name in names}


def changes(renamed: Mapping[str, str]) -> dict[str, str]:
    """The names that really changed."""
    return {name: fresh for name, fresh in renamed.items() if name != fresh}


def with_names(network: Network, names: Mapping[str, str]) -> Network:
    """*network* with other names; what is not in *names* keeps its own.

    A node that has no name for people gets its old one as such, and one whose name for people is
    the new one loses it: renaming there and back changes nothing.

    Raises:
        ValueError: Two nodes would have one name.

    Cost:
        Linear in the rules, those of the renamed nodes and their targets.
    """
    names = changes(names)
    if not names:
        return network
    nodes = []
    for node in network.nodes:
        function = node.function
        if any(name in names for name in function.regulators):
            function = UpdateFunction(rename_symbols(function.expression, names))
        about = node.about
        fresh = names.get(node.name, node.name)
        if fresh != node.name:
            called = about.name or node.name
            about = replace(about, name="" if called == fresh else called)
        evidence = tuple(
            replace(
                report,
                regulator=names.get(report.regulator, report.regulator),
                target=names.get(report.target, report.target),
            )
            for report in node.evidence
        )
        nodes.append(Node(fresh, function, about, evidence))
    ladders = tuple(tuple(names.get(name, name) for name in ladder) for ladder in network.ladders)
    return Network(tuple(nodes), network.title, ladders)


def rename_symbols(expression: Expression, names: Mapping[str, str]) -> Expression:
    """*expression* over other names. Cost: linear in its shared size."""
    parts: dict[int, Expression] = {}
    for part in iter_postorder(expression):
        children = arguments_of(part)
        if is_symbol(part):
            name = name_of(part)
            parts[id(part)] = symbol(names[name]) if name in names else part
        else:
            arguments = [parts[id(child)] for child in children]
            parts[id(part)] = rebuild(part, arguments) if children else part
    return parts[id(expression)]


# -- the table of names --------------------------------------------------------------------


def format_names(names: Mapping[str, str]) -> str:
    """*names*, from original to new, as a tab-separated table."""
    rows = [f"{_spell_cell(name)}\t{_spell_cell(fresh)}" for name, fresh in names.items()]
    return "\n".join(["original\tname", *rows]) + "\n"


def parse_names(text: str) -> dict[str, str]:
    """The names, from original to new, in a table that `format_names` wrote.

    Raises:
        FormatError: A line has not two columns, or a name stands twice.
    """
    names: dict[str, str] = {}
    fresh: dict[str, int] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        cells = line.split("\t")
        if not line.strip() or cells == ["original", "name"]:
            continue
        if len(cells) != 2 or not all(map(_read_cell, cells)):
            raise FormatError(f"line {number} of the table of names is not: original, tab, name")
        old, new = map(_read_cell, cells)
        if old in names or new in fresh:
            twice = old if old in names else new
            raise FormatError(f'line {number} of the table of names has "{twice}" once more')
        names[old] = new
        fresh[new] = number
    return names


def _spell_cell(name: str) -> str:
    """*name* as a cell; in quotes where its ends could get lost."""
    cell = protect(name)
    return (
        f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' if cell.strip() != cell or _QUOTE in cell else cell
    )


def _read_cell(cell: str) -> str:
    cell = cell.strip()
    if len(cell) < 2 or not cell.startswith(_QUOTE) or not cell.endswith(_QUOTE):
        return unprotect(cell)
    cell = cell[1:-1].replace(_QUOTE * 2, _QUOTE)
    return cell[1:] if cell[:1] == "'" and protect(cell[1:]) == cell else cell


# -- one name ------------------------------------------------------------------------------


def _plain(name: str, is_legal: Callable[[str], bool]) -> str:
    spelled = _ENDS.sub(_name_end, unicodedata.normalize("NFKD", look_of(name)))
    spelled = "".join(map(_latin, spelled))
    word = _OTHERS.sub("_", spelled).strip("_") if _OTHERS.search(spelled) else spelled
    if not word:
        word = "node"
    if word[0].isdigit():
        word = f"N{word}"
    return word if is_legal(word) else f"{word}_node"


def _name_end(match: re.Match[str]) -> str:
    """A sign that belongs to a name, as of an ion or a cell: ``Ca2+``, ``CD4-``."""
    return " plus " if match[0] == "+" else " minus "


def _latin(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    lower = character.lower()
    latin = _GREEK.get(lower) or _LETTERS.get(lower)
    if latin is None:
        return character
    return latin if character == lower else latin.capitalize()
