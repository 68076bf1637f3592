"""The server as an editor meets it: a program, spoken to over standard input and output."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boolnet.lsp.client import Client, ServerError
from boolnet.lsp.colours import TYPES
from boolnet.lsp.trial import command
from tests.lsp.views import MODEL
from tests.running import ROOT

ENV = {**os.environ, "PYTHONPATH": str(ROOT)}
BROKEN = "targets, factors\nA, B && C\nB, B AND C\nC, C\n"


def start(encodings: list[str] | None = None) -> Client:
    client = Client(command(), ENV)
    general = {"positionEncodings": encodings} if encodings else {}
    rename = {"rename": {"prepareSupport": True}}
    said = client.request(
        "initialize",
        {
            "processId": None,
            "rootUri": None,
            "capabilities": {"general": general, "textDocument": rename},
        },
    )
    assert (encodings or ["utf-16"])[0] == said["capabilities"]["positionEncoding"]
    client.notify("initialized", {})
    return client


class Editor:
    """A file that is open in an editor."""

    number = 0

    def __init__(self, client: Client, text: str, suffix: str = "bnet") -> None:
        Editor.number += 1
        self.client = client
        self.uri = f"file:///nowhere/f{Editor.number}.{suffix}"
        self.version = 1
        item = {"uri": self.uri, "languageId": suffix, "version": 1, "text": text}
        client.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, *changes: dict[str, Any]) -> None:
        self.version += 1
        document = {"uri": self.uri, "version": self.version}
        self.client.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)}
        )

    def findings(self) -> list[dict[str, Any]]:
        """Those of the present text."""
        found = self.client.wait_for(
            "textDocument/publishDiagnostics", uri=self.uri, version=self.version
        )
        return list(found["diagnostics"])

    def ask(self, method: str, line: int | None = None, column: int = 0, **more: Any) -> Any:
        params: dict[str, Any] = {"textDocument": {"uri": self.uri}, **more}
        if line is not None:
            params["position"] = {"line": line, "character": column}
        return self.client.request(f"textDocument/{method}", params)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with start() as client:
        yield client


def part(line: int, first: int, last: int) -> dict[str, Any]:
    return {
        "start": {"line": line, "character": first},
        "end": {"line": line, "character": last},
    }


EVERYTHING = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}


def carried_out(text: str, edits: list[dict[str, Any]]) -> str:
    """*text*, of ASCII letters, after *edits* as an editor carries them out."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def offset(place: dict[str, int]) -> int:
        return min(starts[min(place["line"], len(starts) - 1)] + place["character"], len(text))

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        first, last = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:first] + edit["newText"] + text[last:]
    return text


def test_mistakes_are_shown_while_typing(client: Client) -> None:
    editor = Editor(client, BROKEN)

    first = editor.findings()
    assert {"BN113", "BN114"} == {finding["code"] for finding in first}
    assert part(1, 5, 7) == first[0]["range"]
    assert "boolnet explain BN113" in first[0]["message"]
    assert first[0]["codeDescription"]["href"].startswith("file://")
    assert first[0]["codeDescription"]["href"].endswith("BN113.md")

    editor.change({"range": part(1, 5, 7), "text": "&"}, {"range": part(2, 5, 8), "text": "&"})
    assert [] == editor.findings()

    editor.change({"text": "A, (B\nB, B\n"})
    assert ["BN101"] == [f["code"] for f in editor.findings() if f["severity"] == 1]


def test_two_rules_for_a_node_point_at_each_other(client: Client) -> None:
    editor = Editor(client, "targets, factors\nA, B\nB, B\nA, B\n")

    (finding,) = editor.findings()

    assert "BN202" == finding["code"]
    assert [1] == finding["tags"]
    (related,) = finding["relatedInformation"]
    assert part(1, 0, 1) == related["location"]["range"]


def test_fixes_give_a_clean_file(client: Client) -> None:
    editor = Editor(client, BROKEN)
    found = editor.findings()
    context = {"diagnostics": found}

    actions = editor.ask("codeAction", range=EVERYTHING, context=context)

    fixes = [a for a in actions if a["kind"] == "quickfix" and a.get("isPreferred")]
    assert 2 == len(fixes)
    assert all(len(fix["diagnostics"]) == 1 for fix in fixes)
    text = BROKEN
    for fix in fixes:
        text = carried_out(text, fix["edit"]["changes"][editor.uri])
    (every,) = editor.ask(
        "codeAction", range=EVERYTHING, context={**context, "only": ["source.fixAll"]}
    )
    assert text == carried_out(BROKEN, every["edit"]["changes"][editor.uri])
    editor.change({"text": text})
    assert [] == editor.findings()
    assert [] == editor.ask("codeAction", range=EVERYTHING, context={"diagnostics": []})


