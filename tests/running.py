"""Running boolnet as people do: in this process, or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from boolnet.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = (sys.executable, "-c", "from boolnet.cli.start import main; main()")


def boolnet(*arguments: str | Path, input: str | bytes | None = None, **env: str) -> Result:
    """Call the command line in this process, as if nobody looked at its output."""
    words = [str(argument) for argument in arguments]
    return CliRunner(env={"COLUMNS": "80", **env}).invoke(main, words, input=input)


def start(*arguments: str | Path, env: Mapping[str, str] | None = None) -> subprocess.Popen[Any]:
    """Start the command line as a program, its output as UTF-8 text in pipes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", **(env or {})}
    return subprocess.Popen(
        [*PROGRAM, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
    )
