"""``boolnet lsp``."""

from __future__ import annotations

import importlib.util
import re
from importlib.machinery import ModuleSpec

import pytest

from tests.running import boolnet


def test_it_tries_itself_out() -> None:
    result = boolnet("lsp", "--self-test")

    assert 0 == result.exit_code, result.stderr
    assert re.fullmatch(
        r"initialize ok · didOpen ok · 2 diagnostics · hover ok · rename ok · shutdown ok"
        r"   \(\d+ ms\)\n",
        result.stdout,
    )


def test_without_the_extra_it_says_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "pygls" else find(name, package)

    monkeypatch.setattr("boolnet.cli.lsp.find_spec", without)

    result = boolnet("lsp")

    assert 2 == result.exit_code
    assert 'error: the language server needs: pip install "boolnet[lsp]"\n' == result.stderr
    assert "" == result.stdout
