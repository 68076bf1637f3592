"""Mistakes repaired by somebody who knows nothing but what the message says.

Each row is a file, what its message says, and the edit that it asks for; afterwards the file has
no error. When a message is reworded so that it no longer says this, the row is what to think about.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import boolnet

HEAD = "targets, factors\n"
REPAIRS = [
    # file, told, what stands there, what the message says to write
    ("A, (B & !C\nB, A\nC, C\n", 'help: add ")" at the end of the rule (line 2)', "!C\n", "!C)\n"),
    ("A: B & C\nB, A\nC, A\n", "help: write a comma", "A:", "A,"),
    ("A, \nB, !A\n", 'help: input: "A, A"; always off: "A, 0"', "A, \n", "A, A\n"),
    (
        "A, B &\nB, !A\n",
        'help: write what is missing behind it, or delete the "&"',
        "B &",
        "B",
    ),
    (
        "A, B & ()\nB, !A\n",
        "help: write a regulator between the parentheses, or delete them and the operator",
        " & ()",
        "",
    ),
    ("A, B ! C\nB, A\nC, A\n", 'help: "B & !C" or "B | !C"?', "B ! C", "B & !C"),
    ("A, B adn C\nB, A\nC, A\n", 'help: did you mean "and"?', "adn", "and"),
    ("A, ~B\nB, A\n", 'help: write "!"', "~", "!"),
    (
        "A, B & C ^ A\nB, A\nC, A\n",
        "help: say which is meant with parentheses: B & (C ^ A)   or   (B & C) ^ A",
        "B & C ^ A",
        "B & (C ^ A)",
    ),
    ("A, B &\n   C\nB, A\nC, C\n", "help: join the lines: A, B & C", "A, B &\n   C", "A, B & C"),
    ('"NF-kB, A\nA, A\n', "help: close it behind the name", '"NF-kB,', '"NF-kB",'),
    ("A, B, C\nB, A\nC, A\n", "help: join the parts with & or |", "B, C", "B & C"),
    (
        "A, foo(B, C)\nB, A\nC, A\n",
        "help: write it with &, | and !, or with one of all, any, maj",
        "foo(",
        "any(",
    ),
    ("A, 2 & B\nB, A\n", "help: write 0 or 1", "2", "1"),
    (
        "B, NF kB\nNF_kB, B\n",
        'note: if it is one name, write it in quotes: "NF kB"',
        "NF kB",
        '"NF kB"',
    ),
    (
        "1, A\nA, A\n",
        "help: give the node a name that starts with a letter, such as N1",
        "1,",
        "N1,",
    ),
    ("NOT, B\nB, B\n", "help: call it NOT_gene", "NOT,", "NOT_gene,"),
    ("A, B\nA, !B\nB, A\n", "help: keep one of them", "A, !B\n", ""),
    ("Akt, B\nB, AKT\n", "help: write Akt", "AKT", "Akt"),
    ("A，B\nB, A\n", 'help: replace by ","', "，", ","),
]


@pytest.mark.parametrize(("text", "told", "there", "written"), REPAIRS, ids=lambda part: part[:12])
def test_the_message_alone_is_enough(
    text: str, told: str, there: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "x.bnet"
    path.write_text(HEAD + text, encoding="utf-8")

    before = boolnet("check", "x.bnet")
    assert 1 == before.exit_code
    assert told in before.stdout
    line = int(before.stdout.split("x.bnet:")[1].split(":")[0])
    where = sum(len(row) + 1 for row in (HEAD + text).split("\n")[: line - 1])

    repaired = (HEAD + text)[:where] + (HEAD + text)[where:].replace(there, written, 1)
    path.write_text(repaired, encoding="utf-8")
    after = boolnet("check", "x.bnet")

    assert 0 == after.exit_code, after.stdout


FILES = [
    # of the corpus: what is replaced, by what, as the message says
    ("001-unclosed-paren.bnet", "(B & !C", "(B & !C)"),
    ("005-colon-separator.bnet", "A:", "A,"),
    ("008-empty-rule.bnet", "A, \n", "A, A\n"),
    ("010-trailing-and.bnet", "B &", "B"),
    ("013-not-between-names.bnet", "B ! C", "B & !C"),
    ("015-word-typo-adn.bnet", "adn", "and"),
    ("016-tilde-not.bnet", "~", "!"),
    ("021-xor-mixed.bnet", "B & C ^ A", "(B & C) ^ A"),
    ("034-unknown-function.bnet", "foo", "maj"),
    ("069-duplicate-different.bnet", "A, !B\n", ""),
]


@pytest.mark.parametrize(("name", "there", "written"), FILES, ids=[row[0] for row in FILES])
def test_ten_files_of_the_corpus_are_repaired(
    name: str, there: str, written: str, shared: Path, tmp_path: Path
) -> None:
    text = (shared / "formats" / "bad" / name).read_text(encoding="utf-8")
    path = tmp_path / name
    assert there in text
    path.write_text(text.replace(there, written, 1), encoding="utf-8")

    assert 0 == boolnet("check", path).exit_code, boolnet("check", path).stdout
