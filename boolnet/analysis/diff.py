"""Two networks compared by meaning: which rules differ, in how many cases, and how.

Rules are compared as functions; how they are spelled only decides whether an equal one is
called reworded. A node that was renamed is looked for among those that are only on one side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from boolnet.errors import UnsupportedError
from boolnet.logic import expression as ex
from boolnet.logic.diagram import FALSE, LIMIT, Case, Diagrams, build_rules
from boolnet.logic.table import find_difference
from boolnet.network.network import Network

MOST_RENAMED = 2_000  # nodes on one side only among which renamed ones are looked for
Renames = Mapping[str, str]


@dataclass(frozen=True)
class SignChange:
    """A regulation that is gone, is new, or acts in another way.

    Attributes:
        regulator: The node that acts, by its name in the second network.
        target: The node it acts on, by its name in the second network.
        before: Its sign in the first network (``+``, ``-``, ``±``); empty without an effect.
        after: The same in the second.
    """

    regulator: str
    target: str
    before: str
    after: str


@dataclass(frozen=True)
class RuleChange:
    """A node whose rule is another function.

    Attributes:
        name: The node, by its name in the second network.
        before: Its rule in the first network, with the names of the second.
        after: Its rule in the second.
        cases: How many cases there are: values of the regulators that have an effect in one
            of them; `None` where the rules are too entangled to count.
        differing: In how many of them the two differ; `None` likewise.
        witness: Values of regulators for which they differ, whatever the others are.
        value: What the first one is there; `None` where it is not known to be one value.
        signs: The regulations that changed.
    """

    name: str
    before: ex.Expression
    after: ex.Expression
    cases: int | None
    differing: int | None
    witness: Case
    value: bool | None
    signs: tuple[SignChange, ...]


@dataclass(frozen=True)
class RuleDifference:
    """What is different between the rules of two networks.

    Attributes:
        before: The first network.
        after: The second.
        renamed: Nodes with another name and the same function of the same nodes.
        changed: Nodes whose rule is another function.
        undecided: Nodes whose rules are too entangled to be compared, and are spelled
            differently.
        reworded: Nodes whose rule is spelled differently and means the same.
        added: Nodes of the second network only.
        removed: Nodes of the first network only.
    """

    before: Network
    after: Network
    renamed: Renames
    changed: tuple[RuleChange, ...]
    undecided: tuple[str, ...]
    reworded: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether both have the same nodes with the same functions."""
        return not (self.renamed or self.changed or self.undecided or self.added or self.removed)

    @cached_property
    def common(self) -> tuple[tuple[str, str], ...]:
        """The nodes of both networks: the name in the first, the name in the second."""
        gone = set(self.removed)
        return tuple((n, self.renamed.get(n, n)) for n in self.before.names if n not in gone)


def find_rule_difference(before: Network, after: Network) -> RuleDifference:
    """Compare the rules of two networks.

    Cost:
        Rules that are spelled alike are not looked at; the others are compared by decision
        diagrams within their limits, and beyond them by circuits.
    """
    renamed = _find_renamed(before, after)
    changed: list[RuleChange] = []
    undecided: list[str] = []
    reworded: list[str] = []
    for node in before.nodes:
        name = renamed.get(node.name, node.name)
        if name not in after.index:
            continue
        one = rename(node.function.expression, renamed)
        two = after.rule(name)
        if ex.format_expression(one) == ex.format_expression(two):
            continue
        try:
            change = compare_rules(name, one, two)
        except UnsupportedError:
            undecided.append(name)
            continue
        if change is None:
            reworded.append(name)
        else:
            changed.append(change)
    new = set(renamed.values())
    return RuleDifference(
        before,
        after,
        renamed,
        tuple(changed),
        tuple(undecided),
        tuple(reworded),
        tuple(n for n in after.names if n not in before.index and n not in new),
        tuple(n for n in before.names if n not in after.index and n not in renamed),
    )


def rename(expression: ex.Expression, names: Renames) -> ex.Expression:
    """*expression* with other names. Cost: linear in its shared size."""
    if not names:
        return expression
    made: dict[int, ex.Expression] = {}
    for part in ex.iter_postorder(expression):
        if ex.is_symbol(part):
            name = ex.name_of(part)
            made[id(part)] = ex.symbol(names[name]) if name in names else part
        elif ex.arguments_of(part):
            made[id(part)] = ex.rebuild(part, [made[id(a)] for a in ex.arguments_of(part)])
        else:
            made[id(part)] = part
    return made[id(expression)]


