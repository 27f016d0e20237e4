"""The hash changes with what a reader can see, and with nothing else."""

from __future__ import annotations

import hashlib
import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.content.hashing import content_hash, normalise_passage

BLANKS = st.text(" \t\n\r\u00a0\u2003\u3000", min_size=1, max_size=4)
WORDS = st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=8), min_size=1, max_size=6)
SENTENCES = st.lists(WORDS.map(" ".join), min_size=1, max_size=4)


def test_content_hash_is_sixteen_digits_of_sha256():
    expected = hashlib.sha256(b"Pay me.\nNow.").hexdigest()[:16]
    assert content_hash(["Pay  me.", " Now. "]) == expected


@given(WORDS, st.data())
def test_content_hash_with_other_blanks_is_the_same(words, data):
    typed = "".join(data.draw(BLANKS) + word for word in words) + data.draw(BLANKS)
    assert content_hash([typed]) == content_hash([" ".join(words)])


@given(SENTENCES)
def test_content_hash_in_another_unicode_form_is_the_same(sentences):
    assert content_hash(unicodedata.normalize("NFD", text) for text in sentences) == content_hash(sentences)


@given(SENTENCES, SENTENCES)
def test_content_hash_of_different_words_differs(one, other):
    assume([normalise_passage(text) for text in one] != [normalise_passage(text) for text in other])
    assert content_hash(one) != content_hash(other)


@given(SENTENCES, st.data(), st.sampled_from(",.;!?aA1-'\u200b\u0301"))
def test_content_hash_with_one_character_more_differs(sentences, data, added):
    number = data.draw(st.integers(0, len(sentences) - 1))
    place = data.draw(st.integers(0, len(sentences[number])))
    changed = list(sentences)
    changed[number] = sentences[number][:place] + added + sentences[number][place:]
    assert content_hash(changed) != content_hash(sentences)


@given(SENTENCES, st.data())
def test_content_hash_with_one_character_less_differs(sentences, data):
    number = data.draw(st.integers(0, len(sentences) - 1))
    place = data.draw(st.integers(0, len(sentences[number]) - 1))
    changed = list(sentences)
    changed[number] = sentences[number][:place] + sentences[number][place + 1 :]
    assume(normalise_passage(changed[number]) != normalise_passage(sentences[number]))
    assert content_hash(changed) != content_hash(sentences)


@given(st.lists(WORDS.map(" ".join), min_size=2, max_size=4, unique_by=normalise_passage))
def test_content_hash_in_another_order_differs(sentences):
    assert content_hash(reversed(sentences)) != content_hash(sentences)


@given(st.lists(WORDS.map(" ".join), min_size=2, max_size=4))
def test_content_hash_of_joined_sentences_differs(sentences):
    assert content_hash([" ".join(sentences)]) != content_hash(sentences)


@given(st.text())
def test_normalise_passage_twice_is_once(text):
    once = normalise_passage(text)
    assert normalise_passage(once) == once
