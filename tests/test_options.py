"""Is the command line easy on its users: one word for one thing, help that is whole, tables that fit?"""

import io
import re
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from sim import __version__
from sim.cli import cli, options, terminal
from sim.scenario.new import TEMPLATE

ROOT = Path(__file__).parents[1]
RUN = ("run", TEMPLATE, "--replicates", 3)
TABLES = {
    "run": RUN,
    "check": ("check", TEMPLATE, "--replicates", 3),
    "ablate": ("check", TEMPLATE, "--replicates", 3, "--ablate"),
    "compare": (
        "compare", TEMPLATE, "--variant", "baseline,no_spill", "--outcome", "yes_share", "--worth-knowing", 0.5,
        "--replicates", 4,
    ),
    "explain": ("explain", TEMPLATE, "--outcome", "yes_share", "--replicates", 3),
    "rules": ("rules", "trust"),
    "list": ("list",),
}  # fmt: skip
# What the options of this name take, whichever command has them.
SEVERAL = {"compare": ["--only", "--variant", "--outcome"], "replay": ["--only"], "explain": ["--only"],
           "sensitivity": ["--outcome"], "page": ["--variant", "--slider", "--removal"]}  # fmt: skip

pytestmark = pytest.mark.usefixtures("elsewhere", "undrawn")


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def say(*words, **environment):
    done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False, env=environment, color=True)
    assert done.exit_code == 0, done.output
    return done.output


def shown(command):
    return {word: each for each in cli.commands[command].params if not getattr(each, "hidden", False)
            for word in each.opts}  # fmt: skip


def taken(command, *words):
    """What a command makes of its words, without running it."""
    return cli.commands[command].make_context(command, [str(word) for word in words]).params


# --- words


def test_it_says_its_version():
    assert say("--version") == f"advocacy-coalitions {__version__}\n"


def test_a_language_before_the_command_is_that_behind_it():
    for words in (["list"], ["show", TEMPLATE], ["rules", "trust"]):
        assert say("--lang", "es", *words) == say(*words, "--lang", "es") != say(*words)
    assert say("--lang", "es", "list", "--lang", "en") == say("list")


@pytest.mark.parametrize("command", SEVERAL)
def test_names_are_repeated_or_stand_with_commas_between_them(command):
    case = [] if command in ("sensitivity",) else [TEMPLATE]
    case = [ROOT] if command == "sensitivity" else case
    needed = ["--outcome", "yes_share"] if command == "explain" else []
    for word in SEVERAL[command]:
        option = shown(command)[word]
        with_commas = taken(command, *case, *needed, word, "a,b", word, "c")
        assert with_commas[option.name] == ("a", "b", "c")
        assert with_commas == taken(command, *case, *needed, word, "a", word, "b", word, "c")


def test_a_thing_has_one_word_and_takes_one_kind_of_value_everywhere():
    """No plural beside its singular, and the same word is a flag everywhere or nowhere."""
    every = [(command, word, each) for command in cli.commands for word, each in shown(command).items()]
    words = {word for _, word, _ in every if word.startswith("--")}
    assert {word for word in words if word + "s" in words} == {"--replicate", "--month"}  # which one, and how many
    for word in words:
        assert len({each.is_flag for _, name, each in every if name == word}) == 1, word
    writing = {command for command, word, _ in every if word == "--out"}
    assert writing == {command for command, word, _ in every if word == "-o"}


@pytest.mark.parametrize(
    ("command", "old", "new"),
    [
        ("compare", ["--variants", "baseline,no_spill"], ["--variant", "baseline", "--variant", "no_spill"]),
        ("explain", ["--groups", "a=b,c", "d=e"], ["--group", "a=b,c", "--group", "d=e"]),
    ],
)
def test_words_of_earlier_versions_are_still_taken_and_no_longer_shown(command, old, new):
    needed = [TEMPLATE, "--outcome", "yes_share"]
    assert taken(command, *needed, *old) == taken(command, *needed, *new)
    text = say(command, "--help")
    assert not re.search(rf"{old[0]}\b", text)
    assert re.search(rf"{new[0]}\b", text)


