"""The command that serves the seminar page: serve."""

from __future__ import annotations

import errno

import click

from sim.cli import options


@click.command()
@options.case
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@options.replicates(40)
@click.option("--replicate", type=click.IntRange(min=0), default=0, show_default=True, help="Which run is shown.")
@options.seed
@options.until
@options.lang
def serve(
    case: str, port: int, host: str, replicates: int, replicate: int, seed: int, until: str | None, lang: str
) -> None:
    """The seminar page for any setting: opens at an address of this machine, until Ctrl-C."""
    from sim.cli.page import command
    from sim.page.case.sliders import chosen_sliders
    from sim.page.runs.study import Study
    from sim.page.served.answers import Answers
    from sim.page.served.asked import MOST_REPLICATE, MOST_REPLICATES
    from sim.page.served.serve import Server, is_loopback
    from sim.words import say

    for name, value, most in (("replicates", replicates, MOST_REPLICATES), ("replicate", replicate, MOST_REPLICATE)):
        if value > most:
            raise click.UsageError(say("serve_most", lang, name=name, most=most))
    study = Study(case, replicates, seed, replicate, until)
    try:
        server = Server(host, port, lang)
    except OSError as wrong:
        key = "serve_taken" if wrong.errno == errno.EADDRINUSE else "serve_unbound"
        raise click.UsageError(say(key, lang, host=host, port=port, why=wrong.strerror)) from None
    with server:
        if not is_loopback(host):
            click.echo(say("serve_exposed", lang, host=host), err=True)
        click.echo(say("serve_first", lang, n=len(study.runs)), err=True)
        server.open(Answers(study, chosen_sliders(study.loaded, None), lang, command()))
        click.echo(say("serve_open", lang, url=server.url))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.end()
            click.echo(say("serve_ended", lang))


COMMANDS = (serve,)
