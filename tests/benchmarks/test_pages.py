"""Tables that are put into the README."""

from __future__ import annotations

import pytest

from benchmarks.agreement import UPDATES
from benchmarks.pages import README, insert
from benchmarks.workloads import WORKLOADS


def test_a_page_replaces_what_stood_between_its_marks() -> None:
    text = "a\n<!-- one -->\nold\n<!-- end of one -->\nb\n"

    assert "a\n<!-- one -->\nnew\n<!-- end of one -->\nb\n" == insert(text, "one", "new\n")
    with pytest.raises(ValueError, match="no place for two"):
        insert(text, "two", "new")


@pytest.mark.parametrize("name", [*WORKLOADS, *(f"agreement, {update}" for update in UPDATES)])
def test_the_readme_has_a_place_for_every_table(name: str) -> None:
    assert "new" in insert(README.read_text(encoding="utf-8"), name, "new\n")
