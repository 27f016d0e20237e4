"""Typed fields: the value that is returned, and the problem that is noted."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.content.fields import Fields
from bot.content.problems import Problem
from bot.content.yaml_lines import Mapping


def fields(place="row", line=4, **values):
    mapping = Mapping(values)
    mapping.line, mapping.lines = line, {key: line + number for number, key in enumerate(values)}
    return Fields(mapping, Path("/x/file.yml"), place, [])


@pytest.mark.parametrize(
    ("getter", "value", "expected", "codes"),
    [
        ("text", " a ", "a", []),
        ("text", "", "", ["missing-text"]),
        ("text", "  ", "", ["missing-text"]),
        ("text", None, "", ["missing-text"]),
        ("text", 5, "", ["missing-text"]),
        ("text", ["a"], "", ["missing-text"]),
        ("optional_text", None, None, []),
        ("optional_text", "a", "a", []),
        ("optional_text", "", "", ["missing-text"]),
        ("texts", ["a ", "b"], ("a", "b"), []),
        ("texts", [], (), ["missing-list"]),
        ("texts", None, (), ["not-a-list"]),
        ("texts", "a", (), ["not-a-list"]),
        ("texts", ["a", " "], (), ["not-a-list"]),
        ("texts", ["a", 5], (), ["not-a-list"]),
        ("day", date(2026, 11, 24), date(2026, 11, 24), []),
        ("day", "2026-11-24", date.min, ["missing-date"]),
        ("day", datetime(2026, 11, 24, 10), date.min, ["missing-date"]),
        ("day", None, date.min, ["missing-date"]),
        ("optional_day", None, None, []),
        ("optional_day", date(2026, 11, 24), date(2026, 11, 24), []),
        ("optional_day", 2026, date.min, ["missing-date"]),
        ("flag", True, True, []),
        ("flag", False, False, []),
        ("flag", None, None, []),
        ("flag", "yes", None, ["not-a-flag"]),
        ("flag", 1, None, ["not-a-flag"]),
    ],
)
def test_getter_with_value(getter, value, expected, codes):
    row = fields(key=value)
    assert (getattr(row, getter)("key"), [problem.code for problem in row.problems]) == (expected, codes)


@pytest.mark.parametrize(
    ("getter", "expected", "codes"),
    [
        ("text", "", ["missing-text"]),
        ("optional_text", None, []),
        ("texts", (), ["missing-list"]),
        ("day", date.min, ["missing-date"]),
        ("optional_day", None, []),
        ("flag", None, []),
    ],
)
def test_getter_without_field(getter, expected, codes):
    row = fields()
    assert (getattr(row, getter)("key"), [problem.code for problem in row.problems]) == (expected, codes)


def test_texts_not_required_may_be_empty():
    row = fields(key=[])
    assert (row.texts("key", required=False), row.texts("absent", required=False), row.problems) == ((), (), [])


def test_only_complains_about_each_other_key():
    row = fields(a=1, b=2, c=3)
    row.only({"b", "a2"})
    assert row.problems == [
        Problem("/x/file.yml", 4, "row.a", "unknown-field", "'a' is not a field here.", "Use one of: a2, b."),
        Problem("/x/file.yml", 6, "row.c", "unknown-field", "'c' is not a field here.", "Use one of: a2, b."),
    ]


@pytest.mark.parametrize(
    ("place", "key", "line", "path"), [("row", "b", 5, "row.b"), ("", "b", 5, "b"), ("row", "absent", 4, "row.absent")]
)
def test_complain_places_the_problem(place, key, line, path):
    row = fields(place, a=1, b=2)
    row.complain(key, "code", "Why.", "Do.")
    assert row.problems == [Problem("/x/file.yml", line, path, "code", "Why.", "Do.")]