def test_answers_about_a_place(client: Client) -> None:
    editor = Editor(client, MODEL)
    place = 5, 1  # ERK, at the head of its rule

    hover = editor.ask("hover", *place)
    assert "*on when* MEK is on" in hover["contents"]["value"]
    assert part(5, 0, 3) == hover["range"]
    (definition,) = editor.ask("definition", 7, 8)
    assert part(5, 0, 3) == definition["range"]
    places = editor.ask("references", *place, context={"includeDeclaration": False})
    assert 5 == len(places)
    marks = editor.ask("documentHighlight", *place)
    assert [3] == [mark["kind"] for mark in marks if mark["range"] == part(5, 0, 3)]
    offered = editor.ask("completion", 7, 7)
    assert ["ERK"] == [i["label"] for i in offered["items"] if i["detail"].startswith("used 5")]
    assert editor.ask("hover", 2, 0) is None


def test_rename_over_the_wire(client: Client) -> None:
    editor = Editor(client, MODEL)

    prepared = editor.ask("prepareRename", 13, 3)
    assert {"range": part(13, 1, 17), "placeholder": "β-cell growth 🙂"} == prepared
    edits = editor.ask("rename", 5, 1, newName="ERK2")["changes"][editor.uri]
    assert 6 == len(edits)
    assert {"ERK2"} == {edit["newText"] for edit in edits}
    assert part(13, 20, 23) in [edit["range"] for edit in edits]  # the emoji counts two
    with pytest.raises(ServerError, match='there is already a node "MEK"'):
        editor.ask("rename", 5, 1, newName="MEK")
    assert editor.ask("prepareRename", 0, 0) is None


def test_answers_about_the_file(client: Client) -> None:
    editor = Editor(client, MODEL)

    symbols = editor.ask("documentSymbol")
    assert "ERK" == symbols[0]["name"]
    assert 7 == len(symbols)
    assert {"comment", "region"} == {fold["kind"] for fold in editor.ask("foldingRange")}
    targets = [link["target"] for link in editor.ask("documentLink")]
    assert "https://doi.org/10.1000/182" in targets
    data = editor.ask("semanticTokens/full")["data"]
    some = editor.ask("semanticTokens/range", range=part(5, 0, 99))["data"]
    assert 0 == len(data) % 5
    assert [5, 0, 3, TYPES.index("function"), 1] == some[:5]


def test_a_file_is_laid_out(client: Client) -> None:
    text = "targets, factors\nA,B&C # why\nB,   B\nC, C\n"
    editor = Editor(client, text)

    edits = editor.ask("formatting", options={"tabSize": 4, "insertSpaces": True})

    assert "targets, factors\n# why\nA, B & C\nB, B\nC, C\n" == carried_out(text, edits)
    broken = Editor(client, "A, (B\n")
    assert [] == broken.ask("formatting", options={"tabSize": 4, "insertSpaces": True})


@pytest.mark.parametrize(("encoding", "width"), [("utf-8", 12), ("utf-16", 6), ("utf-32", 5)])
def test_the_editor_says_how_it_counts(encoding: str, width: int) -> None:
    text = 'targets, factors\n"中文🙂", A\nA, A\n'
    with start([encoding]) as client:
        editor = Editor(client, text)
        editor.findings()

        (definition,) = editor.ask("definition", 1, width + 2)
        assert part(2, 0, 1) == definition["range"]
        (mark,) = editor.ask("documentHighlight", 1, 1)
        assert part(1, 0, width) == mark["range"]
        editor.change({"range": part(1, width + 2, width + 3), "text": "(A"})
        assert part(1, width + 2, width + 3) in [f["range"] for f in editor.findings()]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "\x00\x01\x02",
        "\ud800",
        "A, " + "(" * 30_000,
        "A, " + "!" * 30_000 + "A\n",
        "A, B\u2028C\x0c, \x85\r\r\nD",
        "A" * 300_000,
        '"' * 10_001,
        "#@ " + "A -> " * 5_000,
        "A, 🙂" * 5_000,
        "\ufeff\u202e\u2066",
        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
    ],
    ids=range(13),
)
def test_no_file_ends_the_server(client: Client, text: str) -> None:
    editor = Editor(client, text, "sbml" if text.startswith("<") else "bnet")

    editor.findings()
    for method in ("documentSymbol", "foldingRange", "documentLink", "semanticTokens/full"):
        editor.ask(method)
    for line, column in ((0, 0), (0, 3), (3, 10**6), (10**6, 0)):
        for method in ("hover", "definition", "completion", "prepareRename", "documentHighlight"):
            editor.ask(method, line, column)
    editor.ask("codeAction", range=EVERYTHING, context={"diagnostics": []})
    editor.ask("formatting", options={"tabSize": 4, "insertSpaces": True})
    editor.change({"range": EVERYTHING, "text": "A, A\n"})
    editor.client.notify("textDocument/didClose", {"textDocument": {"uri": editor.uri}})
    assert client.process.poll() is None


