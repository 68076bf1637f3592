"""A rule file in the layout of `boolnet.language.printer`, proved to say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boolnet.checking.fixing import compare_meanings
from boolnet.engines.reduction import strong_components
from boolnet.errors import FormatError, RuleFileError, UnsupportedError
from boolnet.formats.files import read_bytes
from boolnet.formats.reading import Reading
from boolnet.formats.registry import find_format
from boolnet.language.parser import parse_document
from boolnet.language.printer import Entry, format_document, format_formula, format_name
from boolnet.language.source import SourceText
from boolnet.language.syntax import Annotation, Comment, Document
from boolnet.language.tokens import spell_name
from boolnet.network.build import IGNORABLE
from boolnet.network.network import Network

ORDERS = ("keep", "name", "deps")
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """A file in its layout.

    Attributes:
        text: The text, with the line ends of the file.
        rules: How many rules were compared, all of them the same.
    """

    text: str
    rules: int


def lay_out(reading: Reading, order: str = "keep") -> Layout:
    """*reading* in the one layout, with the proof that it says what it said.

    Compared are the functions of all rules, what is known about nodes and regulations, and the
    texts of all comments.

    Args:
        reading: A ``.bnet`` file.
        order: ``keep``, ``name``, or ``deps`` (regulators before what they regulate, the nodes
            of a loop together).

    Raises:
        FormatError: The file is in another format.
        RuleFileError: The file has errors.
        UnsupportedError: The layout cannot be proved to mean the same.

    Cost:
        Reading the file twice, and a digest of every function.
    """
    source, network = reading.source, reading.network
    if reading.format != "bnet":
        title = find_format(reading.format).title
        raise FormatError(
            f"{source.path} is a {title} file; only .bnet files have a layout of their own"
        )
    if network is None:
        # Names that look mistyped are none of the layout's business.
        data = source.text.encode("utf-8", "surrogatepass")
        reading = read_bytes(data, source.path, ignore=IGNORABLE)
        network = reading.network
    if network is None:
        raise RuleFileError(source.path, reading.diagnostics, source.text)
    document, _ = parse_document(source)

    def arrange(entries: Sequence[Entry]) -> Sequence[Entry]:
        return _arrange(entries, network, order)

    text = format_document(document, source, None if order == "keep" else arrange)
    again = read_bytes(text.encode("utf-8", "surrogatepass"), source.path, ignore=IGNORABLE)
    _prove(reading, again, remarks(source, document), remarks(again.source))
    if _ends_in_crlf(source.text):
        text = text.replace("\n", "\r\n")
    return Layout(text, len(document.rules))


def _prove(before: Reading, after: Reading, said: list[str], left: list[str]) -> None:
    """Make sure that *after*, with the comments *left*, says what *before* says."""
    path = before.source.path
    assert before.network is not None
    changed = compare_meanings(before.network, after.network)
    if changed is None and _spelling(before.source) != _spelling(after.source):
        raise UnsupportedError(f"{path} was left alone: the rules cannot be compared")
    if changed:
        named = ", ".join(changed[:_MOST_NAMED])
        raise UnsupportedError(f"{path} was left alone: {named} would mean something else")
    assert after.network is not None
    if _knowledge(before.network) != _knowledge(after.network):
        raise UnsupportedError(f"{path} was left alone: an annotation would mean something else")
    if sorted(said) != sorted(left):
        raise UnsupportedError(f"{path} was left alone: a comment would be lost")


def _spelling(source: SourceText) -> dict[str, list[str]]:
    """The rules as they are printed: for those too entangled to be compared as functions."""
    found: dict[str, list[str]] = {}
    for rule in parse_document(source)[0].rules:
        if rule.target is not None and rule.formula is not None:
            target = format_name(rule.target)
            found.setdefault(target, []).append(format_formula(rule.formula))
    return found


def _knowledge(network: Network) -> object:
    nodes = {node.name: (node.about, node.evidence) for node in network.nodes}
    return nodes, sorted(network.ladders)


def remarks(source: SourceText, document: Document | None = None) -> list[str]:
    """The texts of all comments and annotations of a ``.bnet`` text, in its order.

    Args:
        source: The text.
        document: Its tree; parsed here when it is not given.
    """
    if document is None:
        document, _ = parse_document(source)
    found = []
    for line in document.lines:
        remark = line if isinstance(line, (Comment, Annotation)) else getattr(line, "remark", None)
        if remark is not None:
            found.append(source.text[remark.span.start : remark.span.end].rstrip())
    return found


def _ends_in_crlf(text: str) -> bool:
    """Whether every line ends in CR LF."""
    crlf = text.count("\r\n")
    return crlf > 0 and crlf == text.count("\n") == text.count("\r")


# -- the order of rules --------------------------------------------------------------------


def _arrange(entries: Sequence[Entry], network: Network, order: str) -> list[Entry]:
    """The entries with a rule in another order; headings go with the rule that they stand above."""
    groups: list[list[Entry]] = []
    waiting: list[Entry] = []
    for entry in entries:
        waiting.append(entry)
        if entry.target:
            groups.append(waiting)
            waiting = []
    places = {spell_name(name): place for place, name in enumerate(network.names)}
    rank = _ranks(network) if order == "deps" else {}

    def key(group: list[Entry]) -> tuple[object, ...]:
        target = group[-1].target
        if order == "name":
            bare = target.strip('"')
            return (bare.casefold(), bare)
        return (rank[places[target]],)

    gaps = [group[0].gap for group in groups]
    first = groups[0] if groups else []
    groups.sort(key=key)
    if groups and groups[0] is not first:
        # The gap below the head stays there; the rule that came first joins its new neighbours.
        groups[0][0].gap, first[0].gap = gaps[0], all(gaps[1:])
    return [entry for group in groups for entry in group] + waiting


def _ranks(network: Network) -> dict[int, int]:
    """For each node, the place of its loop among all, regulators first."""
    index = network.index
    into = {
        place: [index[name] for name in node.function.regulators]
        for place, node in enumerate(network.nodes)
    }
    return {node: rank for rank, part in enumerate(strong_components(into)) for node in part}
