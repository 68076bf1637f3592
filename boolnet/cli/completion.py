"""What the Tab key offers: models and files, environments, nodes.

Completion never complains: where FILE cannot be read there is nothing to offer.
"""

from __future__ import annotations

from collections.abc import Mapping

import click
from click.shell_completion import CompletionItem

from boolnet.cli.source import Source, open_source
from boolnet.errors import BoolnetError
from boolnet.network.environment import Environment
from boolnet.network.library import Model, list_models
from boolnet.network.therapy import Therapy


def complete_file(
    _context: click.Context, _option: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Models by name, and whatever the shell knows about files."""
    models = [CompletionItem(name) for name in list_models() if name.startswith(incomplete)]
    return [*models, CompletionItem(incomplete, type="file")]


def complete_environment(
    context: click.Context, _option: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The environments of the model, with their titles."""
    model = _model(context)
    return _titled({} if model is None else model.environments, incomplete)


def complete_therapy(
    context: click.Context, _option: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The therapies of the model, with their titles."""
    model = _model(context)
    return _titled({} if model is None else model.therapies, incomplete)


def complete_node(
    context: click.Context, _option: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The nodes of the network."""
    source = _source(context)
    names = source.network.names if source is not None else ()
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _titled(
    known: Mapping[str, Environment] | Mapping[str, Therapy], incomplete: str
) -> list[CompletionItem]:
    items = known.items()
    return [CompletionItem(n, help=v.title) for n, v in items if n.startswith(incomplete)]


def _model(context: click.Context) -> Model | None:
    source = _source(context)
    return None if source is None else source.model


def _source(context: click.Context) -> Source | None:
    # Behind an option that still waits for its value, click has not come to FILE yet.
    path = context.params.get("file") or next(iter(context.args), None)
    if not path or path == "-":  # standard input belongs to the shell now
        return None
    try:
        return open_source(path, quiet=True)
    except (BoolnetError, click.ClickException):
        return None
