"""The snippets of docs/how-to/editors.md start the server that there is."""

from __future__ import annotations

import json
import re
import tomllib
import xml.etree.ElementTree as trees

import click
import pytest

from boolnet.cli.main import main
from tests.running import ROOT

PAGE = (ROOT / "docs" / "how-to" / "editors.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def block(language: str, number: int = 0) -> str:
    return [text for name, text in BLOCKS if name == language][number]


def test_the_command_is_there() -> None:
    assert "lsp" in main.list_commands(click.Context(main))


@pytest.mark.parametrize("number", [0, 1])
def test_neovim(number: int) -> None:
    text = block("lua", number)

    assert 'cmd = { "boolnet", "lsp" }' in text
    assert '{ extension = { bnet = "bnet" } }' in text
    assert text.count("(") == text.count(")")
    assert text.count("{") == text.count("}")


def test_helix() -> None:
    settings = tomllib.loads(block("toml"))

    server = settings["language-server"]["boolnet"]
    assert ["boolnet", "lsp"] == [server["command"], *server["args"]]
    (language,) = settings["language"]
    assert ["boolnet"] == language["language-servers"]
    assert ["bnet"] == language["file-types"]


def test_emacs() -> None:
    text = block("elisp")

    assert '(bnet-mode . ("boolnet" "lsp"))' in text
    assert text.count("(") == text.count(")")


def test_kate() -> None:
    servers = json.loads(block("json"))["servers"]
    language = trees.fromstring(block("xml").encode())

    assert ["boolnet", "lsp"] == servers["bnet"]["command"]
    assert re.search(servers["bnet"]["highlightingModeRegex"], language.attrib["name"])
    assert "*.bnet" == language.attrib["extensions"]
