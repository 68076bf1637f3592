"""The README, in which tables stand between marks."""

from __future__ import annotations

from pathlib import Path

README = Path(__file__).with_name("README.md")


def publish(name: str, page: str) -> None:
    """Put *page* into the README, in the place of the workload *name*."""
    README.write_text(insert(README.read_text(encoding="utf-8"), name, page), encoding="utf-8")


def insert(text: str, name: str, page: str) -> str:
    """*text* with *page* between the marks of *name*.

    Raises:
        ValueError: There are no such marks.
    """
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"the README has no place for {name}")
    return f"{before}{begin}{page}{end}{after}"
