"""The command behind ``python -m bot evaluate``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot.content.problems import ContentError
from bot.evaluation.cases import read_cases
from bot.evaluation.measure import confusions, measure
from bot.evaluation.report import confusion_list, table
from bot.evaluation.understand import understand_all
from bot.settings import Settings
from bot.training import model_path

_INTRODUCTION = """# Quality of the understanding

Made by `make evaluate`; never typed. The messages in data/evaluation/ were written by AI writers that had not seen the training examples, and
are not trained on. What each column means: docs/developers.md. Shares are in per cent.
"""


def evaluate_file(file: Path, output: Path | None, most_confusions: int, report: Path | None, settings: Settings) -> int:
    """Measure on ``file``, print the table, write the figures to ``output`` and the page to ``report``. Returns the exit status."""
    try:
        cases = read_cases(file)
    except (ContentError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if not model_path(settings).exists():
        print("There is no trained model. Run `make train` first.", file=sys.stderr)
        return 2
    if not cases:
        print(f"{file} holds no messages.", file=sys.stderr)
        return 2
    pairs = list(understand_all(model_path(settings), cases))
    figures = measure(pairs)
    print(table(figures))
    worst = confusion_list(confusions(pairs, most_confusions))
    if most_confusions:
        print("\n" + worst)
    if output:
        output.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    if report:
        page = f"{_INTRODUCTION}\n{table(figures)}\n\n## The commonest confusions\n\n{worst}\n"
        report.write_text(page, encoding="utf-8")
    return 0
