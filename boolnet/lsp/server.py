"""The server: files that are open in an editor, and checks in the background.

Requests are answered in one thread and files checked in another, so that neither keeps the
messages waiting. What is answered stands in `boolnet.lsp.features`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from boolnet import __version__
from boolnet.checking.settings import Settings, find_settings
from boolnet.errors import BoolnetError, InputError
from boolnet.formats.detect import guess_format
from boolnet.formats.registry import promised_format
from boolnet.language.source import SourceText
from boolnet.lsp import protocol
from boolnet.lsp.findings import choose
from boolnet.lsp.positions import Position, Ruler, apply_change
from boolnet.lsp.view import RULES, View

PAUSE = 0.1  # seconds without a keystroke before a file is checked
_LONGEST_PAUSE = 2.0
REFUSED = -32803  # "request failed": the editor shows the message

log = logging.getLogger("boolnet.lsp")
Answer = TypeVar("Answer")


@dataclass
class OpenFile:
    """A file that is open in an editor.

    Attributes:
        uri: How the editor calls it.
        view: Its text, as of the last keystroke.
        seconds: How long the last check took.
        shown: The findings that the editor was sent last.
        check: The check that waits or runs.
    """

    uri: str
    view: View
    seconds: float = 0
    shown: list[lsp.Diagnostic] = field(default_factory=list)
    check: asyncio.Task[None] | None = None


class _Protocol(LanguageServerProtocol):
    """The protocol, with texts kept by `Server`: those of pygls end lines at more characters
    than the protocol does, and so lose the place in a file with one of them."""

    _server: Server

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        self._server.open(params.text_document)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        self._server.change(params)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        self._server.close(params.text_document.uri)


class Server(LanguageServer):
    """The language server for rule files."""

    def __init__(self) -> None:
        super().__init__("boolnet", __version__, protocol_cls=_Protocol)
        self.files: dict[str, OpenFile] = {}
        self.was_shut_down = False
        self._checks = ThreadPoolExecutor(1, "check")
        self._answers = ThreadPoolExecutor(1, "answer")

    @property
    def encoding(self) -> str:
        """The units in which the editor counts."""
        chosen = self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16
        return str(getattr(chosen, "value", chosen))  # a name of the list, or what was sent

    # -- texts -----------------------------------------------------------------------------

    def open(self, item: lsp.TextDocumentItem) -> None:
        """The editor opened a file."""
        self.close(item.uri)
        path = to_fs_path(item.uri) or item.uri.rpartition("/")[2] or item.uri
        form = promised_format(path)
        if form is None and item.language_id != RULES:
            form = guess_format(item.text.encode("utf-8", "replace"), path)
        view = View(
            SourceText.of(item.text, path),
            RULES if form is None else form.name,
            self._settings(path),
            item.version,
        )
        self.files[item.uri] = OpenFile(item.uri, view)
        self._check_soon(self.files[item.uri], 0)

    def change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """The editor changed a text."""
        file = self.files.get(params.text_document.uri)
        if file is None:
            return
        source = file.view.source
        for change in params.content_changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                first = Position(change.range.start.line, change.range.start.character)
                last = Position(change.range.end.line, change.range.end.character)
                source = apply_change(source, first, last, change.text, self.encoding)
            else:
                source = SourceText.of(change.text, source.path)
        file.view = file.view.after(source, params.text_document.version)
        self._check_soon(file, min(max(PAUSE, file.seconds / 2), _LONGEST_PAUSE))

    def close(self, uri: str) -> None:
        """The editor closed a file: its findings go."""
        file = self.files.pop(uri, None)
        if file is None:
            return
        if file.check is not None:
            file.check.cancel()
        self._publish(file.uri, None, [])

    def check_again(self) -> None:
        """Something beside the texts changed, such as the settings of a folder."""
        for file in self.files.values():
            view = file.view
            file.view = View(
                view.source, view.format, self._settings(view.source.path), view.version
            )
            self._check_soon(file, 0)

    def _settings(self, path: str) -> Settings:
        try:
            folder = Path(path).parent
            return find_settings(folder).for_file(path) if folder.is_dir() else Settings()
        except (InputError, OSError, ValueError) as error:
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, str(error)))
            return Settings()

    # -- findings --------------------------------------------------------------------------

    def _check_soon(self, file: OpenFile, pause: float) -> None:
        if file.check is not None:
            file.check.cancel()
        file.check = asyncio.get_running_loop().create_task(self._check(file, file.view, pause))

    async def _check(self, file: OpenFile, view: View, pause: float) -> None:
        await asyncio.sleep(pause)
        loop = asyncio.get_running_loop()
        start = time.monotonic()
        shown = await loop.run_in_executor(self._checks, self._find, file, view)
        if shown is not None and file.view is view and self.files.get(file.uri) is file:
            file.seconds = time.monotonic() - start
            file.shown = shown
            self._publish(file.uri, view.version, shown)

    def _find(self, file: OpenFile, view: View) -> list[lsp.Diagnostic] | None:
        """The findings of *view*; `None` when its text has changed in the meantime."""
        if file.view is not view:
            return None
        try:
            reading = view.reading
            source = reading.source if reading.source.text != view.source.text else view.source
            ruler = Ruler(source, self.encoding)
            findings = choose(reading.diagnostics)
            return [protocol.to_diagnostic(ruler, file.uri, finding) for finding in findings]
        except Exception as error:
            log.exception("%s could not be checked", view.source.path)
            place = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
            told = f"this file could not be checked; a mistake in boolnet: {error}"
            return [lsp.Diagnostic(place, told, lsp.DiagnosticSeverity.Error, source="boolnet")]

    def _publish(self, uri: str, version: int | None, shown: list[lsp.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, shown, version=version)
        )

    # -- answers ---------------------------------------------------------------------------

    async def answer(
        self, uri: str, work: Callable[[OpenFile, View, Ruler], Answer]
    ) -> Answer | None:
        """What *work* says about an open file; `None` for one that is not open."""
        file = self.files.get(uri)
        if file is None:
            return None
        view = file.view
        ruler = Ruler(view.source, self.encoding)
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._answers, work, file, view, ruler)
        except BoolnetError as error:
            raise JsonRpcException(str(error), REFUSED) from None

    def stop(self) -> None:
        """Wait for nothing that still runs."""
        self._checks.shutdown(wait=False, cancel_futures=True)
        self._answers.shutdown(wait=False, cancel_futures=True)
