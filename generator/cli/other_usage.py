"""Say what to type in place of a command, an option or a word that the program does not take.

People bring these from other programs (`other_usage.toml`), misspell them, or forget a part.
"""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from generator.diagnostics.suggest import almost, did_you_mean
from generator.read.tables import by_word

OF_EDITORS = frozenset(
    ["edition", "from-issue", "import", "inbox", "merge", "rename", "report", "translate", "verify"]
)
"""The commands of the editors' package, which may not be installed."""
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)
DASHES = "-–—−"
"""What people and word processors write before the name of an option."""


def of_others(part: str) -> dict[str, str]:
    """What other programs have and this one lacks → what to type, by a part of the table."""
    return by_word(__package__, "other_usage", part)


def instead_of(error: click.UsageError, typed: Sequence[str], ctx: click.Context) -> str:
    """Say what to type instead of what a command does not take; "" for other errors.

    Args:
        error: What click says of it.
        typed: The command and its words; an option and its value after `=` are two.
        ctx: The context of the command.
    """
    if isinstance(error, click.NoSuchOption):
        return _no_option(error, ctx, typed)
    if extra := _EXTRA.match(error.message):
        return _extra(extra[1], ctx)
    param = getattr(error, "param", None)
    if isinstance(error, click.MissingParameter) and isinstance(param, click.Argument):
        return "" if isinstance(param.type, click.Choice) else _missing(param, ctx)
    if isinstance(error, click.BadOptionUsage):
        return _wrong_value(error.option_name, ctx)
    if isinstance(error, click.BadParameter) and param:
        return _bad_value(error, param, ctx, typed)
    return ""


def option_meant(word: str, command: click.Command) -> str:
    """The option that a word without two hyphens means; "" if it means none."""
    name = word.lstrip(DASHES)
    names = {one.lstrip("-"): one for one in _options(command) if one.startswith("--")}
    if name == word:
        return names.get(name.lower(), "")
    return almost(name, names, names, letters_a_slip=4)


def _typed(ctx: click.Context) -> str:
    """A command as people type it, whatever has started the program."""
    return f"digest {ctx.info_name}" if ctx.parent else "digest"


def _options(command: click.Command) -> list[str]:
    return [name for one in command.params if isinstance(one, click.Option) for name in one.opts]


def _no_option(error: click.NoSuchOption, ctx: click.Context, typed: Sequence[str]) -> str:
    """Click takes `-fix` for `-f`, so the whole word is looked up."""
    path = _typed(ctx)
    command = path.rpartition(" ")[2]
    dashes = error.option_name
    word = next((one for one in typed if one.startswith(dashes)), dashes)
    near = [*(error.possibilities or ())]  # click's, which finds `--fix` for `--fx`
    otherwise = f"did you mean '{near[0]}'?" if near else f"list them: {path} --help"
    if not ctx.parent:
        otherwise = f"options of a command come after it: digest <command> {word}"
    instead = did_you_mean(word, _options(ctx.command), otherwise)
    if ctx.parent and word in _options(ctx.find_root().command):
        instead = f"it belongs before the command: digest {word} <value> {command}"
    instead = of_others(command).get(word, instead)
    return f"'{path}' has no option '{word[:40]}'; {instead}"


def _extra(words: str, ctx: click.Context) -> str:
    """A word too many: an option without its hyphens, a folder, or a part of a name."""
    first = words.partition(" ")[0]
    said = f"'{_typed(ctx)}' does not take '{words[:80]}'"
    takes = [_word_for(one, ctx) for one in ctx.command.params if isinstance(one, click.Argument)]
    meant = option_meant(first, ctx.command)
    if meant:
        return f"{said}; did you mean '{meant}'?"
    if ctx.info_name == "serve" and first.isdigit():
        return f"{said}; write the port as --port {first}"
    if "--site-dir" in _options(ctx.command) and Path(words).suffix:
        check = f"digest check {shlex.quote(words)}"
        return f"{said}; it builds the whole site; to check one file, write {check}"
    if "--site-dir" in _options(ctx.command):
        return f"{said}; to build into that folder, write --site-dir {shlex.quote(words)}"
    if takes:
        return f"{said} after {' '.join(takes)}; put words with spaces in quotes"
    return f"{said}; leave it out"


def _missing(param: click.Argument, ctx: click.Context) -> str:
    """An argument too few: show the command with those that were typed."""
    words = []
    for one in ctx.command.params:
        if not isinstance(one, click.Argument):
            continue
        given = ctx.params.get(one.name or "")
        is_given = one is not param and isinstance(given, (str, Path))
        words.append(shlex.quote(str(given)) if is_given else f"<{_word_for(one, ctx).lower()}>")
    form = f"{_typed(ctx)} {' '.join(words)}"
    return f"{_word_for(param, ctx)} is missing; type {form}"


def _word_for(param: click.Argument, ctx: click.Context) -> str:
    return param.make_metavar(ctx).strip("[]").removesuffix("...")


def _wrong_value(option: str, ctx: click.Context) -> str:
    """An option with a value that it does not take, or without the one that it needs."""
    param = next((one for one in ctx.command.params if option in one.opts), None)
    if not isinstance(param, click.Option):
        return ""
    if param.is_flag:
        return f"'{option}' takes no value; type {_typed(ctx)} {option}"
    return f"'{option}' needs a value; type {_typed(ctx)} {option} {_value_of(param)}"


def _value_of(param: click.Parameter) -> str:
    if isinstance(param.type, click.IntRange):
        return "<number>"
    if isinstance(param.type, click.Choice):
        return f"<{' | '.join(map(str, param.type.choices))}>"
    return "<folder>" if isinstance(param.type, click.Path) else "<value>"


def _bad_value(
    error: click.BadParameter, param: click.Parameter, ctx: click.Context, typed: Sequence[str]
) -> str:
    """A value that is none of a list, or no number of a range."""
    if isinstance(param.type, click.Choice):
        given = next((one for one in typed[1:] if f"'{one}'" in error.message), "")
        listed = ", ".join(map(str, param.type.choices))
        instead = did_you_mean(given, param.type.choices, f"write one of {listed}")
        instead = of_others("hosts").get(given.partition("-")[0].lower(), instead)
        return given and f"'{_typed(ctx)}' does not know '{given[:40]}'; {instead}"
    if isinstance(param.type, click.IntRange):
        option = param.opts[0]
        at = next((number for number, one in enumerate(typed[:-1]) if one in param.opts), -1)
        given = f", not '{typed[at + 1][:40]}'" if at >= 0 else ""
        span = f"from {param.type.min} to {param.type.max}"
        return f"'{option}' takes a whole number {span}{given}; write {option} <number>"
    return ""
