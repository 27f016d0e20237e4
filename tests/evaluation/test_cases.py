"""Reading labelled messages."""

from __future__ import annotations

import pytest

from bot.content.problems import ContentError, Problem
from bot.evaluation.cases import Case, read_cases

GOOD = (
    "en\ttopic\twages_unpaid\tFR\tMy boss does not pay me\n"
    'es\temergency\temergency\t-\t"Auxilio"\n'
    "ru\tdialogue\tgreet\t\tпривет\n"
    "\n"
    "ar\toos\tout_of_scope\t-\tما الطقس\n"
)
CASES = [
    Case("en", "topic", "wages_unpaid", "FR", "My boss does not pay me"),
    Case("es", "emergency", "emergency", None, '"Auxilio"'),
    Case("ru", "dialogue", "greet", None, "привет"),
    Case("ar", "oos", "out_of_scope", None, "ما الطقس"),
]
REMEDY = "language, kind (topic, emergency, dialogue, oos), label, country or '-', text; separated by tabs."


@pytest.fixture
def write(tmp_path):
    def write(text, name="en.tsv"):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        return tmp_path / name

    return write


@pytest.mark.parametrize("text", [GOOD, GOOD.replace("\n", "\r\n"), GOOD.rstrip()], ids=["LF", "CRLF", "no last break"])
def test_read_cases_of_good_file(write, text):
    assert read_cases(write(text)) == CASES


def test_read_cases_of_folder_takes_every_tsv_in_order(write, tmp_path):
    lines = GOOD.splitlines(keepends=True)
    write(lines[1], "es.tsv")
    write(lines[0], "en.tsv")
    write("no case", "notes.txt")
    assert read_cases(tmp_path) == CASES[:2]


def test_read_cases_of_empty_file(write):
    assert read_cases(write("")) == []


def test_read_cases_of_missing_file(tmp_path):
    with pytest.raises(OSError, match="none"):
        read_cases(tmp_path / "none.tsv")


BAD_LINES = {
    "too few columns": "en\ttopic\twages_unpaid\tMy boss",
    "too many columns": "en\ttopic\twages_unpaid\t-\tMy boss\tpays",
    "unknown kind": "en\tsubject\twages_unpaid\t-\tMy boss",
    "header": "language\tkind\tlabel\tcountry\ttext",
    "no text": "en\ttopic\twages_unpaid\t-\t ",
    "no language": "\ttopic\twages_unpaid\t-\tMy boss",
    "no label": "en\ttopic\t\t-\tMy boss",
    "blanks for tabs": "en topic wages_unpaid - My boss",
    "blank": "  ",
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_read_cases_of_bad_line_names_it(write, line):
    path = write(f"en\ttopic\twages_unpaid\t-\tMy boss\n{line}\n")
    with pytest.raises(ContentError) as caught:
        read_cases(path)
    assert caught.value.problems == [Problem(str(path), 2, "", "bad-case", "Not a labelled message.", REMEDY)]


def test_read_cases_collects_bad_lines_of_all_files(write, tmp_path):
    first, second = write("bad\n" + GOOD + "worse\n", "a.tsv"), write("worst\n", "b.tsv")
    with pytest.raises(ContentError) as caught:
        read_cases(tmp_path)
    places = [(problem.file, problem.line) for problem in caught.value.problems]
    assert places == [(str(first), 1), (str(first), 7), (str(second), 1)]
