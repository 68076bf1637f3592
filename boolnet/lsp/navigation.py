"""Where a node is defined, and where it is named."""

from __future__ import annotations

from boolnet.lsp.line import Role, Use
from boolnet.lsp.view import View


def find_definitions(view: View, offset: int) -> tuple[Use, ...]:
    """The target of the rule of the node at *offset*; of several rules, each.

    A node without a rule is defined where it is named first.
    """
    use = view.use_at(offset)
    if use is None:
        return ()
    uses = view.uses_of(use.name)
    return tuple(other for other in uses if other.role is Role.TARGET) or uses[:1]


def find_references(view: View, offset: int, *, declaration: bool = True) -> tuple[Use, ...]:
    """Every place that names the node at *offset*, in rules and annotations.

    Args:
        view: The file.
        offset: A place in it.
        declaration: Also the targets of its rules.
    """
    use = view.use_at(offset)
    if use is None:
        return ()
    uses = view.uses_of(use.name)
    return tuple(other for other in uses if declaration or other.role is not Role.TARGET)
