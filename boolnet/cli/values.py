"""What people write behind ``--set``, ``--knockout``, ``--block`` and ``--phenotype``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from boolnet.analysis.question import Question
from boolnet.cli.failure import Failure
from boolnet.cli.source import Source
from boolnet.errors import ExpressionError, InputError, PerturbationError, UnknownNodeError
from boolnet.network.conditions import parse_condition
from boolnet.network.ladder import complete_levels
from boolnet.network.names import suggest
from boolnet.network.network import Network
from boolnet.network.perturbation import Perturbation, block, knockout, overexpression
from boolnet.network.phenotype import Phenotype

_WORD = re.compile(r'(?:"[^"]*"|[^\s,"])+')
_VALUES: dict[str, bool | None] = {"0": False, "1": True, "free": None}
_OPERATORS = frozenset("&|!^()")


def read_nodes(source: Source, option: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The nodes that *texts* name; several in one text may be separated by commas or blanks.

    Raises:
        Failure: BN601, there is no such node.
    """
    names = []
    for text in texts:
        for name in [text] if text in source.network.index else _words(text):
            names.append(_node(source, option, name))
        if not text.strip(' ,"'):
            raise Failure(f'{option} "{text}": name a node', "BN601", source.path)
    return tuple(dict.fromkeys(names))


def read_settings(source: Source, texts: Iterable[str]) -> dict[str, bool | None]:
    """The values of ``--set NODE=VALUE``; several in one text, separated by commas or blanks.

    Raises:
        Failure: BN601 (no such node), BN602 (no such value), BN603 (two values for one node),
            or the node is no input.
    """
    settings: dict[str, bool | None] = {}
    for text in texts:
        if not text.strip(" ,"):
            raise Failure("--set: write for example --set NODE=1", "BN602", source.path)
        for word in _settings_in(source.network, text):
            name, equals, value = word.rpartition("=")
            if not equals or value.strip() not in _VALUES:
                told = f"--set {word}: the value must be 0, 1 or free"
                raise Failure(
                    told if equals else f"{told}; write for example {word}=1", "BN602", source.path
                )
            name = _node(source, "--set", name.strip())
            if name not in source.network.inputs:
                raise Failure(_no_input(source.network, name, value), "BN602", source.path)
            wanted = _VALUES[value.strip()]
            if settings.setdefault(name, wanted) != wanted:
                before = {False: "0", True: "1", None: "free"}[settings[name]]
                told = f"{name} is set both to {before} and to {value.strip()}"
                raise Failure(told, "BN603", source.path)
    try:
        named = {name: wanted for name, wanted in settings.items() if wanted is not None}
        complete_levels(source.network.ladders, named)
    except InputError as error:
        raise Failure(f"--set: {error}", "BN603", source.path) from None
    return settings


def read_values(source: Source, option: str, text: str) -> tuple[dict[str, bool], bool | None]:
    """The values of any nodes in *text*, and that of all others where it has ``others=0``.

    ``0`` alone is short for ``others=0``, and ``1`` for ``others=1``.

    Raises:
        Failure: BN601 (no such node), BN602 (no such value), BN603 (two values for one node).
    """
    values: dict[str, bool] = {}
    others: bool | None = None
    for word in _settings_in(source.network, text):
        name, equals, value = word.rpartition("=")
        name, value = name.strip(), value.strip()
        if value not in ("0", "1") or (equals and not name):
            told = f"{option} {word}: write for example {option} 'RANKL=1,OPG=0,others=0'"
            raise Failure(told, "BN602", source.path)
        if not equals or (name == "others" and name not in source.network.index):
            others = value == "1"
            continue
        name = _node(source, option, name)
        if values.setdefault(name, value == "1") != (value == "1"):
            raise Failure(f"{option}: {name} is both 0 and 1", "BN603", source.path)
    return values, others


def _settings_in(network: Network, text: str) -> list[str]:
    name, _, value = text.rpartition("=")
    if name.strip() in network.index and value.strip() in _VALUES:
        return [text]  # whatever the name is made of
    # `A = 1` is one setting, whatever the blanks.
    words = _words(re.sub(r"\s*=\s*", "=", text))
    return words or [text]


def _no_input(network: Network, name: str, value: str) -> str:
    way = "--knockout" if value.strip() == "0" else "--overexpress"
    told = f'--set {name}={value}: "{name}" is not an input, its rule decides its value'
    return told if value.strip() == "free" else f"{told}; to hold it, use {way} {name}"