def compare_rules(name: str, one: ex.Expression, two: ex.Expression) -> RuleChange | None:
    """How two rules for the node *name* differ; `None` when they are one function.

    Raises:
        UnsupportedError: They are too entangled to be compared.
    """
    try:
        diagrams, (first, second) = build_rules([one, two])
        if first == second:
            return None
        width = len(set(diagrams.support(first)) | set(diagrams.support(second)))
        share = diagrams.share(diagrams.differ(first, second))
        lost = diagrams.first(diagrams.without(first, second))
        gained = None if lost is not None else diagrams.first(diagrams.without(second, first))
        signs = _sign_changes(diagrams, name, first, second)
    except UnsupportedError:
        found = find_difference(one, two)
        if found is None:
            return None
        value = ex.evaluate(one, found)
        return RuleChange(name, one, two, None, None, found, value, ())
    witness = lost if lost is not None else gained
    assert witness is not None
    return RuleChange(
        name, one, two, 1 << width, int(share * (1 << width)), witness, lost is not None, signs
    )


def _sign_changes(
    diagrams: Diagrams, target: str, first: int, second: int
) -> tuple[SignChange, ...]:
    changes = []
    itself = diagrams.literal(target) if target in diagrams.index else FALSE
    for name in diagrams.names:
        before, after = (_sign(diagrams, root, name) for root in (first, second))
        if name == target and itself in (first, second):
            continue  # an input is no regulation of itself
        if before != after:
            changes.append(SignChange(name, target, before, after))
    return tuple(changes)


def _sign(diagrams: Diagrams, root: int, name: str) -> str:
    with diagrams.scratch(LIMIT):
        low = diagrams.restrict(root, {name: False})
        high = diagrams.restrict(root, {name: True})
        rises = diagrams.first_common(high, low) is not None
        falls = diagrams.first_common(low, high) is not None
    return "±" if rises and falls else "+" if rises else "-" if falls else ""


# -- renamed nodes -------------------------------------------------------------------------


def _find_renamed(before: Network, after: Network) -> dict[str, str]:
    """Nodes that only have another name: the same function, and read by the same nodes.

    Candidates are names that are alike but for case and separators, nodes at the same place
    among as many, and nodes with the same function; what does not hold for all of them
    together is taken back.
    """
    gone = [name for name in before.names if name not in after.index]
    new = [name for name in after.names if name not in before.index]
    if not gone or not new or max(len(gone), len(new)) > MOST_RENAMED:
        return {}
    best: dict[str, str] = {}
    for pairs in (_alike(gone, new), _by_place(gone, new), {}):
        found = _confirm(before, after, _extend(before, after, gone, new, pairs))
        if len(found) > len(best):
            best = found
    return best


def _alike(gone: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    plain: dict[str, list[str]] = {}
    for name in new:
        plain.setdefault(_plain(name), []).append(name)
    times = Counter(map(_plain, gone))
    once = [name for name in gone if times[_plain(name)] == 1]
    return {n: plain[_plain(n)][0] for n in once if len(plain.get(_plain(n), ())) == 1}


def _by_place(gone: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    return dict(zip(gone, new, strict=True)) if len(gone) == len(new) else {}


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum()) or name


def _extend(
    before: Network,
    after: Network,
    gone: Sequence[str],
    new: Sequence[str],
    pairs: Mapping[str, str],
) -> dict[str, str]:
    """*pairs* and those that follow: nodes with a rule that only one new node has."""
    found = dict(pairs)
    missing = set(gone)
    spelled: dict[str, list[str]] = {}
    for name in new:
        if not after.nodes[after.position(name)].is_input:
            spelled.setdefault(ex.format_expression(after.rule(name)), []).append(name)
    progress = not pairs
    while progress:
        progress = False
        taken = set(found.values())
        for name in gone:
            node = before.nodes[before.position(name)]
            if name in found or node.is_input:
                continue
            if any(r in missing and r not in found for r in node.function.regulators):
                continue
            text = ex.format_expression(rename(node.function.expression, found))
            matches = [n for n in spelled.get(text, ()) if n not in taken]
            if len(matches) == 1:
                found[name] = matches[0]
                taken.add(matches[0])
                progress = True
    return found


def _confirm(before: Network, after: Network, pairs: Mapping[str, str]) -> dict[str, str]:
    """Those of *pairs* whose functions and targets are the same under all that are left."""
    found = dict(pairs)
    read_before, read_after = _readers(before), _readers(after)
    while True:
        wrong = [
            name
            for name, other in found.items()
            if {found.get(t, t) for t in read_before[name]} != read_after[other]
            or not _same(rename(before.rule(name), found), after.rule(other))
        ]
        if not wrong:
            return found
        for name in wrong:
            del found[name]


def _same(one: ex.Expression, two: ex.Expression) -> bool:
    if ex.format_expression(one) == ex.format_expression(two):
        return True
    try:
        return compare_rules("", one, two) is None
    except UnsupportedError:
        return False


def _readers(network: Network) -> dict[str, set[str]]:
    readers: dict[str, set[str]] = {name: set() for name in network.names}
    for node in network.nodes:
        for regulator in node.function.regulators:
            readers[regulator].add(node.name)
    return readers
