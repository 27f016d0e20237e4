"""Reading Rasa's example files."""

from __future__ import annotations

import pytest

from bot.nlu.example_files import Example, read_examples

_FILE = """\
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    -  hi  there
    # a comment
    -no blank after the dash
    - what: is "this"?
- intent: wages_unpaid
  metadata:
    kind: keyword
  examples: |
    - pay
    - أجر
- lookup: country
  examples: |
    - Ghana
- intent: nothing
"""


def test_read_examples_in_order(tmp_path):
    path = tmp_path / "x.yml"
    path.write_text(_FILE, encoding="utf-8")
    assert list(read_examples(path)) == [
        Example("greet", "hello"),
        Example("greet", "hi  there"),
        Example("greet", 'what: is "this"?'),
        Example("wages_unpaid", "pay", {"kind": "keyword"}),
        Example("wages_unpaid", "أجر", {"kind": "keyword"}),
    ]


@pytest.mark.parametrize("text", ["", 'version: "3.1"\n', "nlu: []\n"])
def test_read_examples_of_an_empty_file(tmp_path, text):
    path = tmp_path / "x.yml"
    path.write_text(text, encoding="utf-8")
    assert list(read_examples(path)) == []
