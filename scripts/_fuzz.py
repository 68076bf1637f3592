"""What scripts/fuzz runs: each reader in a process of its own, on mutated files."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from boolnet.formats.registry import FORMATS, Format, find_format
from boolnet.network.library import list_models, load_model

OUT = Path("build") / "fuzz"
SLOWEST, MOST_MEMORY, LONGEST = 5, 1024, 20_000  # seconds, MB, bytes of a file


def main() -> int:
    """Fuzz the chosen formats one after the other; 1 when one of them failed."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz")
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    parser.add_argument("--seconds", type=int, default=60, help="for each format (default 60)")
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="more seeds")
    known = parser.parse_args()
    chosen = [find_format(name) for name in known.formats] or [f for f in FORMATS if f.reads]
    failed = [form.name for form in chosen if not run(form, known.seconds, known.corpus)]
    print(f"failed: {', '.join(failed)}; see {OUT}" if failed else "nothing found")
    return bool(failed)


def run(form: Format, seconds: int, corpus: list[Path]) -> bool:
    """Fuzz one format in a process of its own; whether it held."""
    seeds = OUT / form.name / "seeds"
    if seeds.exists():
        shutil.rmtree(seeds)
    seeds.mkdir(parents=True)
    for number, data in enumerate(find_seeds(form, corpus)):
        (seeds / f"seed-{number}").write_bytes(data)
    begun = time.monotonic()
    log = OUT / form.name / "log"
    with log.open("w", encoding="utf-8") as stream:
        command = [
            sys.executable, __file__, "--reader", form.name, str(seeds),
            f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MOST_MEMORY}",
            f"-max_len={LONGEST}", f"-artifact_prefix={OUT / form.name}/", "-print_final_stats=1",
        ]  # fmt: skip
        ended = subprocess.run(command, stdout=stream, stderr=subprocess.STDOUT, check=False)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    runs = [line.split()[-1] for line in lines if "number_of_executed_units" in line]
    verdict = "held" if ended.returncode == 0 else "FAILED"
    tried = f"{int(runs[-1]):,} files" if runs else "an unknown number of files"
    print(f"{form.name}: {verdict}, {tried} in {time.monotonic() - begun:.0f} s", flush=True)
    return ended.returncode == 0


def find_seeds(form: Format, corpus: list[Path]) -> Iterator[bytes]:
    """Valid files: a shipped model, if the format can be written, and those of the corpus."""
    if form.writes:
        yield form.load().write(load_model(list_models()[0]).network, {}).data
    for folder in corpus:
        for path in sorted(folder.rglob("*")):
            if path.name.lower().endswith(form.suffixes) and path.stat().st_size <= LONGEST:
                yield path.read_bytes()


def fuzz(form: Format, arguments: list[str]) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["boolnet"]):
        check = checker(form)
    atheris.Setup([sys.argv[0], *arguments], check)
    atheris.Fuzz()


def checker(form: Format) -> Callable[[bytes], None]:
    """What is done with each file: all that `boolnet check` does without a search."""
    for name in [name for name in sys.modules if name.split(".")[0] == "boolnet"]:
        del sys.modules[name]  # imported before they could be instrumented
    from boolnet import formats, language, logic, network
    from boolnet.formats.files import read_bytes
    from boolnet.formats.review import review
    from boolnet.report.diagnostics import format_diagnostic

    for package in (formats, language, logic, network):  # what loads later is not instrumented
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    suffix = form.suffixes[0] if form.suffixes else ""

    def check(data: bytes) -> None:
        reading = review(read_bytes(data, f"fuzzed{suffix}", form=form.name))
        for finding in reading.diagnostics[:20]:
            format_diagnostic(finding, reading.source)

    return check


if __name__ == "__main__":
    if sys.argv[1:2] == ["--reader"]:
        fuzz(find_format(sys.argv[2]), sys.argv[3:])
    sys.exit(main())
