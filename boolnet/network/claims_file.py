"""``claims.toml``: the claims of a model.

All mistakes of a file are told at once, each with the claim and its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from boolnet.errors import ClaimsError, InputError
from boolnet.language.annotation_values import CONFIDENCES
from boolnet.logic.expression import is_symbol, name_of, symbol
from boolnet.network.claim import (
    EXPECTED,
    QUANTIFIERS,
    REACHING,
    STARTS,
    UPDATES,
    Claim,
    Expected,
    Stage,
    Start,
)
from boolnet.network.environment import Environment
from boolnet.network.library import CLAIMS, Model
from boolnet.network.names import suggest
from boolnet.network.phenotype import Phenotype
from boolnet.network.table import Table, read_toml
from boolnet.network.therapy import combine

_TEXTS = ("says", "system", "source", "confidence", "known_limit", "contested")
_STAGE = ("environment", "therapy", "perturbation", "expected")
_KEYS = ("id", *_TEXTS, *_STAGE, "start", "stages", "readout", "in", "update", "verify")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*claim[ \t]*\]\]", re.MULTILINE)
_START = re.compile(r"(any|rest)|(from|wtfrom):(.*)", re.DOTALL)


def read_claims(model: Model, path: Path | None = None) -> tuple[Claim, ...]:
    """The claims of *model*, from its ``claims.toml`` or from *path*.

    Returns:
        In the order of the file; none when the model has no such file.

    Raises:
        ClaimsError: The file has mistakes; all of them are in its ``problems``.
        InputError: *path* is no TOML.
        OSError: *path* cannot be read.

    Cost:
        Linear in the size of the file.
    """
    if path is None:
        path = model.path / CLAIMS
        if not path.is_file():
            return ()
    top, text = read_toml(path)
    found, problems = [], []
    try:
        top.check_keys(("claim",))
    except InputError as error:
        problems.append(str(error))
    entries = top.values.get("claim", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ClaimsError(str(path), [f"{path}: each claim begins with a line [[claim]]"])
    lines: dict[str, int] = {}
    for entry, line in zip(entries, _lines(text, len(entries)), strict=True):
        table = Table(_place(path, entry, line), entry)
        try:
            claim = _read_claim(table, model, line)
            if claim.id in lines:
                raise table.error(f"line {lines[claim.id]} has a claim of the same id")
            lines[claim.id] = line
            found.append(claim)
        except InputError as error:
            problems.append(str(error))
    if problems:
        raise ClaimsError(str(path), problems)
    return tuple(found)


def _lines(text: str, number: int) -> list[int]:
    """The line of each ``[[claim]]``; 0 where a text in the file looks like one."""
    lines = [text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)]
    return lines if len(lines) == number else [0] * number


def _place(path: Path, entry: dict[str, Any], line: int) -> str:
    place = f"{path}:{line}" if line else str(path)
    name = entry.get("id")
    return f"{place}: claim {name}" if isinstance(name, str) and name else f"{place}: a claim"


def _read_claim(table: Table, model: Model, line: int) -> Claim:
    table.check_keys(_KEYS)
    for key in ("id", "says", "readout", "source"):
        if not table.text(key).strip():
            raise table.error(f"it has no {key}")
    texts = {key: table.text(key) for key in _TEXTS}
    table.choice("confidence", CONFIDENCES)
    claim = Claim(
        id=table.text("id"),
        start=_read_start(table, model),
        stages=tuple(_read_stages(table, model)),
        readout=_read_readout(table, model),
        quantifier=table.choice("in", QUANTIFIERS) or "every",
        update=_read_update(table),
        verify=table.flag("verify"),
        line=line,
        **texts,
    )
    _check_sense(claim, table)
    return claim


def _check_sense(claim: Claim, table: Table) -> None:
    """Refuse what is well-formed and cannot be asked."""
    if claim.quantifier != "every" and any(s.expected in ("up", "down") for s in claim.stages):
        raise table.error(
            f'up and down are about a mean: "in" must be every, not {claim.quantifier}'
        )
    if claim.start.kind != "any" or len(claim.stages) > 1:
        for name in claim.update:
            if name not in REACHING:
                raise table.error(
                    f'{name} update goes with start = "any" and one stage: what is reached is '
                    f"known under {' and '.join(REACHING)} update"
                )


def _read_stages(table: Table, model: Model) -> Iterator[Stage]:
    entries = table.values.get("stages")
    if entries is None:
        stage = _read_stage(table, model)
        if stage.expected is None:
            raise table.error("it does not say what is expected; write for example: expected = 0")
        yield stage
        return
    for key in _STAGE:
        if key in table.values:
            raise table.error(f"{key} belongs into the stages, because there are stages")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise table.error("stages must be a list of tables, [ { environment = ... }, ... ]")
    stages = []
    for number, entry in enumerate(entries, 1):
        part = Table(f"{table.place}, stage {number}", entry)
        part.check_keys(_STAGE)
        stages.append(_read_stage(part, model))
    if all(stage.expected is None for stage in stages):
        raise table.error("no stage says what is expected; write for example: expected = 0")
    if stages[0].expected in ("up", "down"):
        raise table.error("up and down compare with the stage before, and stage 1 has none")
    yield from stages


def _read_stage(table: Table, model: Model) -> Stage:
    if "environment" not in table.values:
        raise table.error("it has no environment; write a name of model.toml or { INPUT = 1 }")
    environment = _read_environment(table, "environment", table.values["environment"], model)
    try:
        therapy = combine(tuple(model.therapy(name) for name in table.names("therapy")))
        perturbation = table.perturbation("perturbation", model.network)
        stage = Stage(environment, therapy, perturbation, _read_expected(table))
        model.network.close(stage.held)  # they may contradict each other, or a ladder
    except InputError as error:
        raise error if table.place in str(error) else table.error(str(error)) from None
    return stage


def _read_environment(table: Table, key: str, value: object, model: Model) -> Environment:
    """A name of the model, or a table; inputs that nobody names are 0."""
    if isinstance(value, dict):
        return Environment(table.inputs(key, model.network), others=False)
    if not isinstance(value, str):
        raise table.error(f"{key} must be a name or a table, not {value!r}")
    try:
        found = model.environment(value)
    except InputError as error:
        raise table.error(str(error)) from None
    others = bool(found.others)
    return Environment(found.inputs, found.name, others, found.title, found.titles)


def _read_start(table: Table, model: Model) -> Start:
    value = table.values.get("start", "any")
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in STARTS[2:]:
        kind = next(iter(value))
        inner = Table(f"{table.place}, start", value)
        return Start(kind, _read_environment(inner, kind, value[kind], model))
    found = _START.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise table.error(
            f'start must be "any", "rest", "from:ENVIRONMENT" or "wtfrom:ENVIRONMENT", '
            f"not {value!r}"
        )
    if found[1]:
        return Start(found[1])
    return Start(found[2], _read_environment(table, "start", found[3].strip(), model))


def _read_readout(table: Table, model: Model) -> Phenotype:
    name = table.text("readout")
    node, phenotype = name in model.network.index, model.phenotypes.get(name)
    if node and phenotype is not None:
        condition = phenotype.condition
        if not is_symbol(condition) or name_of(condition) != name:
            raise table.error(f'readout: "{name}" is a node, and a phenotype that is not the same')
    if node:
        return Phenotype(name, symbol(name))
    if phenotype is not None:
        return phenotype
    hints = suggest(name, [*model.network.names, *model.phenotypes])
    hint = f"; did you mean {hints[0]}?" if hints else ""
    raise table.error(f'readout: there is no node or phenotype "{name}"{hint}')


def _read_expected(table: Table) -> Expected | None:
    value = table.values.get("expected")
    if value is not None and (isinstance(value, bool | float) or value not in EXPECTED):
        raise table.error(f'expected must be 0, 1, "oscillates", "up" or "down", not {value!r}')
    found: Expected | None = value
    return found


def _read_update(table: Table) -> tuple[str, ...]:
    names = table.names("update") or UPDATES[:1]
    for name in names:
        if name not in UPDATES:
            raise table.error(f'update: there is no "{name}"; known are {", ".join(UPDATES)}')
    return names