def test_run_draws_all_figures_where_it_is_told_to(monkeypatch, tmp_path):
    drawn = []
    monkeypatch.setattr("sim.figures.look.save", lambda figure, path: drawn.append(path) or [])
    say(*RUN, "--figure", tmp_path / "drawn")
    assert {path.parent for path in drawn} == {tmp_path / "drawn"}
    assert {"votes", "efforts", "coalitions"} <= {path.name for path in drawn}
    told, drawn[:] = list(drawn), []
    say(*RUN, "--figures")  # as earlier versions spelled it, where the votes alone would go
    assert [path.name for path in drawn] == [path.name for path in told]


# --- help


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_of_help_is_cut(width):
    for words in ([], *([name] for name in cli.commands)):
        text = say(*words, "--help", COLUMNS=str(width))
        assert max(map(len, text.splitlines())) <= width
        assert "..." not in text.replace("[ARGS]...", "")
    whole = " ".join(say("--help", COLUMNS=str(width)).split())
    for command in cli.commands.values():
        assert " ".join(command.help.split("\n\n")[0].split()) in whole


def test_a_shell_completes_cases_variants_and_options_as_the_readme_says():
    variable = "_COALITIONS_COMPLETE"
    completing = ShellComplete(cli, {}, "coalitions", variable)

    def offered(words, start):
        return [each.value for each in completing.get_completions(words, start)]

    assert offered(["run"], "naf") == ["nafta"]
    assert "no_ezln" in offered(["run", "nafta", "--variant"], "no_")
    assert offered(["compare", "nafta", "--variant"], "baseline,no_ez") == ["baseline,no_ezln"]
    assert "--variants" not in offered(["compare", "nafta"], "--var")
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    for shell in ("bash", "zsh", "fish"):
        assert f"{variable}={shell}_source coalitions" in page


# --- what is printed


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit(name, width):
    for lang in ("en", "es"):
        text = say(*TABLES[name], "--lang", lang, COLUMNS=str(width))
        lines = [line for line in text.splitlines() if str(TEMPLATE) not in line]  # a path is not broken
        assert max(map(len, lines)) <= width, max(lines, key=len)


def test_what_there_is_no_room_for_is_named_and_wide_shows_it():
    narrow, wide = (say(*RUN, *more, COLUMNS="80") for more in ([], ["--wide"]))
    gone = re.search(r"left out for want of room: (.*?); --wide", " ".join(narrow.split()))[1].split(", ")
    assert "majority" in gone
    assert len(gone) > 1
    (head,) = [line for line in wide.splitlines() if line.startswith("share of yes votes")]
    assert all(f"  {name}" in head for name in gone)
    assert "want of room" not in wide


def test_what_is_not_run_is_left_out_and_counted():
    short, wide = (say(*RUN, "--until", "2002-06", *more) for more in ([], ["--wide"]))
    assert "Yes share in the council" not in short
    assert "Yes share in the council" in wide
    assert "2 outcomes are dated after 2002-06, where the runs end; --wide lists them" in " ".join(short.split())
    assert "dated after" not in say(*RUN)


def test_a_table_keeps_every_word_of_its_texts_and_every_number_whole():
    rows = [["what", "a long head"], ["a sentence that is far too long for so narrow a terminal", "[-1.25, +2.50]"]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "40")
        lines = terminal.table(rows).splitlines()
    assert max(map(len, lines)) <= 40
    assert " ".join(" ".join(lines[1:]).replace("[-1.25, +2.50]", "").split()) == rows[1][0]
    assert sum("[-1.25, +2.50]" in line for line in lines) == 1


def test_nothing_is_colored_so_no_color_has_nothing_to_switch_off(monkeypatch):
    for words in (*TABLES.values(), ("--help",), ("show", TEMPLATE)):
        assert "\x1b" not in say(*words)

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("tqdm.std.time", iter(range(0, 1000, 5)).__next__)
    with options.progress(3, "runs") as report:
        for done in (1, 2, 3):
            report(done)
    assert "runs" in terminal.getvalue()
    assert not re.search(r"\x1b\[[0-9;]*m", terminal.getvalue())
