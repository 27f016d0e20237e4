"""YAML that knows its lines."""

from __future__ import annotations

from datetime import date

import pytest

from bot.content.problems import Problem
from bot.content.yaml_lines import Mapping, read_yaml


@pytest.fixture
def read(tmp_path):
    def read(text):
        (tmp_path / "a.yml").write_text(text, encoding="utf-8")
        return read_yaml(tmp_path / "a.yml")

    return read


def test_read_yaml_of_mapping_remembers_lines(read):
    document, problems = read("# a comment\na: 1\n\nb:\n  c: [x, y]\n  d: 2026-11-24\n")
    assert (document, problems) == ({"a": 1, "b": {"c": ["x", "y"], "d": date(2026, 11, 24)}}, [])
    assert (document.line, document.lines, document["b"].line, document["b"].lines) == (2, {"a": 2, "b": 4}, 5, {"c": 5, "d": 6})


def test_read_yaml_of_mappings_in_a_list(read):
    document, _ = read("- {a: 1}\n- a: 2\n  b: 3\n")
    assert [(type(row), row.line, row.lines) for row in document] == [(Mapping, 1, {"a": 1}), (Mapping, 2, {"a": 2, "b": 3})]


@pytest.mark.parametrize(("text", "expected"), [("", None), ("a", "a"), ("[1, 2]", [1, 2]), ("5: a", {"5": "a"})])
def test_read_yaml_of_other_shapes(read, text, expected):
    assert read(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands twice"),
        ("a:\n  b: 1\n  b: 2\n", 3, "'b' stands twice"),
        ("a: *x\n", 1, "found undefined alias"),
        ("a: !!python/object:os.system x\n", 1, "could not determine a constructor"),
        ("a: b: c\n", 1, "mapping values are not allowed in this context"),
    ],
)
def test_read_yaml_of_bad_yaml_names_the_line(read, tmp_path, text, line, reason):
    document, problems = read(text)
    assert document is None
    assert [(problem.file, problem.line, problem.path, problem.code) for problem in problems] == [
        (f"{tmp_path}/a.yml", line, "", "yaml")
    ]
    assert reason in problems[0].reason


def test_read_yaml_of_missing_file(tmp_path):
    document, problems = read_yaml(tmp_path / "none.yml")
    assert document is None
    reason = f"Not readable as YAML: [Errno 2] No such file or directory: '{tmp_path}/none.yml'."
    assert problems == [Problem(f"{tmp_path}/none.yml", 1, "", "yaml", reason, "Correct the syntax at this line.")]
