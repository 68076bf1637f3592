"""Where the program ``boolnet`` starts: Ctrl-C is no mistake, not even while it loads."""

from __future__ import annotations

import sys


def main() -> None:
    """Load the command line and run it."""
    try:
        from boolnet.cli.main import main as run

        run(prog_name="boolnet")
    except KeyboardInterrupt:  # before there was anything to stop
        sys.exit(130)
