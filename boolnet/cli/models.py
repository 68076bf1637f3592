"""``boolnet models``: the models that boolnet brings along."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from typing import Any

import click

from boolnet import __version__
from boolnet.errors import UnknownModelError
from boolnet.logic.expression import format_expression
from boolnet.network.environment import Environment
from boolnet.network.library import Model, list_models, load_model
from boolnet.network.therapy import Therapy
from boolnet.report.echo import width
from boolnet.report.record import describe_perturbation
from boolnet.report.style import pad, pad_left


@click.group("models")
def models() -> None:
    """The models that boolnet brings along: list them, show one, say where it is.

    \b
    Example:
      boolnet models show osteoimmune
    """


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (schema boolnet-models/1).")
def list_(as_json: bool) -> None:
    """List the shipped models, one on each line.

    \b
    Example:
      boolnet models list
    """
    shipped = [load_model(name) for name in list_models()]
    if as_json:
        entries = [_describe(model) for model in shipped]
        _print_json({**_stamp("models"), "models": entries})
        return
    rows = [
        (
            model.name,
            f"{len(model.network)} nodes",
            f"{len(model.network.inputs)} inputs",
            model.title,
        )
        for model in shipped
    ]
    for line in _columns(rows):
        click.echo(line)


@models.command("show")
@click.argument("name", shell_complete=lambda *_: list(list_models()))
@click.option("--json", "as_json", is_flag=True, help="Print JSON (schema boolnet-model/1).")
def show(name: str, as_json: bool) -> None:
    """Show what the model NAME is about: its inputs, environments, therapies and phenotypes.

    \b
    Example:
      boolnet models show rank_nfatc1
    """
    model = _load(name)
    if as_json:
        _print_json({**_stamp("model"), **_describe(model), **_contents(model)})
        return
    click.echo(f"{model.name} {model.version}: {model.title}")
    click.echo(f"{len(model.network)} nodes, {model.species}; {model.license}\n")
    click.echo(textwrap.fill(model.description, 88))
    _section("Inputs", textwrap.wrap(", ".join(model.network.inputs), 86))
    _section("Environments", _columns((e.name, e.title) for e in model.environments.values()))
    therapies = [
        (t.name, t.target, t.titles.get("zh", ""), t.title) for t in model.therapies.values()
    ]
    if therapies:
        _section("Therapies", _columns(therapies))
    phenotypes = (
        (p.name, p.title, format_expression(p.condition)) for p in model.phenotypes.values()
    )
    _section("Phenotypes", _columns(phenotypes))


@models.command("path")
@click.argument("name", shell_complete=lambda *_: list(list_models()))
@click.option("--json", "as_json", is_flag=True, help="Print JSON (schema boolnet-model-path/1).")
def path(name: str, as_json: bool) -> None:
    """Print the folder of the model NAME: rules, environments, notes.

    \b
    Example:
      cp -r "$(boolnet models path osteoimmune)" my-model
    """
    folder = str(_load(name).path)
    if as_json:
        _print_json({**_stamp("model-path"), "name": name, "path": folder})
    else:
        click.echo(folder)


def _load(name: str) -> Model:
    try:
        return load_model(name)
    except UnknownModelError as error:
        hint = "" if error.suggestions else f"; there are {', '.join(list_models())}"
        raise click.BadParameter(f"{error}{hint}", param_hint="NAME") from None


def _stamp(kind: str) -> dict[str, str]:
    return {"schema": f"boolnet-{kind}/1", "tool": f"boolnet {__version__}"}


def _describe(model: Model) -> dict[str, Any]:
    return {
        "name": model.name,
        "title": model.title,
        "titles": dict(model.titles),
        "version": model.version,
        "license": model.license,
        "species": model.species,
        "nodes": len(model.network),
        "inputs": len(model.network.inputs),
        "path": str(model.path),
    }


def _contents(model: Model) -> dict[str, Any]:
    return {
        "description": model.description,
        "nodes": list(model.network.names),
        "inputs": list(model.network.inputs),
        "environments": {e.name: _describe_environment(e) for e in model.environments.values()},
        "therapies": {t.name: _describe_therapy(t) for t in model.therapies.values()},
        "phenotypes": {
            p.name: {
                "title": p.title,
                "titles": dict(p.titles),
                "condition": format_expression(p.condition),
            }
            for p in model.phenotypes.values()
        },
    }


def _describe_environment(environment: Environment) -> dict[str, Any]:
    return {
        "title": environment.title,
        "titles": dict(environment.titles),
        "others": "free" if environment.others is None else int(environment.others),
        "inputs": {name: int(value) for name, value in environment.inputs.items()},
    }


def _describe_therapy(therapy: Therapy) -> dict[str, Any]:
    return {
        "title": therapy.title,
        "titles": dict(therapy.titles),
        "target": therapy.target or None,
        "inputs": {name: int(value) for name, value in therapy.inputs.items()},
        "hold": describe_perturbation(therapy.perturbation),
        "source": therapy.source,
        "confidence": therapy.confidence or None,
        "verify": therapy.verify,
    }


def _section(title: str, lines: Iterable[str]) -> None:
    click.echo(f"\n{title}")
    for line in lines:
        click.echo(f"  {line}")


def _columns(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """*rows* as lines with aligned columns, those of numbers at the right."""
    table = list(rows)
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    return ["  ".join(map(_pad, row, widths)).rstrip() for row in table]


def _pad(cell: str, cells: int) -> str:
    return pad_left(cell, cells) if cell[:1].isdigit() else pad(cell, cells)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
