"""The part of JSON Schema 2020-12 that our schemas use, as a checker; anything else fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
NOTES = {"$schema", "$id", "$defs", "title", "description"}


def problems(value: Any, schema: Any, root: Any = None, place: str = "$") -> Iterator[str]:
    """Where *value* is not what *schema* says."""
    root = schema if root is None else root
    for keyword, wanted in schema.items():
        if keyword in NOTES or keyword in ("required", "properties"):
            continue
        yield from CHECKS[keyword](value, wanted, schema, root, place)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{place}: {name} is missing"
        for name in known.keys() & value.keys():
            yield from problems(value[name], known[name], root, f"{place}.{name}")


def same(value: Any, other: Any) -> bool:
    return value == other and isinstance(value, bool) == isinstance(other, bool)


def check_type(value: Any, wanted: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    names = [wanted] if isinstance(wanted, str) else wanted
    fits = (
        isinstance(value, TYPES[name]) and (name == "boolean") >= isinstance(value, bool)
        for name in names
    )
    if not any(fits):
        yield f"{place}: {value!r} is no {wanted}"


def check_values(value: Any, wanted: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    if not any(same(value, other) for other in wanted):
        yield f"{place}: {value!r} is none of {wanted}"


def check_any(value: Any, wanted: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    found = [list(problems(value, option, root, place)) for option in wanted]
    if all(found):
        yield from found[0]


def check_ref(value: Any, wanted: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    yield from problems(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, place)


def check_others(value: Any, wanted: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    known = schema.get("properties", {})
    for name in sorted(value.keys() - known.keys()) if isinstance(value, dict) else ():
        if wanted is False:
            yield f"{place}: {name} is not in the schema"
        else:
            yield from problems(value[name], wanted, root, f"{place}.{name}")


def check_items(value: Any, wanted: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    for position, item in enumerate(value if isinstance(value, list) else ()):
        yield from problems(item, wanted, root, f"{place}[{position}]")


def check_bounds(value: Any, wanted: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    if isinstance(value, (int, float)):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{place}: {value} is out of bounds"


def check_pattern(value: Any, wanted: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(wanted, value):
        yield f"{place}: {value!r} does not match {wanted}"


CHECKS = {
    "type": check_type,
    "const": lambda value, wanted, *rest: check_values(value, [wanted], *rest),
    "enum": check_values,
    "anyOf": check_any,
    "$ref": check_ref,
    "additionalProperties": check_others,
    "items": check_items,
    "minimum": check_bounds,
    "maximum": check_bounds,
    "pattern": check_pattern,
}
