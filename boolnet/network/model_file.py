"""``model.toml``: what people call a model, its environments, phenotypes and therapies.

See `boolnet.network.table` for how keys and titles are checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from boolnet.errors import InputError, UnknownNodeError
from boolnet.language.annotation_values import CONFIDENCES
from boolnet.network.conditions import parse_condition
from boolnet.network.environment import Environment
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype
from boolnet.network.table import Table, read_toml
from boolnet.network.therapy import Therapy

_TEXTS = ("title", "description", "version", "license", "species")


@dataclass(frozen=True)
class Rest:
    """Where a claim begins that starts from rest.

    Attributes:
        environment: The environment of rest, or `None`.
        without: Without one, the inputs that are 0 at rest; the others have the values that
            the claim gives them.
    """

    environment: Environment | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelFile:
    """The contents of a ``model.toml``; see `boolnet.network.library.Model`."""

    environments: Mapping[str, Environment]
    phenotypes: Mapping[str, Phenotype]
    therapies: Mapping[str, Therapy]
    rest: Rest
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
    top, _ = read_toml(path)
    top.check_keys((*_TEXTS, "rest", "environments", "phenotypes", "therapies"))
    environments = {
        name: _read_environment(table, name, network) for name, table in top.tables("environments")
    }
    return ModelFile(
        environments=environments,
        phenotypes={
            name: _read_phenotype(table, name, network) for name, table in top.tables("phenotypes")
        },
        therapies={
            name: _read_therapy(table, name, network) for name, table in top.tables("therapies")
        },
        rest=_read_rest(Table(f"{path}, [rest]", top.mapping("rest")), environments, network),
        titles=top.titles(),
        **{key: top.text(key) for key in _TEXTS},
    )


def _read_environment(table: Table, name: str, network: Network) -> Environment:
    table.check_keys(("title", "inputs", "others"))
    others = table.values.get("others", "free")
    environment = Environment(
        inputs=table.switches("inputs"),
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


def _read_phenotype(table: Table, name: str, network: Network) -> Phenotype:
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


def _read_therapy(table: Table, name: str, network: Network) -> Therapy:
    keys = ("title", "target", "inputs", "hold", "source", "confidence", "verify")
    table.check_keys(keys)
    if "inputs" not in table.values and "hold" not in table.values:
        raise table.error("it does nothing; write for example: inputs = { Drug = 1 }")
    target = table.text("target")
    if target and target not in network.index:
        raise table.error(f"target: {UnknownNodeError(target, suggest(target, network.names))}")
    return Therapy(
        name,
        table.inputs("inputs", network),
        table.perturbation("hold", network, name),
        target,
        table.text("source"),
        table.choice("confidence", CONFIDENCES),
        table.flag("verify"),
        table.text("title"),
        table.titles(),
    )


def _read_rest(table: Table, environments: Mapping[str, Environment], network: Network) -> Rest:
    table.check_keys(("environment", "without"))
    name, without = table.text("environment"), table.names("without")
    if name and without:
        raise table.error("name an environment or what is left out, not both")
    if name and name not in environments:
        hints = suggest(name, environments)
        hint = f"; did you mean {hints[0]}?" if hints else ""
        raise table.error(f'there is no environment "{name}"{hint}')
    try:
        Environment(dict.fromkeys(without, False)).settle(network)
    except InputError as error:
        raise table.error(f"without: {error}") from None
    return Rest(environments[name] if name else None, without)
