"""Rules as sentences: when a node is on, in words that can also be heard.

A sentence has one reading: what belongs together more closely stands in parentheses.
"""

from __future__ import annotations

from collections.abc import Sequence

from boolnet.logic.clause import Clause
from boolnet.report.echo import show

Words = list[str]


def format_clause(clause: Clause) -> str:
    """*clause* as a clause of English: ``MEK is on, and (RAF is on or DUSP6 is off)``.

    Its depth is limited by who made it (`boolnet.logic.clause.clause_of`).
    """
    kind, parts = clause.kind, clause.parts
    if kind in ("on", "off"):
        return f"{name_of(clause.name)} is {kind}"
    if kind in ("all", "any"):
        return _joined(clause)
    if kind in ("always", "never"):
        return kind
    on = all(part.kind == "on" for part in parts)
    off = all(part.kind == "off" for part in parts)
    if kind == "even" and len(parts) == 2 and on:
        return f"{_list(parts, 'and')} are both on or both off"
    amount = {
        "least": f"at least {clause.number} of",
        "most": f"at most {clause.number} of",
        "just": f"exactly {clause.number} of",
        "odd": "exactly one of" if len(parts) == 2 else "an odd number of",
        "even": "an even number of",
    }[kind]
    if kind == "most" and clause.number == 0:
        amount = "none of"
    single = kind in ("odd", "even") or clause.number == 1
    if on or off:
        return f"{amount} {_list(parts, 'and')} {'is' if single else 'are'} {'on' if on else 'off'}"
    told = "; ".join(_within(part) for part in parts)
    return f"{amount} these {'holds' if single else 'hold'}: {told}"


def name_of(name: str) -> str:
    """*name* as it stands in a sentence: in quotes where it would not be seen as one word."""
    return show(name) if name and not set(name) & set(" ,;()") else f'"{show(name)}"'


def format_case(case: Sequence[tuple[str, bool]]) -> str:
    """Values of nodes: ``MEK=1, DUSP6=0``."""
    return ", ".join(f"{name_of(name)}={int(value)}" for name, value in case)


def _joined(clause: Clause) -> str:
    """A conjunction or disjunction: names that are on, names that are off, then the rest."""
    word = "and" if clause.kind == "all" else "or"
    pieces: Words = []
    groups = [[part for part in clause.parts if part.kind == kind] for kind in ("on", "off")]
    for group in groups:
        if group:
            verb = "are" if len(group) > 1 and word == "and" else "is"
            pieces.append(f"{_list(group, word)} {verb} {group[0].kind}")
    rest = [part for part in clause.parts if part.kind not in ("on", "off")]
    pieces += [_within(part) for part in rest]
    plain = not rest and all(len(group) < 2 for group in groups)
    return (f" {word} " if plain else f", {word} ").join(pieces)


def _within(part: Clause) -> str:
    told = format_clause(part)
    return told if part.kind in ("on", "off", "always", "never") else f"({told})"


def _list(parts: Sequence[Clause], word: str) -> str:
    names = [name_of(part.name) for part in parts]
    return " ".join([", ".join(names[:-1]), word, names[-1]]) if len(names) > 1 else names[0]
