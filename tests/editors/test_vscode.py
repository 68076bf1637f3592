"""The extension for VS Code: its files fit together, and its grammar colours what it should.

The regular expressions are tried with Python's engine, so they keep to what both engines read
alike; the little that a grammar does with them is done here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from boolnet.formats.registry import promised_format
from boolnet.language.annotations import FLAGS, KEYS, PREFIXES
from boolnet.language.formula import MACROS
from boolnet.language.tokens import RESERVED
from boolnet.lsp.colours import TYPES
from tests.running import ROOT

FOLDER = ROOT / "editors" / "vscode"
PACKAGE = json.loads((FOLDER / "package.json").read_text("utf-8"))
GRAMMAR = json.loads((FOLDER / "syntaxes" / "boolnet.tmLanguage.json").read_text("utf-8"))
WORDS = json.loads((FOLDER / "language-configuration.json").read_text("utf-8"))
SCRIPT = (FOLDER / "src" / "extension.js").read_text("utf-8")


def patterns(rules: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """*rules* with what they include."""
    for rule in rules:
        if "include" in rule:
            included = GRAMMAR["repository"][rule["include"].removeprefix("#")]
            yield from patterns(included["patterns"] if "match" not in included
                                and "begin" not in included else [included])  # fmt: skip
        else:
            yield rule


def coloured(line: str, rules: list[dict[str, Any]] | None = None, start: int = 0) -> list[Any]:
    """The words of *line* that the grammar names, as pairs of a word and its scope."""
    known = list(patterns(GRAMMAR["patterns"] if rules is None else rules))
    found: list[Any] = []
    place = start
    while place < len(line):
        matches = []
        for order, rule in enumerate(known):
            match = re.compile(rule.get("match") or rule["begin"]).search(line, place)
            if match is not None:
                matches.append((match.start(), order, match, rule))
        if not matches:
            break
        _, _, match, rule = min(matches, key=lambda one: one[:2])
        assert match.end() > match.start(), "a grammar that finds nothing stands still"
        if "begin" in rule:
            found.append((match.group(), rule["beginCaptures"]["0"]["name"]))
            return found + coloured(line, rule["patterns"], match.end())
        if "captures" in rule:
            for group, capture in rule["captures"].items():
                found.append((match[int(group)], capture["name"]))
        else:
            found.append((match.group(), rule["name"]))
        place = match.end()
    return found


def every_expression(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("match", "begin", "end"):
                yield value
            else:
                yield from every_expression(value)
    elif isinstance(part, list):
        for value in part:
            yield from every_expression(value)


@pytest.mark.parametrize("expression", list(every_expression(GRAMMAR)))
def test_both_engines_read_the_expressions_alike(expression: str) -> None:
    re.compile(expression)

    # What one engine lacks or reads differently: options in the middle, possessive and atomic
    # parts, classes within classes, \h \G \K \p.
    assert not re.search(r"\(\?[a-z]+\)|[*+?}]\+|\(\?>|\(\?P|\\[hGKpzZAX]|\[\[|&&\[", expression)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("targets, factors", {"targets": "keyword.control", "factors": "keyword.control"}),
        ("ERK,  MEK & !RAF", {"ERK": "entity.name.function", "MEK": "variable.other.regulator",
                              "&": "keyword.operator", "!": "keyword.operator"}),
        ('"IL-2 x", TNF-α | 1', {'"IL-2 x"': "entity.name.function", "1": "constant.language",
                                 "TNF-α": "variable.other.regulator"}),
        ("A, A-1 AND NOT B.1", {"A-1": "variable.other.regulator", "AND": "keyword.operator",
                                "B.1": "variable.other.regulator", "NOT": "keyword.operator"}),
        ("A, maj(B, TRUE)", {"maj": "support.function", "TRUE": "constant.language",
                             "B": "variable.other.regulator"}),
        ("A, B # C & D", {"# C & D": "comment.line.number-sign"}),
        ("# A, B", {"# A, B": "comment.line.number-sign"}),
        ("#@ A -| B | PMID:12 | note: \"x\"\"y|z\" | verify",
         {"#@": "punctuation.definition", "-|": "keyword.operator.arrow",
          "PMID": "keyword.other.reference", "12": "constant.other.reference",
          "note": "keyword.other.key", '"x""y|z"': "string.quoted", "verify": "keyword.other"}),
        ("B, C  #@ B: name-zh: x", {"#@": "punctuation.definition", "name-zh": "keyword.other"}),
        ("and1, notch", {"and1": "entity.name.function", "notch": "variable.other.regulator"}),
    ],
)  # fmt: skip
def test_lines_have_their_colours(line: str, expected: dict[str, str]) -> None:
    found = dict(coloured(line))

    for word, scope in expected.items():
        assert found[word].startswith(scope), word


def test_no_line_takes_long() -> None:
    for letter in '"(!#@ a-:|':
        coloured(f"A, {letter * 3_000}")


def test_the_grammar_knows_the_words_of_the_language() -> None:
    said = json.dumps(GRAMMAR)

    for word in (*KEYS, *FLAGS, *PREFIXES.values(), *MACROS, *RESERVED):
        assert re.search(rf"[(|:b]{re.escape(word)}[)|(\\]", said), word


def test_the_files_fit_together() -> None:
    (language,) = PACKAGE["contributes"]["languages"]
    (grammar,) = PACKAGE["contributes"]["grammars"]

    assert language["id"] == grammar["language"] == "bnet"
    assert (FOLDER / language["configuration"]).is_file()
    assert (FOLDER / grammar["path"]).is_file()
    assert GRAMMAR["scopeName"] == grammar["scopeName"]
    assert (FOLDER / PACKAGE["main"]).is_file()
    settings = PACKAGE["contributes"]["configuration"]["properties"]
    assert ["boolnet", "lsp"] == settings["boolnet.command"]["default"]
    assert {"boolnet.command"} <= set(re.findall(r'"(boolnet\.\w+)"', SCRIPT))
    for command in PACKAGE["contributes"]["commands"]:
        assert f'registerCommand("{command["command"]}"' in SCRIPT
    scopes = PACKAGE["contributes"]["semanticTokenScopes"][0]["scopes"]
    assert {name for name in scopes if "." not in name} <= set(TYPES)


def test_a_word_is_a_name() -> None:
    pattern = re.compile(WORDS["wordPattern"])

    found = pattern.findall('A1, "IL 2" & !TNF-α|(Ca.2)')
    assert ["A1", '"IL 2"', "TNF-α", "Ca.2"] == found


def test_other_formats_are_those_that_are_read() -> None:
    match = re.search(r"\{([\w,.]+)\}", SCRIPT)
    assert match is not None

    for suffix in match[1].split(","):
        form = promised_format(f"model.{suffix}")
        assert form is not None, suffix
        assert form.reads
