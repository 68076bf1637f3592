"""``model.toml``: what people call a model, its environments and its phenotypes.

Keys are checked: a misspelled one is an error, never silently ignored. A title in a further
language has the key ``title-`` and a language code, as in ``title-zh``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from boolnet.errors import InputError
from boolnet.network.conditions import parse_condition
from boolnet.network.environment import Environment
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype

_TITLE = re.compile(r"title-([a-z]{2,3}(?:-[a-z]+)?)")
_TEXTS = ("title", "description", "version", "license", "species")


@dataclass(frozen=True)
class ModelFile:
    """The contents of a ``model.toml``; see `boolnet.network.library.Model`."""

    environments: Mapping[str, Environment]
    phenotypes: Mapping[str, Phenotype]
    title: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    version: str = ""
    license: str = ""
    species: str = ""


def read_model_file(path: Path, network: Network) -> ModelFile:
    """Read *path* and check that it fits *network*.

    Raises:
        InputError: It is no TOML, has a key or a value that is not known here, or names a
            node that *network* does not have.
    """
    try:
        top = _Table(str(path), tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from None
    top.check_keys((*_TEXTS, "environments", "phenotypes"))
    return ModelFile(
        environments={
            name: _read_environment(table, name, network)
            for name, table in top.tables("environments")
        },
        phenotypes={
            name: _read_phenotype(table, name, network) for name, table in top.tables("phenotypes")
        },
        titles=top.titles(),
        **{key: top.text(key) for key in _TEXTS},
    )


def _read_environment(table: _Table, name: str, network: Network) -> Environment:
    table.check_keys(("title", "inputs", "others"))
    others = table.values.get("others", "free")
    environment = Environment(
        inputs={node: table.switch(node, value) for node, value in table.mapping("inputs").items()},
        name=name,
        others=None if others == "free" else table.switch("others", others, ' or "free"'),
        title=table.text("title"),
        titles=table.titles(),
    )
    try:
        environment.settle(network)
    except InputError as error:
        raise table.error(str(error)) from None
    return environment


def _read_phenotype(table: _Table, name: str, network: Network) -> Phenotype:
    table.check_keys(("title", "condition", "source"))
    if "condition" not in table.values:
        raise table.error('there is no condition; write for example: condition = "A & !B"')
    try:
        phenotype = Phenotype(
            name,
            parse_condition(table.text("condition")),
            source=table.text("source"),
            title=table.text("title"),
            titles=table.titles(),
        )
        phenotype.check(network)
    except InputError as error:
        raise table.error(f"condition: {error}") from None
    return phenotype


@dataclass(frozen=True)
class _Table:
    """A table of a TOML file that knows where it stands."""

    place: str
    values: Mapping[str, Any]

    def error(self, reason: str) -> InputError:
        return InputError(f"{self.place}: {reason}")

    def check_keys(self, known: Iterable[str]) -> None:
        known = tuple(known)
        for key in self.values:
            if key not in known and not _TITLE.fullmatch(key):
                hints = suggest(key, known)
                hint = f"did you mean {hints[0]}?" if hints else f"known are {', '.join(known)}"
                raise self.error(f'there is no key "{key}"; {hint}')

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.error(f"{key} must be a text in quotes, not {value!r}")
        return value

    def titles(self) -> dict[str, str]:
        found = {key: _TITLE.fullmatch(key) for key in self.values}
        return {match[1]: self.text(key) for key, match in found.items() if match}

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.error(f"{key} must be a table, not {value!r}")
        return value

    def switch(self, key: str, value: object, otherwise: str = "") -> bool:
        if value not in (0, 1) or not isinstance(value, int):  # 1.0 is no switch
            raise self.error(f"{key} must be 0 or 1{otherwise}, not {value!r}")
        return bool(value)

    def tables(self, key: str) -> Iterable[tuple[str, _Table]]:
        for name, value in self.mapping(key).items():
            place = f"{self.place}, [{key}.{name}]"
            if not isinstance(value, dict):
                raise InputError(f"{place} must be a table, not {value!r}")
            yield name, _Table(place, value)
