"""``boolnet explain CODE``: what a finding means, with an example."""

from __future__ import annotations

import click

from boolnet.diagnostics import CODES
from boolnet.report.pages import read_page


@click.command("explain")
@click.argument("code")
def explain(code: str) -> None:
    """Print the page of a code such as BN203, or of a name such as conflicting."""
    wanted = code.strip()
    by_name = {name: number for number, name in CODES.items()}
    number = by_name.get(wanted.lower(), wanted.upper())
    page = read_page(number) if number in CODES else None
    if page is None:
        raise click.BadParameter(
            f'there is no "{wanted}"; codes run from {min(CODES)} to {max(CODES)}',
            param_hint="CODE",
        )
    click.echo(page.rstrip())
