"""What `import boolnet` promises: the names, their documentation, and that they work."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import boolnet


def test_the_docstring_is_true() -> None:
    failed, tried = doctest.testmod(boolnet)

    assert 0 == failed
    assert tried > 5


def test_every_promised_name_exists_and_says_what_it_is() -> None:
    for name in boolnet.__all__:
        assert getattr(boolnet, name).__doc__, name


def test_names_are_sorted_and_each_has_one_home() -> None:
    constants = [name for name in boolnet.__all__ if name.isupper()]
    classes = [name for name in boolnet.__all__ if name[0].isupper() and not name.isupper()]
    functions = [name for name in boolnet.__all__ if name.islower()]

    assert [*sorted(constants), *sorted(classes), *sorted(functions)] == boolnet.__all__
    assert set(boolnet._HOME_OF) == set(boolnet.__all__)


def test_the_reference_page_lists_exactly_these_names(root: Path) -> None:
    page = (root / "docs" / "reference" / "python.md").read_text(encoding="utf-8")

    assert set(boolnet.__all__) == set(re.findall(r"^\| `(\w+)", page, re.MULTILINE))


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(boolnet, "find_everything")
    assert "find_attractors" in dir(boolnet)
