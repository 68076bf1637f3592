"""Options of commands that read tables of interactions."""

from __future__ import annotations

import click

from boolnet.formats.tables.default_rules import DEFAULT, DEFAULT_RULES

_SIGNS = ("+", "-", "?")


def _relations(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    relations: dict[str, str] = {}
    for value in values:
        word, _, sign = value.rpartition("=")
        if not word.strip() or sign.strip() not in _SIGNS:
            raise click.BadParameter(
                f'"{value}" is not WORD=SIGN; the sign is +, - or ? (left out)'
            )
        relations[word.strip().lower()] = sign.strip()
    return relations


DEFAULT_RULE = click.option(
    "--default-rule",
    type=click.Choice(list(DEFAULT_RULES)),
    default=DEFAULT,
    show_default=True,
    help="How the interactions of a table become rules.",
)
RELATION = click.option(
    "--relation",
    "relations",
    metavar="WORD=SIGN",
    multiple=True,
    callback=_relations,
    help="What a word of a table means: phosphorylates=+, binds=?.",
)
