"""Commands that study many settings: sweep."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sim.cli import options


@click.command()
@click.argument("case")
@click.option(
    "--vary", multiple=True, required=True, metavar="NAME=VALUES",
    help="What varies: influence.rate=1:4, influence.rate=1:4:7 or variant=baseline,no_ezln; repeatable.",
)  # fmt: skip
@click.option("--design", type=click.Choice(["grid"]), default="grid", show_default=True, help="How values combine.")
@click.option("--samples", type=click.IntRange(2, 10_000_000), default=16, show_default=True,
              help="Settings of a grid over ranges, about; every range gets 2 values or more.")  # fmt: skip
@options.settings
@options.replicates(50)
@options.seed
@options.until
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the table of runs.")
@options.as_json
def sweep(
    case: str, vary: tuple[str, ...], design: str, samples: int, settings: tuple[str, ...], replicates: int,
    seed: int, until: str | None, out: Path, as_json: bool,
) -> None:  # fmt: skip
    """Run every combination of some settings on the same replicates, into one CSV."""
    from sim import __version__
    from sim.experiments import plan
    from sim.experiments.sweep import n_runs
    from sim.experiments.sweep import sweep as run_sweep

    options.refuse_taken(out)
    ranges = sum(text.partition("=")[2].count(":") == 1 for text in vary)
    axes = [plan.parse_axis(text, plan.levels_for(samples, ranges)) for text in vary]
    total = n_runs(axes, replicates)
    with options.progress(total, "sweep") as report:
        frame = run_sweep(case, axes, replicates, seed, options.parse(settings), report, until)
    record = {
        "scenario": Path(case).name, "design": design, "seed": seed, "replicates": replicates,
        "axes": {axis.name: list(axis.values) for axis in axes}, "settings": options.parse(settings),
        "until": until, "runs": total, "version": __version__,
    }  # fmt: skip
    with options.whole_folder(out) as draft:
        frame.to_csv(draft / "outcomes.csv", index=False)
        text = json.dumps(options.without_nan(record), ensure_ascii=False, indent=1, default=str)
        (draft / "manifest.json").write_text(text + "\n", encoding="utf-8")
    if as_json:
        options.echo_json({key: value for key, value in record.items() if key != "version"})
    else:
        click.echo(f"{total} runs of {total // replicates} settings: {out / 'outcomes.csv'}")


COMMANDS = (sweep,)
