"""``boolnet lsp``: the language server for editors."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

import click

from boolnet.cli.failure import Failure


@click.command("lsp")
@click.option("--self-test", is_flag=True, help="Start the server, ask it a few things, end it.")
@click.option(
    "--stdio", is_flag=True, help="Talk over standard input and output, as it always does."
)
@click.option(
    "--log-level",
    type=click.Choice(("debug", "info", "warning", "error")),
    default="warning",
    show_default=True,
    help="What is written to stderr, which editors show as the server's log.",
)
def lsp(self_test: bool, stdio: bool, log_level: str) -> None:
    """Start the language server, for editors: diagnostics, fixes, hover, completion, rename.

    An editor starts it and talks to it over standard input and output; docs/how-to/editors.md
    says what to write into its settings. It needs the extra lsp: pip install "boolnet[lsp]".

    \b
    Examples:
      boolnet lsp
      boolnet lsp --self-test
    """
    if find_spec("pygls") is None:
        raise Failure('the language server needs: pip install "boolnet[lsp]"')
    if self_test:
        sys.exit(_try())
    from boolnet.lsp.process import serve

    status = serve(log_level)
    sys.stderr.flush()
    os._exit(status)  # a check that still runs is for nobody


def _try() -> int:
    """Print what came of the trial; the exit status."""
    from boolnet.lsp.trial import try_server

    trial = try_server()
    told = " · ".join(trial.steps) or "nothing"
    click.echo(f"{told}   ({1000 * trial.seconds:.0f} ms)")
    if trial.problem:
        raise Failure(f"the language server does not work: {trial.problem}")
    return 0
