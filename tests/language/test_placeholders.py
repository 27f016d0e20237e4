"""Placeholders are filled, and a reader never sees a brace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.placeholders import MissingValueError, fill, placeholders

NAMES = st.text("abc_1", min_size=1, max_size=4)
PLAIN = st.text(st.characters(exclude_characters="{}", exclude_categories=("Cs",)), max_size=10)
VALUES = st.dictionaries(NAMES, PLAIN, max_size=4)
TEMPLATES = st.lists(
    PLAIN | NAMES.map("{{{}}}".format) | st.sampled_from(["{", "}", "{}", "{ a }", "{{a}}", "{a.b}", "{a!r}"]), max_size=6
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", set()),
        ("Call 112.", set()),
        ("{country}: {numbers}", {"country", "numbers"}),
        ("{a} {a}", {"a"}),
        ("في {country}", {"country"}),
    ],
)
def test_placeholders_of_text(text, names):
    assert placeholders(text) == names


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("Call 112.", {}, "Call 112."),
        ("Call {number}.", {"number": 112}, "Call 112."),
        ("{a}{b}{a}", {"a": "x", "b": "y"}, "xyx"),
        ("{a}", {"a": "x", "unused": "y"}, "x"),
        ("{a}", {"a": ""}, ""),
        ("{a}", {"a": r"\1 \g<0>"}, r"\1 \g<0>"),
    ],
)
def test_fill_with_values(text, values, expected):
    assert fill(text, values) == expected


def test_fill_without_a_value_names_all_that_are_missing():
    with pytest.raises(MissingValueError) as caught:
        fill("{a} {b} {c}", {"b": "x"})
    assert (caught.value.names, caught.value.args) == ({"a", "c"}, ("a, c",))


@given(st.lists(PLAIN | NAMES.map("{{{}}}".format), max_size=6).map("".join), VALUES)
def test_fill_leaves_no_brace(text, values):
    if placeholders(text) <= set(values):
        assert not set(fill(text, values)) & set("{}")
    else:
        with pytest.raises(MissingValueError):
            fill(text, values)


@given(TEMPLATES.map("".join), VALUES)
def test_fill_of_spoilt_placeholders_raises_rather_than_let_a_brace_through(text, values):
    try:
        filled = fill(text, values)
    except KeyError:
        return
    assert not set(filled) & set("{}")


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.text(), min_size=2))
def test_fill_never_reads_a_value_for_placeholders(values):
    assert fill("{a}|{b}", values) == f"{values['a']}|{values['b']}"


@given(PLAIN, VALUES)
def test_fill_of_text_without_placeholders_is_the_text(text, values):
    assert fill(text, values) == text
