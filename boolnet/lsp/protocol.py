"""Answers as the types of the Language Server Protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp

from boolnet.diagnostics import Diagnostic, Edit, Severity, Span
from boolnet.lsp.actions import Action, Sort
from boolnet.lsp.colours import MODIFIERS, TYPES, Coloured
from boolnet.lsp.completion import Choice, Choices
from boolnet.lsp.completion import Sort as ChoiceSort
from boolnet.lsp.findings import UNNECESSARY, words_of
from boolnet.lsp.line import Role, Use
from boolnet.lsp.links import Link
from boolnet.lsp.outline import Fold, Nature, Symbol
from boolnet.lsp.positions import Position, Ruler
from boolnet.report.pages import find_page

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_CHOICES = {
    ChoiceSort.NODE: lsp.CompletionItemKind.Variable,
    ChoiceSort.OPERATOR: lsp.CompletionItemKind.Operator,
    ChoiceSort.VALUE: lsp.CompletionItemKind.Value,
    ChoiceSort.KEY: lsp.CompletionItemKind.Keyword,
}
_SYMBOLS = {
    Nature.INPUT: lsp.SymbolKind.Field,
    Nature.READOUT: lsp.SymbolKind.Event,
    Nature.CONSTANT: lsp.SymbolKind.Constant,
    Nature.RULE: lsp.SymbolKind.Function,
}
LEGEND = lsp.SemanticTokensLegend(token_types=list(TYPES), token_modifiers=list(MODIFIERS))


def to_range(ruler: Ruler, span: Span) -> lsp.Range:
    """*span* as a range."""
    first, last = ruler.range(span)
    return lsp.Range(_position(first), _position(last))


def _position(position: Position) -> lsp.Position:
    return lsp.Position(position.line, position.column)


def to_edits(ruler: Ruler, edits: Iterable[Edit]) -> list[lsp.TextEdit]:
    """*edits*, of which no two touch the same characters."""
    return [lsp.TextEdit(to_range(ruler, edit.span), edit.text) for edit in edits]


def to_diagnostic(ruler: Ruler, uri: str, finding: Diagnostic) -> lsp.Diagnostic:
    """*finding*, with a link to the page of its code."""
    page = find_page(finding.code)
    related = [
        lsp.DiagnosticRelatedInformation(lsp.Location(uri, to_range(ruler, span)), text)
        for span, text in finding.related
    ]
    return lsp.Diagnostic(
        to_range(ruler, finding.span or Span(0, 0)),
        words_of(finding),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=lsp.CodeDescription(page.as_uri()) if page is not None else None,
        source="boolnet",
        tags=[lsp.DiagnosticTag.Unnecessary] if finding.code in UNNECESSARY else None,
        related_information=related or None,
    )


def to_locations(ruler: Ruler, uri: str, uses: Iterable[Use]) -> list[lsp.Location]:
    """The places of *uses*."""
    return [lsp.Location(uri, to_range(ruler, use.span)) for use in uses]


def to_highlights(ruler: Ruler, uses: Iterable[Use]) -> list[lsp.DocumentHighlight]:
    """The places of *uses*; a target is written, everything else read."""
    kinds = lsp.DocumentHighlightKind
    return [
        lsp.DocumentHighlight(
            to_range(ruler, use.span), kinds.Write if use.role is Role.TARGET else kinds.Read
        )
        for use in uses
    ]


def to_completion(ruler: Ruler, choices: Choices) -> lsp.CompletionList:
    """*choices* in their order."""
    items = [_item(ruler, place, choice) for place, choice in enumerate(choices.found)]
    return lsp.CompletionList(is_incomplete=choices.more, items=items)


def _item(ruler: Ruler, place: int, choice: Choice) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        choice.label,
        kind=_CHOICES[choice.sort],
        detail=choice.detail or None,
        sort_text=f"{place:05d}",
        filter_text=choice.filter or choice.label,
        text_edit=lsp.TextEdit(to_range(ruler, choice.span), choice.text),
    )


def to_symbol(ruler: Ruler, symbol: Symbol) -> lsp.DocumentSymbol:
    """A node of the outline."""
    return lsp.DocumentSymbol(
        symbol.name,
        _SYMBOLS[symbol.nature],
        to_range(ruler, symbol.span),
        to_range(ruler, symbol.head),
        detail=symbol.detail or None,
    )


def to_fold(fold: Fold) -> lsp.FoldingRange:
    """A stretch of lines."""
    kind = lsp.FoldingRangeKind.Comment if fold.comment else lsp.FoldingRangeKind.Region
    return lsp.FoldingRange(fold.first - 1, fold.last - 1, kind=kind)


def to_link(ruler: Ruler, link: Link) -> lsp.DocumentLink:
    """A reference that an editor can open."""
    return lsp.DocumentLink(to_range(ruler, link.span), target=link.address)


def to_tokens(ruler: Ruler, words: Iterable[Coloured]) -> list[int]:
    """*words*, each as five numbers that start from the word before it."""
    types = {name: number for number, name in enumerate(TYPES)}
    bits = {name: 1 << number for number, name in enumerate(MODIFIERS)}
    found: list[int] = []
    before = Position(0, 0)
    for word in words:
        place = ruler.position(word.span.start)
        width = ruler.units(word.span)
        down = place.line - before.line
        right = place.column - (0 if down else before.column)
        modifiers = sum(bits[name] for name in word.modifiers)
        found += (down, right, width, types[word.type], modifiers)
        before = place
    return found


def to_actions(
    ruler: Ruler, uri: str, actions: Iterable[Action], shown: Sequence[lsp.Diagnostic]
) -> Iterator[lsp.CodeAction]:
    """*actions*, each with the diagnostics that it is about among those *shown*."""
    for action in actions:
        about = None
        if action.finding is not None:
            mine = to_diagnostic(ruler, uri, action.finding)
            about = [d for d in shown if (d.code, d.range) == (mine.code, mine.range)] or None
        kind = lsp.CodeActionKind.QuickFix
        if action.sort is Sort.FIX_ALL:
            kind = lsp.CodeActionKind.SourceFixAll
        yield lsp.CodeAction(
            action.title,
            kind=kind,
            diagnostics=about,
            is_preferred=action.preferred or None,
            edit=lsp.WorkspaceEdit(changes={uri: to_edits(ruler, action.edits)}),
        )
