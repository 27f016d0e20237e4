"""Reading labelled messages: five tab-separated columns, no header."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from bot.content.problems import ContentError, Problem, shown_path

KINDS = ("topic", "emergency", "dialogue", "oos")


@dataclass(frozen=True)
class Case:
    """One labelled message. ``country`` is ``None`` where the message names none."""

    language: str
    kind: str
    label: str
    country: str | None
    text: str


def read_cases(path: Path) -> list[Case]:
    """The cases in ``path``, or in every ``.tsv`` of it where it is a folder.

    Raises :class:`~bot.content.problems.ContentError` that names every line that is not a case.
    """
    files = sorted(path.glob("*.tsv")) if path.is_dir() else [path]
    problems: list[Problem] = []
    cases: list[Case] = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
                case = _case(row)
                if case:
                    cases.append(case)
                elif row:
                    remedy = f"language, kind ({', '.join(KINDS)}), label, country or '-', text; separated by tabs."
                    problems.append(Problem(shown_path(file), number, "", "bad-case", "Not a labelled message.", remedy))
    if problems:
        raise ContentError(problems)
    return cases


def _case(row: list[str]) -> Case | None:
    if len(row) != 5 or row[1] not in KINDS or not all(row[index].strip() for index in (0, 2, 4)):
        return None
    language, kind, label, country, text = row
    return Case(language, kind, label, None if country in {"-", ""} else country, text)
