"""How problems are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.problems import ContentError, Problem, shown_path
from bot.types import ROOT

WITH_PLACE = Problem("data/a.yml", 3, "sections.answer", "code", "Why.", "Do.")
WITHOUT = Problem("data/a.yml", 1, "", "yaml", "Why.", "Do.")


@pytest.mark.parametrize(
    ("problem", "expected"),
    [(WITH_PLACE, "data/a.yml:3: sections.answer [code] Why. Do."), (WITHOUT, "data/a.yml:1: [yaml] Why. Do.")],
)
def test_problem_as_text(problem, expected):
    assert str(problem) == expected


def test_problems_sort_by_file_and_line():
    assert sorted([WITH_PLACE, WITHOUT]) == [WITHOUT, WITH_PLACE]


def test_content_error_shows_every_problem():
    error = ContentError([WITHOUT, WITH_PLACE])
    assert (error.problems, str(error)) == ([WITHOUT, WITH_PLACE], f"{WITHOUT}\n{WITH_PLACE}")


@pytest.mark.parametrize(
    ("path", "expected"),
    [(ROOT / "data" / "a.yml", "data/a.yml"), (Path("/elsewhere/a.yml"), "/elsewhere/a.yml"), (Path("a.yml"), "a.yml")],
)
def test_shown_path(path, expected):
    assert shown_path(path) == expected
