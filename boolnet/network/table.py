"""A table of a TOML file that knows where it stands, so that a mistake in it names its place.

Keys are checked: a misspelled one is an error, never silently ignored. A title in a further
language has the key ``title-`` and a language code, as in ``title-zh``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boolnet.errors import InputError, PerturbationError, UnknownNodeError
from boolnet.network.environment import Environment
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation

_TITLE = re.compile(r"title-([a-z]{2,3}(?:-[a-z]+)?)")


@dataclass(frozen=True)
class Table:
    """A table of a TOML file.

    Attributes:
        place: The file and the table, for messages.
        values: What the table holds.
    """

    place: str
    values: Mapping[str, Any]

    def error(self, reason: str) -> InputError:
        """The error that names this table."""
        return InputError(f"{self.place}: {reason}")

    def check_keys(self, known: Iterable[str]) -> None:
        """Make sure that there is no key but those *known* and titles.

        Raises:
            InputError: There is one; close names are offered.
        """
        known = tuple(known)
        for key in self.values:
            if key not in known and not _TITLE.fullmatch(key):
                hints = suggest(key, known)
                hint = f"did you mean {hints[0]}?" if hints else f"known are {', '.join(known)}"
                raise self.error(f'there is no key "{key}"; {hint}')

    def text(self, key: str) -> str:
        """The text of *key*; empty when there is none."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.error(f"{key} must be a text in quotes, not {value!r}")
        return value

    def choice(self, key: str, among: Iterable[str]) -> str:
        """The text of *key*, one of *among*; empty when there is none."""
        value = self.text(key)
        known = tuple(among)
        if value and value not in known:
            raise self.error(f'{key} must be {_either(known)}, not "{value}"')
        return value

    def flag(self, key: str) -> bool:
        """Whether *key* is ``true``; it need not be there."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"{key} must be true or false, not {value!r}")
        return value

    def titles(self) -> dict[str, str]:
        """The titles by language code."""
        found = {key: _TITLE.fullmatch(key) for key in self.values}
        return {match[1]: self.text(key) for key, match in found.items() if match}

    def mapping(self, key: str) -> Mapping[str, Any]:
        """The table under *key*; empty when there is none."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.error(f"{key} must be a table, not {value!r}")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """The texts under *key*, which is one text or a list of them."""
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            raise self.error(f"{key} must be a name in quotes or a list of them, not {value!r}")
        return tuple(listed)

    def switch(self, key: str, value: object, otherwise: str = "") -> bool:
        """*value*, which is 0 or 1."""
        if value not in (0, 1) or not isinstance(value, int):  # 1.0 is no switch
            raise self.error(f"{key} must be 0 or 1{otherwise}, not {value!r}")
        return bool(value)

    def switches(self, key: str) -> dict[str, bool]:
        """The table under *key*, whose values are 0 or 1."""
        return {name: self.switch(name, value) for name, value in self.mapping(key).items()}

    def inputs(self, key: str, network: Network) -> dict[str, bool]:
        """The values of inputs of *network* under *key*."""
        values = self.switches(key)
        try:
            Environment(values).settle(network)
        except InputError as error:
            raise self.error(f"{key}: {error}") from None
        return values

    def perturbation(self, key: str, network: Network, label: str = "") -> Perturbation:
        """What *key* holds: a value for each node, and for each regulation ``"A->B"``."""
        nodes, regulations = [], []
        try:
            for name, value in self.switches(key).items():
                regulator, arrow, target = (part.strip() for part in name.partition("->"))
                if arrow and name not in network.index:
                    _check_regulation(network, regulator, target)
                    regulations.append((regulator, target, value))
                else:
                    network.position(name)
                    nodes.append((name, value))
            return Perturbation(tuple(nodes), tuple(regulations), label)
        except InputError as error:
            raise self.error(f"{key}: {error}") from None

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables inside the table *key*, by name."""
        for name, value in self.mapping(key).items():
            place = f"{self.place}, [{key}.{name}]"
            if not isinstance(value, dict):
                raise InputError(f"{place} must be a table, not {value!r}")
            yield name, Table(place, value)


def read_toml(path: Path) -> tuple[Table, str]:
    """The whole file *path* as a table, and its text.

    Raises:
        InputError: It is no TOML; the message names the line.
        OSError: It cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Table(str(path), tomllib.loads(text)), text
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{path}: {error}") from None


def _check_regulation(network: Network, regulator: str, target: str) -> None:
    for name in (regulator, target):
        if name not in network.index:
            raise UnknownNodeError(name, suggest(name, network.names))
    if regulator not in network.nodes[network.index[target]].function.regulators:
        raise PerturbationError(f"the rule of {target} does not mention {regulator}")


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
