"""Models: a folder with rules, environments and phenotypes, and the ones boolnet brings along.

A model is a folder that holds ``model.bnet``, the rules, and ``model.toml``, what people call
things: its title, its environments, its phenotypes, its therapies. What it must show may stand
beside them in ``claims.toml`` (`boolnet.network.claims_file`). The shipped models are in the
folder ``models`` of a checkout and travel inside the installed package.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from boolnet.diagnostics import Severity
from boolnet.errors import InputError, RuleFileError, UnknownModelError
from boolnet.language.decode import decode
from boolnet.language.parser import parse_document
from boolnet.network.build import build_network
from boolnet.network.environment import Environment
from boolnet.network.model_file import Rest, read_model_file
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype
from boolnet.network.therapy import Therapy

RULES = "model.bnet"
ABOUT = "model.toml"
CLAIMS = "claims.toml"

_Named = TypeVar("_Named")


@dataclass(frozen=True, eq=False)
class Model:
    """A network with the names that people gave to its environments and phenotypes.

    Attributes:
        name: The name of its folder.
        network: The rules.
        environments: By name, in the order of ``model.toml``; each fits the network.
        phenotypes: By name, in the order of ``model.toml``; each fits the network.
        therapies: By name, in the order of ``model.toml``; each fits the network.
        rest: Where claims begin that start from rest.
        title: One line for people; `titles` has it in further languages.
        titles: The title by language code.
        description: A paragraph for people.
        version: The version of the model, not of boolnet.
        license: The licence of the model, an SPDX identifier.
        species: What it is a model of.
        path: Its folder.
    """

    name: str
    network: Network
    environments: Mapping[str, Environment]
    phenotypes: Mapping[str, Phenotype]
    path: Path
    therapies: Mapping[str, Therapy] = field(default_factory=dict)
    rest: Rest = field(default_factory=Rest)
    title: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    version: str = ""
    license: str = ""
    species: str = ""

    def environment(self, name: str) -> Environment:
        """The environment called *name*.

        Raises:
            InputError: There is none; the message lists the ones there are.
        """
        return _look_up("environment", name, self.environments, self.name)

    def phenotype(self, name: str) -> Phenotype:
        """The phenotype called *name*.

        Raises:
            InputError: There is none; the message lists the ones there are.
        """
        return _look_up("phenotype", name, self.phenotypes, self.name)

    def therapy(self, name: str) -> Therapy:
        """The therapy called *name*.

        Raises:
            InputError: There is none; the message lists the ones there are.
        """
        return _look_up("therapy", name, self.therapies, self.name)

    def __repr__(self) -> str:
        return f"<Model {self.name}: {len(self.network)} nodes>"


def list_models() -> tuple[str, ...]:
    """The names of the shipped models, sorted."""
    return tuple(sorted(folder.name for folder in _shipped()))


def load_model(name: str) -> Model:
    """Read the shipped model *name*.

    Raises:
        UnknownModelError: There is no such model; close names are offered.
    """
    for folder in _shipped():
        if folder.name == name:
            return read_model(folder)
    raise UnknownModelError(name, suggest(name, list_models()))


def read_model(folder: str | os.PathLike[str]) -> Model:
    """Read the model in *folder*, which holds ``model.bnet`` and ``model.toml``.

    Raises:
        RuleFileError: The rules have errors; all findings are in its ``diagnostics``.
        InputError: One of the two files is missing or cannot be read, or ``model.toml`` has
            an error; the message names the file, the table and the key.
    """
    path = Path(folder)
    rules, about = path / RULES, path / ABOUT
    for needed in (rules, about):
        if not needed.is_file():
            raise InputError(f"{path} is not a model: it has no {needed.name}")
    name = path.resolve().name
    try:
        network = _read_rules(rules, name)
        found = read_model_file(about, network)
    except OSError as error:
        raise InputError(f"cannot read {error.filename}: {error.strerror}") from None
    return Model(name, network, path=path, **vars(found))


def _read_rules(path: Path, title: str) -> Network:
    source, decoded = decode(path.read_bytes(), str(path))
    findings = list(decoded)
    network = None
    if not any(finding.severity is Severity.ERROR for finding in findings):
        document, parsed = parse_document(source)
        network, built = build_network(document, parsed, source.text, title)
        findings += [*parsed, *built]
    if network is None:
        findings.sort(key=lambda finding: finding.span.start if finding.span else -1)
        raise RuleFileError(source.path, findings, source.text)
    return network


def _shipped() -> Iterator[Path]:
    """The folders of the shipped models: in the installed package, else in the checkout."""
    package = Path(str(files("boolnet")))
    for shelf in (package / "_models", package.parent / "models"):
        if shelf.is_dir():
            yield from (
                f for f in shelf.iterdir() if (f / RULES).is_file() and (f / ABOUT).is_file()
            )
            return


def _look_up(kind: str, name: str, known: Mapping[str, _Named], model: str) -> _Named:
    if name in known:
        return known[name]
    hints = suggest(name, known)
    hint = f"did you mean {hints[0]}?" if hints else f"there are {', '.join(known) or 'none'}"
    raise InputError(f'{model} has no {kind} "{name}"; {hint}')
