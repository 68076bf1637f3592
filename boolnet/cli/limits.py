"""What a search may spend, as options: ``--timeout``, ``--memory`` and ``--effort``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import click

from boolnet.engines.budget import Budget

STEPS = 1_000_000  # steps of work in one unit of --effort: about a second
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)B?", re.IGNORECASE)


def read_size(text: str) -> int:
    """The number of bytes in ``500M`` or ``1.5G``: a thousand, not 1024, of each below.

    Raises:
        BadParameter: It is no size.
    """
    found = _SIZE.fullmatch(text.strip())
    if not found:
        raise click.BadParameter(f'"{text}" is no size; write for example 500M or 2G')
    return round(float(found[1]) * _UNITS[found[2].upper()])


LIMITS = (
    click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0),
        help="Stop after so long, print what is known, and exit with status 4.",
    ),
    click.option(
        "--memory",
        metavar="SIZE",
        type=read_size,
        help="Stop before the program holds more memory than this, such as 500M or 2G.",
    ),
    click.option(
        "--effort",
        metavar="N",
        type=click.FloatRange(min=0),
        help="Stop after so much work, about N seconds of it, at the same place in every run.",
    ),
)


@dataclass(frozen=True)
class Limits:
    """The limits that were given.

    Attributes:
        timeout: Seconds, or `None`.
        memory: Bytes, or `None`.
        effort: Millions of steps of work, or `None`.
    """

    timeout: float | None = None
    memory: int | None = None
    effort: float | None = None

    def open_budget(self, progress: Callable[[str], None]) -> Budget:
        """A budget with these limits; its clock runs from now on.

        Raises:
            UnsupportedError: There is a limit of memory, and this system does not measure it.
        """
        work = None if self.effort is None else round(self.effort * STEPS)
        return Budget(seconds=self.timeout, memory=self.memory, work=work, progress=progress)
