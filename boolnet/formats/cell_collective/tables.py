"""Truth tables: one file for each node, whose last column is the node."""

from __future__ import annotations

import re

from boolnet.formats.cell_collective.members import Members
from boolnet.formats.grid import guess_table
from boolnet.formats.reading import Reading
from boolnet.formats.truth.read import join_tables
from boolnet.formats.truth.read import read_tables as read_all
from boolnet.language.findings import Findings

_FILE = re.compile(r"(?:.*/)?[^/]+\.(?:txt|tsv|csv)", re.IGNORECASE)
_HEAD = 65_536  # bytes by which a table is told from a list of species


def read_tables(members: Members, findings: Findings, title: str) -> Reading | None:
    """The model that the tables in an archive describe; `None` when there are none.

    Cost:
        Linear in the tables; see `boolnet.formats.truth.table`.
    """
    found = False
    for member in filter(_FILE.fullmatch, members.names):
        head = members.head(member, _HEAD)
        if head.strip() and guess_table(head) == "truthtable" and len(head.split(None, 1)) == 2:
            members.read(member)
            members.separate()
            found = True
    if not found:
        return None
    source = members.source()
    return join_tables(source, read_all(source, findings), findings, title)
