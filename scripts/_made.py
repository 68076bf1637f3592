"""Files that scripts make: written where they changed, or only told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click


def write_made(files: Mapping[Path, str], root: Path, script: str, *, check: bool) -> int:
    """Write what changed; with *check* only say so, and return 1.

    Args:
        files: Every file that is made, with its text.
        root: Where the paths that are told begin.
        script: What makes them.
        check: Write nothing.
    """
    changed = []
    for path, text in files.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            changed.append(path)
            if not check:
                path.write_text(text, encoding="utf-8")
    for path in changed:
        click.echo(f"{'out of date' if check else 'written'}: {path.relative_to(root)}")
    if check and changed:
        click.echo(f"{script} makes them anew")
    return int(check and bool(changed))
