"""How long an editor waits: ``python -m benchmarks.editor [RULES...]``.

Starts the language server as a program, opens a file with so many rules, types letters into it,
and prints in milliseconds: the processor time of a check, and the time that an editor waits for
a completion right behind a letter, in the median and at worst.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
from pathlib import Path
from time import perf_counter, process_time

from boolnet.language.source import SourceText
from boolnet.lsp.client import Client
from boolnet.lsp.trial import command
from boolnet.lsp.view import View

URI = "file:///nowhere/bench.bnet"
LETTERS = "N1 & !N2 | N3"


def make_text(rules: int) -> str:
    """A file of *rules* rules of three regulators, a third of them with evidence."""
    generator = random.Random(1)
    lines = ["targets, factors"]
    for i in range(rules):
        one, two, three = (generator.randrange(rules) for _ in range(3))
        if i % 3 == 0:
            lines.append(f"#@ N{one} -> N{i} | PMID:9529147 | cell: A431")
        lines.append(f"N{i}, N{one} & (N{two} | !N{three})")
    return "\n".join(lines) + "\nLast, "


def time_check(text: str) -> float:
    """Milliseconds of a processor that a check of *text* takes."""
    view = View(SourceText.of(text, "bench.bnet"))
    start = process_time()
    _ = view.reading
    return 1000 * (process_time() - start)


def time_answers(text: str) -> list[float]:
    """Milliseconds from a letter to the completion that is asked for right behind it."""
    home = str(Path(__file__).resolve().parents[1])
    with Client(command(), {**os.environ, "PYTHONPATH": home}, patience=120) as client:
        client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        item = {"uri": URI, "languageId": "bnet", "version": 1, "text": text}
        client.notify("textDocument/didOpen", {"textDocument": item})
        client.wait_for("textDocument/publishDiagnostics", uri=URI, version=1)
        line, column = text.count("\n"), len("Last, ")
        times = []
        for version, letter in enumerate(LETTERS, 2):
            place = {"line": line, "character": column}
            change = {"range": {"start": place, "end": place}, "text": letter}
            column += 1
            start = perf_counter()
            document = {"uri": URI, "version": version}
            client.notify(
                "textDocument/didChange", {"textDocument": document, "contentChanges": [change]}
            )
            asked = {"textDocument": {"uri": URI}, "position": {"line": line, "character": column}}
            client.request("textDocument/completion", asked)
            times.append(1000 * (perf_counter() - start))
        return times


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [300, 3_000, 10_000]
    print("| rules | check | answer behind a letter | slowest |\n|---|---|---|---|")
    for rules in sizes:
        text = make_text(rules)
        check = statistics.median(time_check(text + "N1\n") for _ in range(5))
        answers = time_answers(text)
        median, slowest = statistics.median(answers), max(answers)
        print(f"| {rules:,} | {check:.0f} | {median:.0f} | {slowest:.0f} |", flush=True)


if __name__ == "__main__":
    main()
