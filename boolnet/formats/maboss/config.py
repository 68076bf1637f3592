"""The ``.cfg`` file beside a ``.bnd``: parameters, start states, settings of a simulation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from boolnet.formats.maboss.blocks import blank_comments
from boolnet.language.findings import Findings

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_KINDS = ("istate", "is_internal", "refstate")
_LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True)
class Config:
    """What a ``.cfg`` file says.

    Attributes:
        parameters: The numbers given to ``$`` names, with the ``$``.
        start: The nodes that surely start at one value.
        hidden: The nodes that are left out of output (``is_internal``).
        settings: Everything else, as it is written: ``max_time``, ``sample_count``.
    """

    parameters: Mapping[str, float] = field(default_factory=dict)
    start: Mapping[str, bool] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    settings: Mapping[str, str] = field(default_factory=dict)


def parse_config(text: str) -> Config:
    """What *text* says; what is not understood is kept among the settings.

    Cost:
        Linear in the text.
    """
    parameters: dict[str, float] = {}
    start: dict[str, bool] = {}
    hidden: set[str] = set()
    settings: dict[str, str] = {}
    for statement in blank_comments(text, Findings()).split(";"):
        left, equals, right = statement.partition("=")
        left, right = left.strip(), right.strip()
        if not equals:
            continue
        head, _, kind = left.rpartition(".")
        kind = kind.strip().lower()
        if kind in _KINDS:
            names = [name.strip() for name in head.strip().strip("[]").split(",")]
            if kind == "istate":
                start.update(_read_start(names, right))
            elif kind == "is_internal" and _is_true(right):
                hidden.update(names)
        elif left.startswith("$"):
            number = _number(right)
            if number is not None:
                parameters[left] = number
        else:
            settings[left] = right
    return Config(parameters, start, frozenset(hidden), settings)


def _read_start(names: list[str], right: str) -> dict[str, bool]:
    """The values that the nodes have with certainty."""
    number = _number(right)
    if number is not None:
        return {name: number > 0 for name in names if number in (0, 1)}
    if right.lower() in ("true", "false"):
        return {name: right.lower() == "true" for name in names}
    states = []
    for piece in right.split("]"):
        chance, bracket, bits = piece.partition("[")
        number = _number(chance.strip(" ,\t\r\n"))
        if not bracket:
            continue
        if number is None or number > 0:
            states.append([bit.strip() for bit in bits.split(",")])
    result = {}
    for place, name in enumerate(names):
        values = {state[place] if place < len(state) else "" for state in states}
        if len(values) == 1 and values <= {"0", "1"}:
            result[name] = values == {"1"}
    return result


def _number(text: str) -> float | None:
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return None
    return float(text)


def _is_true(text: str) -> bool:
    return text.lower() == "true" or bool(_number(text))