def test_what_is_not_open_has_no_answers(client: Client) -> None:
    editor = Editor(client, MODEL)
    editor.findings()
    editor.client.notify("textDocument/didClose", {"textDocument": {"uri": editor.uri}})

    gone = client.wait_for("textDocument/publishDiagnostics", uri=editor.uri)
    assert [] == gone["diagnostics"]
    assert editor.ask("hover", 5, 1) is None
    editor.change({"text": "A, A\n"})  # too late, and no harm


def test_only_the_last_of_many_keystrokes_is_checked(client: Client) -> None:
    text = "targets, factors\n" + "".join(f"N{i}, N{i + 1} & !N{i // 2}\n" for i in range(2_000))
    editor = Editor(client, text)
    editor.findings()

    for letter in "& (N1 | N2":
        editor.change({"range": part(1, 99, 99), "text": letter})
        offered = editor.ask("completion", 1, 6)
        assert offered["items"]
    assert ["BN101"] == [f["code"] for f in editor.findings() if f["severity"] == 1]


def test_settings_of_a_folder_count(client: Client, tmp_path: Path) -> None:
    (tmp_path / "boolnet.toml").write_text('[check]\nignore = ["BN113"]\n', "utf-8")
    uri = (tmp_path / "a.bnet").as_uri()
    item = {"uri": uri, "languageId": "bnet", "version": 1, "text": BROKEN}

    client.notify("textDocument/didOpen", {"textDocument": item})

    found = client.wait_for("textDocument/publishDiagnostics", uri=uri)["diagnostics"]
    assert {"BN114"} == {finding["code"] for finding in found}
    (tmp_path / "boolnet.toml").write_text("[check]\nignoring = 1\n", "utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert "ignoring" in client.wait_for("window/showMessage")["message"]
    found = client.wait_for("textDocument/publishDiagnostics", uri=uri)["diagnostics"]
    assert {"BN113", "BN114"} == {finding["code"] for finding in found}
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_an_unknown_question_is_refused(client: Client) -> None:
    with pytest.raises(ServerError, match="Method Not Found"):
        client.request("boolnet/nothing", {})


def test_it_ends_when_it_is_told_to() -> None:
    with start() as client:
        Editor(client, MODEL).findings()
        assert client.request("shutdown") is None
        client.notify("exit")
        assert 0 == client.process.wait(10)
    assert "" == client.said()


def test_it_ends_when_the_editor_is_gone() -> None:
    with start() as client:
        text = "targets, factors\n" + "".join(f"N{i}, N{i + 1}\n" for i in range(20_000))
        Editor(client, text)  # a check is on its way
        assert 1 == client.end()


def test_a_client_of_pygls_agrees() -> None:
    """A client that others wrote, with its own reading of the protocol."""
    from lsprotocol import types as lsp
    from pygls.lsp.client import LanguageClient

    async def talk() -> tuple[Any, Any]:
        client = LanguageClient("editor", "1")
        shown: asyncio.Future[lsp.PublishDiagnosticsParams] = asyncio.Future()

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def show(params: lsp.PublishDiagnosticsParams) -> None:
            shown.set_result(params)

        await client.start_io(*command(), env=ENV)
        await client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities()))
        item = lsp.TextDocumentItem("file:///x/a.bnet", "bnet", 1, BROKEN)
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        found = await asyncio.wait_for(shown, 30)
        place = lsp.HoverParams(lsp.TextDocumentIdentifier(item.uri), lsp.Position(1, 0))
        hover = await client.text_document_hover_async(place)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
        return found, hover

    found, hover = asyncio.run(talk())

    assert {"BN113", "BN114"} == {finding.code for finding in found.diagnostics}
    assert "**A**" in hover.contents.value
