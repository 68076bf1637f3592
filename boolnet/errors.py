"""Everything boolnet raises on purpose.

::

    BoolnetError
    ├── InputError                the material is at fault; the message is for its author
    │   ├── FindingsError           .diagnostics - all of them, not the first
    │   │   ├── RuleFileError         a rule file
    │   │   └── ExperimentListError   a list of experiments
    │   ├── FormatError             a file that is not what it claims to be
    │   ├── ClaimsError             .problems - every mistake of a file of claims
    │   ├── ExpressionError         a condition that cannot be read (phenotypes, options)
    │   ├── UnknownNodeError        (also KeyError)  .name  .suggestions
    │   ├── UnknownModelError       (also KeyError)  .name  .suggestions
    │   └── PerturbationError       for example one node held at both values
    ├── UnsupportedError          a fair request that this engine cannot serve
    ├── RunError                  long work cannot go on; what was done is kept
    └── BudgetExceeded            .partial - what was found until then

Programming mistakes stay `TypeError` and `ValueError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from boolnet.diagnostics import Diagnostic


class BoolnetError(Exception):
    """The root of all errors raised on purpose."""


class InputError(BoolnetError):
    """The material is at fault; the message is for its author."""


class FindingsError(InputError):
    """A file has mistakes: all of them, not the first.

    Attributes:
        path: The file, as it was given.
        diagnostics: Every finding, in the order of the text; at least one is an error.
        text: The text of the file, for showing the places of the findings.
    """

    def __init__(self, path: str, diagnostics: Sequence[Diagnostic], text: str = "") -> None:
        super().__init__(path)
        self.path = path
        self.diagnostics = tuple(diagnostics)
        self.text = text

    def __str__(self) -> str:
        return _count_errors(self.path, self.diagnostics)


class RuleFileError(FindingsError):
    """A rule file has errors."""


class ExperimentListError(FindingsError):
    """A list of experiments has mistakes."""


class FormatError(InputError):
    """A file is not what its name or its first line claims, or cannot be read at all.

    Attributes:
        code: The code of the finding, such as ``BN001``; empty when it has none.
    """

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class ClaimsError(InputError):
    """A file of claims has mistakes.

    Attributes:
        path: The file.
        problems: A sentence for each mistake, with its place, in the order of the file.
    """

    def __init__(self, path: str, problems: Sequence[str]) -> None:
        super().__init__(path)
        self.path = path
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(self.problems)


class ExpressionError(InputError):
    """A condition, such as a phenotype, cannot be read."""


class _UnknownNameError(InputError, KeyError):
    """A name that stands for nothing.

    Attributes:
        name: The name as it was given.
        suggestions: Close names, best first; may be empty.
    """

    thing = "name"

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(name)
        self.name = name
        self.suggestions = tuple(suggestions)

    def __str__(self) -> str:
        hint = f"; did you mean {self.suggestions[0]}?" if self.suggestions else ""
        return f'there is no {self.thing} "{self.name}"{hint}'


class UnknownNodeError(_UnknownNameError):
    """A name does not belong to the network."""

    thing = "node"


class UnknownModelError(_UnknownNameError):
    """No shipped model has this name."""

    thing = "model"


class PerturbationError(InputError):
    """A perturbation contradicts itself or does not fit the network."""


class UnsupportedError(BoolnetError):
    """A fair request that this engine or scheme cannot serve; the message says which can."""


class RunError(BoolnetError):
    """Long work cannot begin or go on: a full disk, lost workers, a folder in use.

    What was done is kept in its folder, and is not done again when the work goes on.
    """


class BudgetExceeded(BoolnetError):
    """A search reached its budget.

    Attributes:
        partial: What was found until then, or `None`.
    """

    def __init__(self, message: str, partial: object = None) -> None:
        super().__init__(message)
        self.partial = partial


def _count_errors(path: str, diagnostics: Sequence[Diagnostic]) -> str:
    errors = [d for d in diagnostics if d.severity.value == "error"]
    first = f": {errors[0].code} {errors[0].message}" if errors else ""
    return f"{path} has {len(errors)} error{'s' * (len(errors) != 1)}{first}"
