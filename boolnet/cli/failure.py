"""What a command says when it could not run."""

from __future__ import annotations

import os
import sys
from typing import IO, Any

import click

from boolnet.report.echo import show

COULD_NOT_RUN, BUG, STOPPED, INTERRUPTED = 2, 3, 4, 130  # exit statuses


class Failure(click.ClickException):
    """The command could not run: wrong usage, no such file, node or model.

    Args:
        message: What is wrong and what to do; may have more lines, such as carets.
        code: The code of the message, such as ``BN601``; empty when it has none.
        place: The file that it is about; may be empty.
        status: The exit status.
    """

    def __init__(
        self, message: str, code: str = "", place: str = "", status: int = COULD_NOT_RUN
    ) -> None:
        super().__init__(message)
        self.code = code
        self.place = place
        self.status = status

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message to stderr."""
        head = f"error[{self.code}]" if self.code else "error"
        say(head, self.message)
        if self.place:
            click.echo(f" --> {show(self.place)}", err=True)


def say(head: str, message: str) -> None:
    """Print ``head: message`` to stderr, with colour on a terminal."""
    colour = "cyan" if head in ("note", "hint") else "red"
    if wants_colour(sys.stderr):
        head = click.style(head, fg=colour, bold=True)
    lines = [show(line) for line in message.split("\n")]
    click.echo("\n".join([f"{head}: {lines[0]}", *lines[1:]]), err=True)


def wants_colour(stream: IO[Any]) -> bool:
    """Whether *stream* is a terminal whose owner has nothing against colours."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and stream.isatty()
