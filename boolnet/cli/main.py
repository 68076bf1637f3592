"""The command line: ``boolnet COMMAND``."""

from __future__ import annotations

from importlib import import_module

import click

from boolnet import __version__

# Each command is loaded when it is called, so that none waits for the libraries of another.
_COMMANDS = {
    "check": "boolnet.cli.check",
    "explain": "boolnet.cli.explain",
    "models": "boolnet.cli.models",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name]), cmd_name)
        return command


@click.group(cls=_Lazy)
@click.version_option(__version__)
def main() -> None:
    """A simulator of Boolean signalling networks."""
