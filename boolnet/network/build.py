"""Syntax tree to network, or to the reasons why not.

Names are taken in Unicode's composed form (NFC). A name without a rule becomes an input. The
nodes stand in the order of their rules, then the inputs without a rule in the order in which
they are first read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from boolnet.diagnostics import Diagnostic, Severity
from boolnet.language.findings import Findings
from boolnet.language.plain import PlainRule
from boolnet.language.syntax import Document
from boolnet.logic.expression import Expression, symbol
from boolnet.network.annotate import collect_knowledge, read_statements
from boolnet.network.checks.duplicates import find_duplicates
from boolnet.network.checks.names import find_name_problems, find_portability
from boolnet.network.checks.uses import Uses
from boolnet.network.evidence import About
from boolnet.network.function import PlainFunction, UpdateFunction
from boolnet.network.ignores import find_ignores
from boolnet.network.network import Network, Node
from boolnet.network.rule import build_expression, normalise

# Errors of a file that still says what it means: two names where one was probably meant.
IGNORABLE = frozenset({"BN204", "BN206"})


def build_network(
    document: Document,
    source_findings: Sequence[Diagnostic],
    text: str,
    title: str = "",
    ignore: Collection[str] = (),
) -> tuple[Network | None, tuple[Diagnostic, ...]]:
    """The network that *document* describes, and what there is to say about its names.

    Args:
        document: The tree of the file.
        source_findings: What was found while reading it.
        text: The text of the file, from which rules are quoted.
        title: The network's title.
        ignore: Codes among `IGNORABLE` that are warnings here: the name is read as written.
            The file can say so too: ``#@ ignore: BN204``.

    Returns:
        The network, `None` when there is an error among *source_findings* or the findings
        here; and the findings here (BN201 to BN208, and those about annotations that need
        no look at the functions: BN503, BN504, BN506, BN509).

    Cost:
        Linear in the size of the file, apart from the comparison of two rules for one node.
    """
    findings = Findings(IGNORABLE & set(ignore))
    uses = Uses.of(document)
    expressions = {
        id(rule): build_expression(rule.formula)
        for rule in document.rules
        if rule.formula is not None
    }
    statements = read_statements(document, findings)
    for ignored in find_ignores(document, statements):
        for code in sorted(IGNORABLE):
            if any(chosen.covers(code) for chosen in ignored.codes):
                findings.excuse(code, ignored.scope)
    find_duplicates(document, expressions, text, findings)
    find_name_problems(uses, text, findings)
    refused = any(finding.severity is Severity.ERROR for finding in source_findings)
    if refused or findings.errors:
        return None, findings.in_order()
    find_portability(uses, findings)
    rules: dict[str, Expression] = {}
    for rule in document.rules:
        if rule.target is not None and rule.formula is not None:
            rules.setdefault(normalise(rule.target.text), expressions[id(rule)])
    for name in uses.read:
        rules.setdefault(name, symbol(name))
    functions = {name: UpdateFunction(rule) for name, rule in rules.items()}
    known = collect_knowledge(statements, functions, findings)
    found = findings.in_order()
    if any(finding.severity is Severity.ERROR for finding in found):
        return None, found  # a ladder with a mistake
    nodes = tuple(
        Node(name, function, known.about.get(name, About()), known.evidence.get(name, ()))
        for name, function in functions.items()
    )
    return Network(nodes, title, known.ladders), found


def build_plain_network(
    rules: Sequence[PlainRule], text: str, title: str = "", ignore: Collection[str] = ()
) -> tuple[Network | None, tuple[Diagnostic, ...]]:
    """What `build_network` returns, for a file about whose spelling there is nothing to say.

    Cost:
        Linear in the number of names.
    """
    findings = Findings(IGNORABLE & set(ignore))
    uses = Uses.of_plain(rules)
    find_name_problems(uses, text, findings)
    if findings.errors:
        return None, findings.in_order()
    find_portability(uses, findings)
    nodes = [Node(rule.target, PlainFunction(rule.written, rule.formula)) for rule in rules]
    for name in uses.read:
        if name not in uses.defined:
            nodes.append(Node(name, UpdateFunction(symbol(name))))
    return Network(tuple(nodes), title), findings.in_order()
