"""The command line: thin commands over the package; heavy imports stand inside them."""

from __future__ import annotations

import shlex
import sys
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sim import __version__
from sim.cli import options
from sim.cli.analyze import COMMANDS as ANALYZE
from sim.cli.bench import COMMANDS as BENCH
from sim.cli.check import COMMANDS as CHECK
from sim.cli.compare import COMMANDS as COMPARE
from sim.cli.look import COMMANDS as LOOK
from sim.cli.page import COMMANDS as PAGE
from sim.cli.records import COMMANDS as RECORDS
from sim.cli.rivals import COMMANDS as RIVALS
from sim.cli.run import COMMANDS as RUN
from sim.cli.serve import COMMANDS as SERVE
from sim.cli.show import COMMANDS as SHOW
from sim.cli.study import COMMANDS as STUDY
from sim.cli.upgrade import COMMANDS as UPGRADE


class Commands(click.Group):
    """Commands in the order of a user's work rather than of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which they were added."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with its whole first paragraph, over as many lines as it takes."""
        firsts = {name: (command.help or "").split("\n\n")[0] for name, command in self.commands.items()}
        with formatter.section("Commands"):
            formatter.write_dl([(name, " ".join(text.split())) for name, text in firsts.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="advocacy-coalitions", message="%(prog)s %(version)s")
@options.lang
@click.pass_context
def cli(context: click.Context, lang: str) -> None:
    """Simulate transnational advocacy coalitions: scenario folders in, ensembles of outcomes out."""
    context.default_map = {name: {"lang": lang} for name in cli.commands}  # what stands behind a command wins
    _tell_of_format_1(context)


for command in (
    *LOOK,
    *UPGRADE,
    *RUN,
    *CHECK,
    *RIVALS,
    *STUDY,
    *RECORDS,
    *COMPARE,
    *ANALYZE,
    *SHOW,
    *PAGE,
    *SERVE,
    *BENCH,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line. Exit codes: 0 computed, 1 a run failed, 2 bad input, 130 interrupted."""
    try:
        code = cli.main(standalone_mode=False)  # what a command that calls ctx.exit comes back with
        sys.stdout.flush()  # a full disk is told here rather than by the interpreter as it ends
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as wrong:
        click.echo(wrong.format_message(), err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing half-written is left", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader, such as `head`, has seen enough
        sys.exit(0)
    except ModuleNotFoundError as missing:
        if (missing.name or "sim").partition(".")[0] == "sim":
            raise
        click.echo(f"{missing.name} is not installed for this Python: see README.md, or use .venv/bin/python", err=True)
        sys.exit(2)
    except OSError as wrong:
        click.echo(_told(_of_the_system(wrong)), err=True)
        sys.exit(2)
    except Exception as wrong:
        if not _is_bad_input(wrong):
            raise
        click.echo(_told(wrong), err=True)
        sys.exit(2)


def _tell_of_format_1(context: click.Context) -> None:
    """Say on standard error, once a command, what was read that is of format 1."""
    from sim.scenario.format1.notice import OldFormatWarning

    told: set[Path] = set()
    context.with_resource(warnings.catch_warnings())
    warnings.simplefilter("always", OldFormatWarning)
    show = warnings.showwarning

    def show_line(message: Warning | str, *about: Any, **more: Any) -> None:
        if not isinstance(message, OldFormatWarning):
            show(message, *about, **more)
        elif message.path not in told:
            from sim.words import say

            told.add(message.path)
            now = click.get_current_context(silent=True) or context
            words = {"path": message.path, "command": options.own_name(), "shown": shlex.quote(str(message.path))}
            click.echo(say("old_format", now.params.get("lang", "en"), **words), err=True)

    warnings.showwarning = show_line


def _told(wrong: Exception) -> str:
    """What is wrong, one line a problem, in the language that the command was asked to speak."""
    from sim.scenario.problem import ScenarioError
    from sim.words import told

    given = [*sys.argv, *(after for word in sys.argv for after in word.split("=")[1:] if word.startswith("--lang="))]
    lang = "es" if "es" in given[1:] and any(word.startswith("--lang") for word in given) else "en"
    if not isinstance(wrong, ScenarioError):
        return told(str(wrong), lang)
    return "\n".join(str(replace(each, message=told(each.message, lang))) for each in wrong.problems)


def _of_the_system(wrong: OSError) -> OSError:
    """What no command has foreseen of a disk or a file: no room, no right to, a name that is too long."""
    where = f"{wrong.filename}: " if wrong.filename is not None else ""
    return OSError(f"{where}cannot be read or written: {wrong.strerror or wrong}")


def _is_bad_input(wrong: Exception) -> bool:
    from sim.experiments.plans.plan import PlanError
    from sim.model.parameters import ParameterError
    from sim.scenario.problem import ArgumentError, ScenarioError

    return isinstance(wrong, ScenarioError | ParameterError | PlanError | ArgumentError)
