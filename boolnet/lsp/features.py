"""What the server can be asked: each request with the function that knows the answer."""

from __future__ import annotations

from typing import Any

from lsprotocol import types as lsp

from boolnet.checking.layout import lay_out
from boolnet.diagnostics import Span
from boolnet.lsp import protocol
from boolnet.lsp.actions import difference, list_actions
from boolnet.lsp.colours import colour
from boolnet.lsp.completion import complete
from boolnet.lsp.hover import find_hover
from boolnet.lsp.links import find_links
from boolnet.lsp.navigation import find_definitions, find_references
from boolnet.lsp.outline import list_folds, list_symbols
from boolnet.lsp.positions import Ruler
from boolnet.lsp.rename import find_renamed, rename, span_of_name
from boolnet.lsp.server import OpenFile, Server
from boolnet.lsp.view import RULES, View

_TRIGGERS = ["&", "|", "!", "(", '"', "@", ">", "<", ","]


def build_server() -> Server:
    """A server with everything that it can answer."""
    server = Server()
    _answer_files(server)
    _answer_places(server)
    _answer_changes(server)
    return server


def _place(ruler: Ruler, position: lsp.Position) -> int:
    return ruler.offset(position.line, position.character)


def _span(ruler: Ruler, place: lsp.Range) -> Span:
    return Span(_place(ruler, place.start), _place(ruler, place.end))


def _answer_files(server: Server) -> None:
    """What is asked about a whole file."""

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols(params: lsp.DocumentSymbolParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            return [protocol.to_symbol(ruler, symbol) for symbol in list_symbols(view)]

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folds(params: lsp.FoldingRangeParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            return [protocol.to_fold(fold) for fold in list_folds(view)]

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def links(params: lsp.DocumentLinkParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            return [protocol.to_link(ruler, link) for link in find_links(view)]

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, protocol.LEGEND)
    async def tokens(params: lsp.SemanticTokensParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            return lsp.SemanticTokens(protocol.to_tokens(ruler, colour(view)))

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, protocol.LEGEND)
    async def some_tokens(params: lsp.SemanticTokensRangeParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            words = colour(view, params.range.start.line + 1, params.range.end.line + 1)
            return lsp.SemanticTokens(protocol.to_tokens(ruler, words))

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: lsp.DidSaveTextDocumentParams) -> None:
        server.check_again()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(_: lsp.DidChangeWatchedFilesParams) -> None:
        server.check_again()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(_: lsp.DidChangeConfigurationParams) -> None:
        """There is nothing to configure: settings stand in boolnet.toml, for every program."""

    @server.feature(lsp.SHUTDOWN)
    def shut_down(_: None) -> None:
        server.was_shut_down = True


def _answer_places(server: Server) -> None:
    """What is asked about a place in a file."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(params: lsp.HoverParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            found = find_hover(view, _place(ruler, params.position))
            if found is None:
                return None
            text = lsp.MarkupContent(lsp.MarkupKind.Markdown, found[0])
            return lsp.Hover(text, protocol.to_range(ruler, found[1]))

        return await server.answer(params.text_document.uri, work)

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=_TRIGGERS)
    )
    async def completion(params: lsp.CompletionParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            return protocol.to_completion(ruler, complete(view, _place(ruler, params.position)))

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: lsp.DefinitionParams) -> Any:
        def work(file: OpenFile, view: View, ruler: Ruler) -> Any:
            uses = find_definitions(view, _place(ruler, params.position))
            return protocol.to_locations(ruler, file.uri, uses)

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def references(params: lsp.ReferenceParams) -> Any:
        def work(file: OpenFile, view: View, ruler: Ruler) -> Any:
            place, declaration = _place(ruler, params.position), params.context.include_declaration
            uses = find_references(view, place, declaration=declaration)
            return protocol.to_locations(ruler, file.uri, uses)

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    async def highlights(params: lsp.DocumentHighlightParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            uses = find_references(view, _place(ruler, params.position))
            return protocol.to_highlights(ruler, uses)

        return await server.answer(params.text_document.uri, work)


def _answer_changes(server: Server) -> None:
    """What changes a text; the editor carries it out."""

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare(params: lsp.PrepareRenameParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            use = find_renamed(view, _place(ruler, params.position))
            if use is None:
                return None
            place = protocol.to_range(ruler, span_of_name(use, view))
            return lsp.PrepareRenamePlaceholder(place, use.name)

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME)
    async def renaming(params: lsp.RenameParams) -> Any:
        def work(file: OpenFile, view: View, ruler: Ruler) -> Any:
            edits = rename(view, _place(ruler, params.position), params.new_name)
            return lsp.WorkspaceEdit(changes={file.uri: protocol.to_edits(ruler, edits)})

        return await server.answer(params.text_document.uri, work)

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    async def layout(params: lsp.DocumentFormattingParams) -> Any:
        def work(_: OpenFile, view: View, ruler: Ruler) -> Any:
            reading = view.reading
            if view.format != RULES or reading.network is None:
                return []  # what has errors has no layout; its findings are shown
            text = lay_out(reading).text
            if text == view.source.text:
                return []
            return protocol.to_edits(ruler, [difference(view.source.text, text)])

        return await server.answer(params.text_document.uri, work)

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]),
    )
    async def actions(params: lsp.CodeActionParams) -> Any:
        def work(file: OpenFile, view: View, ruler: Ruler) -> Any:
            wanted = tuple(str(getattr(k, "value", k)) for k in params.context.only or ())
            found = list_actions(view, _span(ruler, params.range), wanted)
            shown = params.context.diagnostics
            return list(protocol.to_actions(ruler, file.uri, found, shown))

        return await server.answer(params.text_document.uri, work)
