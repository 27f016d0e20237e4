"""``python -m bot``: everything an operator or editor does from the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.settings import SETTINGS, Settings, SettingsError, read_settings

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command named in ``arguments``. Returns the exit status: 0 well, 1 problems found, 2 cannot work."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings({**os.environ, **_overrides(options)})
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    command: Command = options.command
    return command(options, settings)


def _overrides(options: argparse.Namespace) -> dict[str, str]:
    port = getattr(options, "port", None)
    return {} if port is None else {"ASSISTANT_PORT": str(port)}


def _parser() -> argparse.ArgumentParser:
    settings = "\n".join(f"  {setting.name:<32} {setting.help}" for setting in SETTINGS)
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="The Migrant Rights Assistant.",
        epilog=f"Settings are environment variables (docs/settings.md):\n{settings}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = _add(commands, "run", _run, "start the action server and Rasa, and print where to chat")
    run.add_argument("--port", type=int, help="port of the web channel")
    train = _add(commands, "train", _train, "train the model if anything it depends on has changed")
    train.add_argument("--force", action="store_true", help="train in any case")
    _add(commands, "check", _check, "check content, ledger and catalogues; list every problem")
    sources = _add(commands, "sources", _sources, "compare the cited passages with the law texts in a folder")
    sources.add_argument("laws", type=Path, metavar="FOLDER", help="the collection of law texts")
    evaluate = _add(commands, "evaluate", _evaluate, "measure the understanding on a file of labelled messages")
    evaluate.add_argument(
        "file", type=Path, metavar="FILE.tsv", help="language, kind, label, country, text; tab-separated, no header"
    )
    evaluate.add_argument("--json", type=Path, metavar="OUT", help="write the figures to this file")
    evaluate.add_argument("--confusions", type=int, default=0, metavar="N", help="also print the N commonest confusions")
    evaluate.add_argument(
        "--report", type=Path, metavar="PAGE.md", help="also write the table and the ten worst confusions to this page"
    )
    verify = _add(commands, "verify", _verify, "record in the ledger that sections were verified as they are now")
    verify.add_argument(
        "sections", nargs="+", metavar="SECTION", help="country/topic/section, or country/topic for all of it, or country"
    )
    verify.add_argument("--language", default="en", help="language of the words that were verified")
    verify.add_argument("--level", required=True, help="source_checked, expert_reviewed, translated or reviewed")
    verify.add_argument("--by", required=True, help="who did it: an id of data/reviews/checkers.yml")
    verify.add_argument(
        "--months", type=int, default=24, help="months until the record expires (amounts 6, procedure 12, treaties 24)"
    )
    _add(commands, "catalogues", _catalogues, "bring the translation catalogues up to date with the English, and compile them")
    _add(commands, "doctor", _doctor, "say what is missing on this machine, with the fix")
    _add(commands, "settings", _settings, "print the settings as the table of docs/settings.md")
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, command: Command, help: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help, description=help)
    parser.set_defaults(command=command)
    return parser


def _run(_: argparse.Namespace, settings: Settings) -> int:
    from bot.launcher import CannotStart, run
    from bot.training import TrainingFailed

    try:
        return run(settings, lambda line: print(line, flush=True))
    except (CannotStart, TrainingFailed) as error:
        print(error, file=sys.stderr)
        return 2


def _train(options: argparse.Namespace, settings: Settings) -> int:
    from bot.training import TrainingFailed, is_up_to_date, model_path, train

    if is_up_to_date(settings) and not options.force:
        print("The model is up to date.")
        return 0
    try:
        train(settings)
    except TrainingFailed as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Trained: {model_path(settings)}")
    return 0


def _check(_: argparse.Namespace, settings: Settings) -> int:
    from bot.content.check import check_everything

    problems = check_everything()
    for problem in sorted(problems):
        print(problem)
    wrong = [problem for problem in problems if not problem.is_notice]
    print(f"{len(wrong)} problem(s)" if wrong else "No problems.")
    return 1 if wrong else 0


def _sources(options: argparse.Namespace, _: Settings) -> int:
    from bot.content.check import check_passages
    from bot.content.load import load_or_raise

    problems = check_passages(load_or_raise(), options.laws)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} cited passage(s) differ or are missing" if problems else "Every cited passage is there, unchanged.")
    return 1 if problems else 0


def _evaluate(options: argparse.Namespace, settings: Settings) -> int:
    from bot.evaluation.command import evaluate_file

    most_confusions = options.confusions or (10 if options.report else 0)
    return evaluate_file(options.file, options.json, most_confusions, options.report, settings)


def _verify(options: argparse.Namespace, _: Settings) -> int:
    from bot.content.verify import VerificationError, verify

    try:
        count = verify(options.sections, options.language, options.level, options.by, options.months)
    except VerificationError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count} record(s) added.")
    return 0


def _catalogues(_: argparse.Namespace, settings: Settings) -> int:
    from bot.content.catalogue import update_all
    from bot.content.load import load
    from bot.language import cldr
    from bot.language.compile import compile_all
    from bot.language.lines import read_lines
    from bot.types import ROOT

    changed = update_all(load()[0], read_lines(), ROOT / "locales")
    cldr.write()
    for path in changed:
        print(f"updated {path.relative_to(ROOT)}")
    print(f"{len(changed)} updated, {compile_all()} compiled")
    return 0


def _doctor(_: argparse.Namespace, settings: Settings) -> int:
    from bot.doctor import diagnose

    findings = diagnose(settings)
    for finding in findings:
        print(finding)
    print("All is well." if not findings else f"{len(findings)} finding(s)")
    return 1 if findings else 0


def _settings(_: argparse.Namespace, __: Settings) -> int:
    from bot.settings import settings_table

    print(settings_table())
    return 0
