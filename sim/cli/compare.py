"""Commands that tell differences: compare, explain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli import options

if TYPE_CHECKING:
    from sim.ensemble import Jitter
    from sim.experiments.counterfactuals.compare import Comparison
    from sim.experiments.counterfactuals.explain import Explanation
    from sim.experiments.crate.seal import About

GROUP = ["--group", "--groups"]  # the first is shown, the other of earlier versions still taken
WHAT = "actors,alliances,groups,mechanisms"
table_file = options.out("CSV file for the table.", type=click.Path(path_type=Path, dir_okay=False))
figure_file = options.figure("Draw it into PATH.png and PATH.svg.")


@click.command()
@options.case
@options.several(
    "--only", metavar="ID", help="Of the comparisons that the scenario declares; repeatable, or with commas."
)
@options.several(
    "--variant", "variants", old=["--variants"], metavar="V", shell_complete=options.variants_of,
    help="Baseline, then alternatives, by name or file; repeatable, or with commas: baseline,no_ezln.",
)  # fmt: skip
@click.option(
    "--against", multiple=True, metavar="NAME=VALUE",
    help="An alternative by settings; several at once with ';': 'opinion.rate=2; campaigns.effect=1'. Repeatable.",
)  # fmt: skip
@click.option(
    "--with", "others", multiple=True, metavar="CASE", shell_complete=options.cases,
    help="Another case beside this one, with the same replicates; repeatable. Of the folder of a sweep: another sweep.",
)  # fmt: skip
@options.several("--outcome", "outcomes", metavar="ID", help="What may differ; repeatable, or with commas.")
@click.option(
    "--worth-knowing", "worth", multiple=True, metavar="NUMBER",
    help="Smallest difference worth knowing, in the unit of the outcome; for several ID=NUMBER, repeatable.",
)  # fmt: skip
@options.settings
@click.option("--replicates", type=click.IntRange(2, 1_000_000), default=400, show_default=True,
              help="Runs of each side at most.")  # fmt: skip
@options.seed
@options.until
@options.jitter
@table_file
@figure_file
@options.wide
@options.lang
@options.as_json
def compare(
    case: str, only: tuple[str, ...], variants: tuple[str, ...], against: tuple[str, ...], others: tuple[str, ...],
    outcomes: tuple[str, ...], worth: tuple[str, ...], settings: tuple[str, ...], replicates: int, seed: int,
    until: str | None, jitter: Jitter, out: Path | None, figure: Path | None, lang: str, as_json: bool,
) -> None:  # fmt: skip
    """Pairs of runs until a difference is known well enough: how large, how sure, and is it worth knowing?

    Without --variant, --against and --with: the comparisons that the scenario declares. Two folders of sweeps are set
    side by side, setting by setting, without a run.
    """
    from sim.cli.beside import are_sweeps, compare_sweeps
    from sim.cli.differences import comparison_text, record_of
    from sim.experiments.counterfactuals.compare import compare as run_pairs
    from sim.experiments.counterfactuals.compare import n_runs

    _refuse(out, figure)
    if are_sweeps(case, others):
        compare_sweeps(case, others[0], outcomes, out, lang, as_json)
        return
    asked = _questions(case, only, variants, (against, others), outcomes, worth)
    total = sum(n_runs(len(each["alternatives"]), replicates) for each in asked.values())
    values = options.parse(settings)
    found: list[Comparison] = []
    with options.progress(total, "compare") as report:
        for number, (name, question) in enumerate(asked.items()):
            before = number * total // len(asked)
            found.append(
                run_pairs(
                    case, **question, id=name, settings=values, replicates_max=replicates, seed=seed,
                    until=until, jitter=jitter, progress=lambda runs, before=before: report(before + runs),  # type: ignore[misc]
                )
            )  # fmt: skip
    if out is not None:
        rows = [row for each in found for row in each.rows()]
        options.write_table(out, rows, _about(out, "comparison", found[0], {"replicates_max": replicates}))
    with options.writing(f"--figure {figure}"):
        drawn = [] if figure is None else _draw_comparisons(found, figure, lang)
    if as_json:
        options.echo_json({"comparisons": [record_of(each) for each in found]})
        return
    for number, each in enumerate(found):
        click.echo(("\n" if number else "") + comparison_text(each, lang))
    _tell(out, drawn, lang)


class _GroupsInARow(click.Command):
    """A command in which further `NAME=ID,ID` may follow the one after `--group`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `--group` before each of them."""
        words: list[str] = []
        is_group = False
        for word in args:
            follows = is_group and words[-1] not in GROUP
            is_group = word in GROUP or word.partition("=")[0] in GROUP or (is_group and _is_group(word))
            words += [GROUP[0], word] if follows and is_group and not word.startswith("-") else [word]
        return super().parse_args(ctx, words)


def _is_group(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and not name.startswith("-") and not {"/", "\\", "."} & set(name)


@click.command(cls=_GroupsInARow)
@options.case
@click.option("--outcome", required=True, metavar="ID", help="What is to be explained.")
@click.option("--what", metavar="KINDS", help=f"What is deleted in turn.  [default: {WHAT}]")
@click.option(
    GROUP[0], "groups", cls=options.Option, old=GROUP[1:], multiple=True, metavar="NAME=ID,ID",
    help="Actors that are deleted together, beside the case's own groups; more may follow as further words: "
    "--group labor=afl_cio,ue business=usa_nafta. Without --what these alone. Repeatable.",
)  # fmt: skip
@options.several(
    "--only", metavar="ID", help="Only these actors, alliances, groups or mechanisms; repeatable, or with commas."
)
@click.option("--all", "show_all", is_flag=True, help="Every row, also those that changed nothing.")
@options.variant
@options.settings
@options.replicates(200)
@options.seed
@options.until
@options.jitter
@click.option(
    "--range", "ranges", multiple=True, metavar="KEY",
    help="A parameter that is drawn from low to high of its table, once for each pair; repeatable.",
)  # fmt: skip
@table_file
@figure_file
@options.wide
@options.lang
@options.as_json
def explain(
    case: str, outcome: str, what: str | None, groups: tuple[str, ...], only: tuple[str, ...], show_all: bool,
    variant: str | None, settings: tuple[str, ...], replicates: int, seed: int, until: str | None, jitter: Jitter,
    ranges: tuple[str, ...], out: Path | None, figure: Path | None, lang: str, as_json: bool,
) -> None:  # fmt: skip
    """Who mattered? The outcome without each actor, alliance, group and mechanism in turn, with the same draws."""
    from sim.cli.differences import explanation_text, record_of_explanation
    from sim.experiments.counterfactuals.explain import explain as run_deletions
    from sim.experiments.counterfactuals.explain import kinds_of, n_runs
    from sim.scenario.load import load_scenario

    _refuse(out, figure)
    named = _groups(groups)
    kinds = kinds_of(what if what is None else [kind.strip() for kind in what.split(",") if kind.strip()], named)
    values = options.parse(settings)
    if unknown := [kind for kind in kinds if kind not in WHAT.split(",")]:
        raise click.UsageError(f"--what: no kind '{unknown[0]}'; there are {WHAT}")
    total = n_runs(load_scenario(case, variant, values), kinds, replicates, named)
    with options.progress(total, "explain") as report:
        found = run_deletions(
            case, outcome, replicates, seed, kinds if what else None, until, only=only, groups=named, variant=variant,
            settings=values, jitter=jitter, ranges=ranges, progress=report,
        )  # fmt: skip
    if out is not None:
        asked = {"replicates": replicates, "ranges": list(ranges)}
        options.write_table(out, found.rows(), _about(out, "explanation", found, asked))
    drawn = []
    if figure is not None:
        from sim.figures.contributions import contributions
        from sim.figures.look import save

        with options.writing(f"--figure {figure}"):
            drawn = save(contributions(found, lang), figure)[:1]
    if as_json:
        options.echo_json(record_of_explanation(found))
        return
    click.echo(explanation_text(found, show_all, lang))
    _tell(out, drawn, lang)


def _groups(texts: Sequence[str]) -> dict[str, str]:
    """Actors by name of their group, as typed."""
    found: dict[str, str] = {}
    for text in texts:
        name, equals, ids = text.partition("=")
        if not equals:
            raise click.UsageError(f"--group {text}: must be NAME=ID,ID")
        if name.strip() in found:
            raise click.UsageError(f"--group: '{name.strip()}' is a second time; each name once")
        found[name.strip()] = ids
    return found


def _questions(
    case: str, only: tuple[str, ...], variants: tuple[str, ...], beside: tuple[tuple[str, ...], tuple[str, ...]],
    outcomes: tuple[str, ...], worth: tuple[str, ...],
) -> dict[str | None, dict[str, Any]]:  # fmt: skip
    """Arguments of every comparison: that which was typed, or those that the scenario declares."""
    against, others = beside
    if not variants and not against and not others:
        if outcomes or worth:
            raise click.UsageError("--outcome, --worth-knowing: also name --variant, --against or --with")
        from sim.experiments.counterfactuals.questions import declared

        return {name: question for name, question in declared(case, only).items()}
    if only:
        raise click.UsageError("--only: is for the scenario's own comparisons, without --variant, --against and --with")
    if len(variants) == 1 and not against and not others:
        raise click.UsageError(f"--variant: a baseline, then alternatives, as in baseline,{variants[0]}")
    if not outcomes or not worth:
        raise click.UsageError("--variant, --against, --with: also need --outcome and --worth-knowing")
    baseline = variants[0] if variants else "baseline"
    alternatives = _alternatives(case, variants, beside, baseline)
    sizes = {name: _size(name, worth) for name in outcomes}
    question = {"alternatives": alternatives, "outcomes": outcomes, "worth_knowing": sizes, "baseline": baseline}
    return {None: question}


def _alternatives(
    case: str, names: Sequence[str], beside: tuple[tuple[str, ...], tuple[str, ...]], baseline: str
) -> dict[str, dict[str, Any]]:
    """What each alternative sets, by its name: variants behind the baseline, settings, and other cases."""
    from sim.scenario.version import name_of

    found: dict[str, dict[str, Any]] = {name_of(name): {"variant": name} for name in names[1:]}
    if len(found) < len(names[1:]):
        raise click.UsageError(f"--variant: each once (got {', '.join(names)})")
    against, others = beside
    for text in against:
        if text in found:
            raise click.UsageError(f"--against: each once (got {text} twice)")
        found[text] = {"variant": baseline} | options.parse([part for part in text.split(";") if part.strip()])
    for text in others:
        if text in found or text == case:
            raise click.UsageError(f"--with: each case once (got {text} twice)")
        found[text] = {"case": text, "variant": baseline}
    return found


def _size(outcome: str, texts: Sequence[str]) -> float:
    """What was said of an outcome: by its name, or the one number where there is but one."""
    sizes = []
    for text in texts:
        name, equals, number = text.rpartition("=")
        if (equals and name == outcome) or (not equals and len(texts) == 1):
            try:
                sizes.append(float(number))
            except ValueError:
                raise click.UsageError(f"--worth-knowing {text}: must be a number, or outcome=number") from None
    if len(sizes) > 1:
        raise click.UsageError(f"--worth-knowing: each outcome once (got {outcome} twice)")
    if sizes:
        return sizes[0]
    raise click.UsageError(f"--worth-knowing: how large a difference is, of {outcome}? Say {outcome}=NUMBER")


def _refuse(out: Path | None, figure: Path | None) -> None:
    """Refuse names that are taken, before the runs rather than after them."""
    if out is not None:
        options.refuse_taken(out)
    if figure is not None:
        options.refuse_taken(figure.with_name(figure.name + ".png"), "--figure")


def _about(out: Path, kind: str, found: Comparison | Explanation, more: dict[str, Any]) -> About:
    """What stands beside a table of what it is."""
    from dataclasses import replace

    from sim.experiments.crate.seal import About

    numbers = {"seed": found.seed, "settings": dict(found.settings), "until": found.until} | more
    described = About.of(kind, found.loaded, {name: value for name, value in numbers.items() if value})
    return replace(described, tables={out.name: kind}, suffix=".csv")


def _draw_comparisons(found: Sequence[Comparison], path: Path, lang: str) -> list[Path]:
    """One figure for each comparison; gives the PNG files."""
    from sim.figures.differences import differences
    from sim.figures.look import save

    names = [path.name if len(found) == 1 else f"{path.name}-{each.id}" for each in found]
    return [save(differences(each, lang), path.with_name(name))[0] for each, name in zip(found, names, strict=True)]


def _tell(out: Path | None, drawn: Sequence[Path], lang: str) -> None:
    from sim.words import say

    if out is not None:
        click.echo(say("written", lang, path=out))
    for path in drawn:
        click.echo(say("figure", lang, path=path))


COMMANDS = (compare, explain)
