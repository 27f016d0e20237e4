"""Phrases with alternatives."""

from __future__ import annotations

import pytest

from bot.nlu.phrases import Phrases


@pytest.fixture
def phrases():
    """A few, cut at blanks."""
    return Phrases(["in", "je|j suis|sui en|au", "deported from", "from", ""], lambda text: tuple(text.split()))


@pytest.mark.parametrize(
    ("words", "length"),
    [("j suis en", 3), ("moi je sui au", 3), ("suis en", 0), ("was deported from", 2), ("come from", 1), ("", 0), ("in here", 0)],
)
def test_longest_phrase_at_the_end(phrases, words, length):
    assert phrases.ending(words.split()) == length


@pytest.mark.parametrize(("words", "length"), [("je suis au Mali", 3), ("from", 1), ("deported to", 0), ("", 0)])
def test_longest_phrase_at_the_beginning(phrases, words, length):
    assert phrases.beginning(words.split()) == length


def test_membership_is_the_whole_phrase(phrases):
    assert ("j", "sui", "en") in phrases
    assert ("j", "sui") not in phrases
    assert () not in phrases


def test_alternatives_of_several_words_are_refused():
    with pytest.raises(ValueError, match="not one word"):
        Phrases(["a|b_c"], lambda text: tuple(text.split("_")))
