"""Measure boolnet and its peers side by side: scripts/bench [WORKLOAD ...]

Every program gets the same files, on one core, one process at a time. Results stream into
benchmarks/results, so that an interrupted run can be resumed; tables are made from them. The
exit status is 1 when answers differ.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks import pages
from benchmarks.machine import describe_machine
from benchmarks.programs import PROGRAMS, Program
from benchmarks.results import Sheet, disagreements, read_results
from benchmarks.runner import Runner, interruptible, pin
from benchmarks.screen_table import iter_differing, render_screens
from benchmarks.table import render
from benchmarks.workloads import WORKLOADS, NothingToDo, Selection, Workload

HERE = Path(__file__).parent


def read_options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description=__doc__.partition("\n\n")[2],
        epilog="workloads:\n" + "\n".join(f"  {w.name:12} {w.title}" for w in WORKLOADS.values()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("workload", nargs="*", help="all when none is named")
    parser.add_argument("--networks", type=Path, metavar="FOLDER", help="of published networks")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="beginnings of names of networks"
    )
    parser.add_argument(
        "--programs", nargs="+", default=[], metavar="NAME", help="beginnings of their names"
    )
    parser.add_argument("--limit", type=float, metavar="SECONDS", help="for each answer")
    parser.add_argument(
        "--repeats", type=int, default=3, metavar="N", help="runs; the median counts (3)"
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[], metavar="N", help="of random networks"
    )
    parser.add_argument(
        "--seeds", type=int, default=3, metavar="N", help="random networks of each kind (3)"
    )
    parser.add_argument("--core", type=int, metavar="N", help="the core to run on (the last one)")
    parser.add_argument(
        "--memory", type=int, default=8000, metavar="MB", help="for each answer (8000)"
    )
    parser.add_argument("--results", type=Path, default=HERE / "results", metavar="FOLDER")
    parser.add_argument("--resume", action="store_true", help="go on where a run ended")
    parser.add_argument("--table", action="store_true", help="make tables of what is there")
    parser.add_argument("--cpu", action="store_true", help="tables of processor time, not wall")
    parser.add_argument("--publish", action="store_true", help="and put them into the README")
    options = parser.parse_args(arguments)
    unknown = set(options.workload) - set(WORKLOADS)
    if unknown:
        parser.error(f"no workload {', '.join(sorted(unknown))}; there are {', '.join(WORKLOADS)}")
    return options


def main() -> int:
    options = read_options()
    status = 0
    chosen = [WORKLOADS[name] for name in options.workload or WORKLOADS]
    core = None
    if not options.table:
        core = choose_core(options.core)
        pin(core)
        interruptible()
    for workload in chosen:
        path = options.results / f"{workload.name}.jsonl"
        try:
            if not options.table:
                measure(workload, options, path, core)
        except NothingToDo as error:
            print(f"{workload.name} left out: {error}", file=sys.stderr)
            status = 2 if options.workload else status
            continue
        except KeyboardInterrupt:
            print("\ninterrupted; --resume goes on from here", file=sys.stderr)
            if path.is_file():
                show(workload, path, options)
            return 130
        if path.is_file():
            if show(workload, path, options):
                status = 1
        else:
            print(f"{workload.name} was not measured yet", file=sys.stderr)
    return status


def choose_core(core: int | None) -> int | None:
    """The core that was asked for, or the last of those that may be used."""
    if not hasattr(os, "sched_getaffinity"):
        print("processes cannot be kept on one core here", file=sys.stderr)
        return None
    return max(os.sched_getaffinity(0)) if core is None else core


def measure(workload: Workload, options: argparse.Namespace, path: Path, core: int | None) -> None:
    """Run *workload* into the file at *path*."""
    selection = Selection(
        options.networks, tuple(options.only), tuple(options.sizes), options.seeds
    )
    cases = list(workload.cases(selection))
    if not cases:
        raise NothingToDo("no network is selected: see --networks and --only")
    programs, missing = choose_programs(workload, tuple(options.programs))
    for words in missing.values():
        print(f"{workload.name}: left out: {words}", file=sys.stderr)
    seconds = options.limit or workload.seconds
    header = {
        "title": workload.title,
        "layout": workload.layout,
        "goals": workload.goals,
        "command": command_of(workload, options),
        "seconds": seconds,
        "repeats": options.repeats,
        "where": "on no particular core" if core is None else "all on the same core",
        "machine": describe_machine(),
        "missing": missing,
        "known": {case.name: case.known for case in cases if case.known},
    }
    sheet = Sheet(path, header, resume=options.resume)
    runner = Runner(
        programs, sheet, seconds=seconds, megabytes=options.memory, repeats=options.repeats
    )
    runner.run(cases)


def choose_programs(
    workload: Workload, names: tuple[str, ...]
) -> tuple[list[Program], dict[str, str]]:
    """The programs that can be asked, and why the others cannot."""
    wanted = [PROGRAMS[name] for name in workload.programs if not names or name.startswith(names)]
    missing = {p.name: f"{p.name} (no {p.missing})" for p in wanted if p.missing}
    return [program for program in wanted if program.name not in missing], missing


def command_of(workload: Workload, options: argparse.Namespace) -> str:
    """The command that makes the table, without the folders of this machine."""
    words = ["scripts/bench", workload.name]
    if options.networks:
        words += ["--networks", "FOLDER"]
    for name in ("only", "programs", "sizes"):
        values = getattr(options, name)
        if values:
            words += [f"--{name}", *(f"'{v}'" if " " in str(v) else str(v) for v in values)]
    if options.limit:
        words += ["--limit", f"{options.limit:g}"]
    for name, usual in (("repeats", 3), ("seeds", 3)):
        if getattr(options, name) != usual:
            words += [f"--{name}", str(getattr(options, name))]
    return " ".join(words)


def show(workload: Workload, path: Path, options: argparse.Namespace) -> bool:
    """Print the table and keep it; whether answers differ."""
    results = read_results(path, "cpu" if options.cpu else "wall")
    page = render_screens(results) if workload.layout == "screens" else render(results)
    path.with_suffix(".md").write_text(page, encoding="utf-8")
    print(f"\n## {workload.name}\n\n{page}", flush=True)
    if options.publish:
        pages.publish(workload.name, page)
    return bool(disagreements(results)) or any(iter_differing(results))


if __name__ == "__main__":
    sys.exit(main())
