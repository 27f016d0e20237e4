"""Cutting messages into parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.parts import Part, length, parts

_WORDS = [f"w{number}" for number in range(400)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("one two three", []),
        ("a b c . d e f", ["a b c .", "d e f"]),
        ("a b c ? d e f ! g h i", ["a b c ?", "d e f !", "g h i"]),
        ("a b c. d e f.", ["a b c.", "d e f."]),
        ("ا ب ج ؟ د ه و", ["ا ب ج ؟", "د ه و"]),
        ("我 们 都 好 。 你 们 也 都 好", ["我 们 都 好 。", "你 们 也 都 好"]),
        ("ক খ গ । ঘ ঙ চ", ["ক খ গ ।", "ঘ ঙ চ"]),
        ("a b c ; d e f … g h i", ["a b c ;", "d e f …", "g h i"]),
        ("no . a b c . d e f", ["a b c .", "d e f"]),  # too short to be a question
        ("a b c d . x", []),  # what is left is one part
        ("a , b c", []),
    ],
)
def test_parts_of_sentences(text, expected):
    assert [" ".join(part.words) for part in parts(text.split())] == expected


@pytest.mark.parametrize(
    ("count", "lengths"), [(24, []), (25, [18, 16]), (27, [18, 18]), (28, [18, 18, 10]), (36, [18, 18, 18]), (1000, [18] * 96)]
)
def test_parts_of_a_sentence_without_stops(count, lengths):
    assert [len(part.words) for part in parts((_WORDS * 3)[:count])] == lengths


def test_parts_overlap_so_that_no_question_is_cut_in_two():
    first, second, third = (part.words for part in parts(_WORDS[:36]))
    assert (first[9:], second[9:]) == (second[:9], third[:9])


def test_parts_of_many_sentences_are_96():
    assert parts(["a", "b", "c", "."] * 120) == [Part(("a", "b", "c", "."))] * 96


def test_parts_of_words_that_are_empty():
    assert parts(["", "", ""]) == []


@given(st.lists(st.integers(min_value=3, max_value=60), min_size=2, max_size=5))
def test_parts_cover_every_word(lengths):
    sentences = [[f"{number}-{word}" for word in range(length - 1)] + ["."] for number, length in enumerate(lengths)]
    words = [word for sentence in sentences for word in sentence]
    found = parts(words)
    if len(found) < 96:
        assert {word for part in found for word in part.words} == set(words)
    assert all(3 <= len(part.words) <= 24 for part in found)


def test_every_window_of_a_question_asks():
    assert [part.asks for part in parts([*_WORDS[:30], "?", *_WORDS[:3], "."])] == [True, True, True, False]


def test_chinese_is_measured_in_words_not_characters():
    assert length(list("我在这里工作了三年老板不给工资") * 2) == 18
    assert [len(part.words) for part in parts(list("我在这里工作了三年老板不给工资") * 2)] == []
    assert [len(part.words) for part in parts(list("我在这里工作了三年老板不给工资") * 3)] == [30, 30]
    assert length(["my", "boss"]) == 2