def read_perturbation(
    source: Source,
    knockouts: Sequence[str],
    overexpressed: Sequence[str],
    blocks: Sequence[str],
    knockout_option: str = "--knockout",
) -> Perturbation:
    """What the three options hold together.

    Raises:
        Failure: BN601 (no such node or regulation), BN602 (bad value), BN603 (contradiction).
    """
    try:
        held = knockout(*read_nodes(source, knockout_option, knockouts))
        held += overexpression(*read_nodes(source, "--overexpress", overexpressed))
        for text in blocks:
            held += _read_block(source, text)
        source.network.close(held)
    except PerturbationError as error:
        raise Failure(str(error), "BN603", source.path) from None
    return held


def _read_block(source: Source, text: str) -> Perturbation:
    """``RANKL->RANK``, or ``RANKL->RANK=1``."""
    regulator, arrow, rest = text.partition("->")
    target, equals, value = rest.rpartition("=")
    if not equals or rest.strip() in source.network.index:
        target, value = rest, "0"
    if not arrow or not regulator.strip() or not target.strip():
        told = f"--block {text}: write for example --block 'RANKL->RANK'"
        raise Failure(told, "BN602", source.path)
    if value.strip() not in ("0", "1"):
        raise Failure(f"--block {text}: the value must be 0 or 1", "BN602", source.path)
    regulator = _node(source, "--block", regulator.strip())
    target = _node(source, "--block", target.strip())
    function = source.network.nodes[source.network.position(target)].function
    if regulator not in function.regulators:
        known = ", ".join(function.regulators) or "nothing"
        told = (
            f"--block {text}: the rule of {target} does not mention {regulator}; it reads {known}"
        )
        raise Failure(told, "BN601", source.path)
    return block(regulator, target, value.strip() == "1")


def check_settings(
    source: Source, settings: dict[str, bool | None], perturbation: Perturbation
) -> None:
    """Refuse a node that is set to one value and held at another.

    Raises:
        Failure: BN603.
    """
    for name, value in source.network.close(perturbation).nodes:
        if settings.get(name, value) != value:
            wanted = {False: "0", True: "1", None: "free"}[settings[name]]
            how = "overexpressed" if value else "knocked out"
            raise Failure(f"{name} is both set to {wanted} and {how}", "BN603", source.path)


def read_phenotypes(source: Source, texts: Sequence[str]) -> tuple[Phenotype, ...]:
    """The phenotypes that *texts* give; all of the model when there are none.

    A text is the name of a phenotype of the model, a condition, or ``NAME: CONDITION``.

    Raises:
        Failure: BN601 (no such node), BN605 (not a condition, or it can never hold).
    """
    model = source.model.phenotypes if source.model else {}
    if not texts:
        return tuple(model.values())
    found: dict[str, Phenotype] = {}
    for text in texts:
        phenotype = model.get(text.strip()) or _read_phenotype(source, text, tuple(model))
        if phenotype.name in found and found[phenotype.name] != phenotype:
            told = f'--phenotype: two phenotypes have the name "{phenotype.name}"'
            raise Failure(told, "BN603", source.path)
        found[phenotype.name] = phenotype
    return tuple(found.values())


def _read_phenotype(source: Source, text: str, known: tuple[str, ...]) -> Phenotype:
    name, colon, condition = text.partition(":")
    if not colon or text in source.network.index or _OPERATORS & set(name):
        name, condition = text.strip(), text
    if not name.strip():
        raise Failure(f"--phenotype {text}: there is no name in front of the colon", "BN605")
    try:
        phenotype = Phenotype(name.strip(), parse_condition(condition.strip()))
        phenotype.check(source.network)
    except UnknownNodeError as error:
        raise Failure(_no_such(error.name, known, source), "BN601", source.path) from None
    except ExpressionError as error:
        raise Failure(f"--phenotype: {error}", "BN605", source.path) from None
    try:
        Question(source.network, phenotypes=(phenotype,))
    except ExpressionError:
        told = f"--phenotype {text}: this phenotype can never hold"
        raise Failure(told, "BN605", source.path) from None
    return phenotype


def _no_such(name: str, known: Sequence[str], source: Source) -> str:
    """That a condition reads *name*, which is no node; it may have meant a phenotype."""
    if name in known:
        return f"--phenotype: {name} is a phenotype of the model, but a condition reads nodes"
    return f"--phenotype: {UnknownNodeError(name, suggest(name, (*known, *source.network.names)))}"


def _words(text: str) -> list[str]:
    """*text* cut at commas and blanks, but not inside quotation marks, which are dropped."""
    return [word.replace('"', "") for word in _WORD.findall(text)]


def _node(source: Source, option: str, name: str) -> str:
    try:
        source.network.position(name)
    except UnknownNodeError as error:
        raise Failure(f"{option}: {error}", "BN601", source.path) from None
    return name
