"""From one format to another, with the proof that the meaning is unchanged.

The network is written to memory, read again, and compared rule by rule after the renaming is
undone. Only then is there anything to put on the disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from boolnet.diagnostics import Severity
from boolnet.errors import FormatError
from boolnet.formats.bnet import format_network
from boolnet.formats.dialects import Reader, expand_for
from boolnet.formats.files import read_bytes
from boolnet.formats.proof import Comparison, compare_networks
from boolnet.formats.reading import Reading
from boolnet.formats.registry import Format
from boolnet.formats.renaming import changes, rename, with_names
from boolnet.formats.written import Written
from boolnet.network.names import suggest
from boolnet.network.network import Network


@dataclass(frozen=True, slots=True)
class Naming:
    """What nodes are to be called.

    Attributes:
        undo: Names back to what they were: original by present name. What is no node is
            passed over.
        chosen: New names that the caller wants, by present name.
        keep: Whether to refuse instead of changing any other name.
    """

    undo: Mapping[str, str]
    chosen: Mapping[str, str]
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Conversion:
    """A network in another format.

    Attributes:
        before: The network that was to be written, its names as the user knows them.
        data: The file.
        beside: The files that go with it, by their suffixes.
        names: What nodes are called in it, where that is another name than in `before`.
        undone: The names that were set back, from what they were to what they are in `before`.
        lost: What the file cannot hold, as ends of the sentence "lost: ...".
        again: What reading the file gives; `None` where boolnet does not read the format.
        comparison: The proof; `None` where the format does not hold the rules.
    """

    before: Network
    data: bytes
    beside: Mapping[str, bytes]
    names: Mapping[str, str]
    undone: Mapping[str, str]
    lost: tuple[str, ...]
    again: Reading | None
    comparison: Comparison | None

    @property
    def failed(self) -> str:
        """Why the file must not be used; empty when it may."""
        if self.again is not None and self.again.network is None:
            found = next(d for d in self.again.diagnostics if d.severity is Severity.ERROR)
            return f"what was written cannot be read again: {found.code} {found.message}"
        if self.comparison is not None and self.comparison.refuted:
            return "what was written has another meaning"
        return ""


def convert(
    reading: Reading,
    network: Network,
    form: Format,
    path: str,
    *,
    naming: Naming,
    readers: Sequence[Reader] = (),
    annotations: bool = True,
) -> Conversion:
    """Write *network*, which *reading* gave, as *form*, and prove that it means the same.

    Args:
        reading: What was read: what it lost, its start values.
        network: Its network.
        form: The format to write.
        path: The name of the new file.
        naming: What nodes are to be called.
        readers: The programs that shall read it.
        annotations: Whether a ``.bnet`` file keeps what is known about nodes and regulations.

    Raises:
        FormatError: The format cannot hold the network, or a name, or a program does not read
            the format.

    Cost:
        A comparison of two functions for each rule that is spelled otherwise.
    """
    for reader in readers:
        if form.name not in reader.formats:
            known = ", ".join(reader.formats)
            raise FormatError(f"{reader.title} does not read {form.title}; it reads {known}")
    undone = changes({new: old for new, old in naming.undo.items() if new in network.index})
    _refuse_twice(network, undone)
    before = with_names(network, undone)
    start = {undone.get(name, name): value for name, value in reading.start.items()}
    _refuse_unknown(before, naming.chosen)
    _refuse_twice(before, naming.chosen)
    renamed = with_names(before, naming.chosen)
    moved = {naming.chosen.get(name, name): value for name, value in start.items()}
    written = _write(renamed, form, moved, readers, annotations=annotations)
    if naming.keep and written.names:
        name, fresh = next(iter(written.names.items()))
        raise FormatError(f'{form.title} cannot hold the name "{name}"; it would become {fresh}')
    names = changes(
        {name: written.names.get(n := naming.chosen.get(name, name), n) for name in before.names}
    )
    lost = [*reading.lost, *written.lost]
    if form.name == "bnet" and not annotations and _has_knowledge(before):
        lost.append("what is known about nodes and regulations (#@ lines)")
    again = comparison = None
    if form.reads and form.rules:
        again = read_bytes(written.data, path, form=form.name, ignore=("BN204", "BN206"))
        if again.network is not None:
            comparison = compare_networks(before, again.network, names)
    return Conversion(
        before, written.data, written.beside, names, undone, tuple(lost), again, comparison
    )


def _write(
    network: Network,
    form: Format,
    start: Mapping[str, bool],
    readers: Sequence[Reader],
    *,
    annotations: bool,
) -> Written:
    """*network* as *form*; a ``.bnet`` file in the words that all *readers* understand."""
    if form.name != "bnet":
        written: Written = form.load().write(network, start)
        return written
    if not readers:
        written = form.load().write(network, start)
        if annotations:
            return written
        named = with_names(network, written.names)
        return replace(written, data=format_network(named, annotations=False).encode())

    def is_legal(name: str) -> bool:
        return all(reader.is_legal(name) for reader in readers)

    names = changes(rename(network.names, is_legal))
    lost = (f"the start values of {len(start):,} nodes",) if start else ()
    named = with_names(network, names)
    text = format_network(named, annotations=annotations, expand=expand_for(readers))
    return Written(text.encode(), names, lost)


def _has_knowledge(network: Network) -> bool:
    return bool(network.ladders) or any(
        node.evidence or node.about != type(node.about)() for node in network.nodes
    )


def _refuse_unknown(network: Network, names: Mapping[str, str]) -> None:
    for name in names:
        if name not in network.index:
            hints = suggest(name, network.names)
            hint = f"; did you mean {hints[0]}?" if hints else ""
            raise FormatError(f'there is no node "{name}"{hint}', "BN601")


def _refuse_twice(network: Network, names: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for name in network.names:
        fresh = names.get(name, name)
        other = taken.setdefault(fresh, name)
        if other != name:
            raise FormatError(f'"{other}" and "{name}" would both be called "{fresh}"')
