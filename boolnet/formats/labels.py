"""Labels that people gave to things with identifiers, as names of nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from boolnet.language.tokens import control_character
from boolnet.network.rule import normalise


def is_kept(label: str) -> bool:
    """Whether a node can be called *label*: it is not empty, and a rule file can hold it."""
    return (
        bool(label)
        and label == normalise(" ".join(label.split()))
        and not ('"' in label or "#" in label or control_character(label))
    )


def name_nodes(labels: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, int]]]:
    """A name for the node of each identifier, no two alike.

    Args:
        labels: What people call it, by identifier.

    Returns:
        The names: the label; the identifier where a label cannot be kept; both, where several
        things have one label. And the first identifier of each such label, with their number.
    """
    wanted = {}
    for identifier, label in labels.items():
        name = normalise(" ".join(label.split()))
        wanted[identifier] = name if is_kept(name) else identifier
    counts = Counter(wanted.values())
    taken = {name for name, count in counts.items() if count == 1}
    shared: dict[str, str] = {}
    for identifier, name in wanted.items():
        if counts[name] == 1:
            continue
        shared.setdefault(name, identifier)
        fresh = f"{name}_{identifier}"
        while fresh in taken:
            fresh += "_"
        taken.add(fresh)
        wanted[identifier] = fresh
    return wanted, [(identifier, counts[name]) for name, identifier in shared.items()]
