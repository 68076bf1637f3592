"""The server tried out: started as an editor does, asked a few things, and ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from boolnet.lsp.client import Client, ServerError

_TEXT = """targets, factors
#@ MEK -> ERK | PMID:8388392
ERK, MEK && (RAF | !DUSP6)
DUSP6, ERK
MEK, MEK
RAF, MEK and RAF
"""
_URI = "file:///trial/trial.bnet"


@dataclass(frozen=True)
class Trial:
    """What came of it.

    Attributes:
        steps: What was tried, in a few words each.
        problem: What went wrong in the last of them; empty when nothing did.
        seconds: From the first question to the last answer.
    """

    steps: tuple[str, ...]
    problem: str
    seconds: float


def command() -> list[str]:
    """The command that starts the server with this very Python."""
    return [sys.executable, "-P", "-m", "boolnet", "lsp"]


def try_server() -> Trial:
    """Start the server as a program, and ask what an editor asks first."""
    home = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
    steps: list[str] = []
    problem = ""
    start = perf_counter()
    with Client(command(), env={**os.environ, "PYTHONPATH": paths}) as client:
        try:
            for number, step in enumerate(_steps(client)):
                if number == 0:
                    start = perf_counter()  # the program has started
                steps.append(step)
        except (ServerError, AssertionError, LookupError, TypeError) as error:
            problem = str(error) or "an unexpected answer"
    return Trial(tuple(steps), problem, perf_counter() - start)


def _steps(client: Client) -> Iterator[str]:
    def ask(method: str, line: int, column: int, **more: Any) -> Any:
        place = {"line": line, "character": column}
        return client.request(
            f"textDocument/{method}",
            {"textDocument": {"uri": _URI}, "position": place, **more},
        )

    said: dict[str, Any] = client.request(
        "initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": {}}
    )
    yield _hold("initialize", lambda: said["capabilities"]["hoverProvider"] is True)
    client.notify("initialized", {})
    item = {"uri": _URI, "languageId": "bnet", "version": 1, "text": _TEXT}
    client.notify("textDocument/didOpen", {"textDocument": item})
    found = client.wait_for("textDocument/publishDiagnostics", uri=_URI, version=1)["diagnostics"]
    yield "didOpen ok"
    count = len(found)
    yield f"{count} diagnostic{'s' * (count != 1)}"
    hover = ask("hover", 2, 1)
    yield _hold("hover", lambda: "MEK" in hover["contents"]["value"])
    edit = ask("rename", 2, 1, newName="ERK1/2")
    yield _hold("rename", lambda: len(edit["changes"][_URI]) == 3)
    client.request("shutdown")
    client.notify("exit")
    yield _hold("shutdown", lambda: client.process.wait(client.patience) == 0)


def _hold(what: str, is_so: Callable[[], bool]) -> str:
    if not is_so():
        raise AssertionError(f"{what}: an unexpected answer")
    return f"{what} ok"
