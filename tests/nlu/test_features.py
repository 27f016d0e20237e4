"""Hashed n-grams and their weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.features import LETTERS, WORDS, Block, FeatureSpace, Ngrams

_TOKENS = st.lists(st.text(alphabet="abcяبé§", min_size=1, max_size=6), max_size=8)
_SINGLE_WORDS = Ngrams(of_words=True, shortest=1, longest=1)


@pytest.mark.parametrize(
    ("ngrams", "tokens", "expected"),
    [
        (_SINGLE_WORDS, ["ab", "c"], ["ab", "c"]),
        (WORDS, ["ab", "c"], ["ab", "c", "ab c"]),
        (Ngrams(of_words=False, shortest=2, longest=3), ["a"], [" a", "a ", " a "]),
        (Ngrams(of_words=False, shortest=5, longest=5), ["a"], []),
        (Ngrams(of_words=False, shortest=4, longest=4), ["护", "照", "PR", "卡"], [" 护照 ", " PR "]),
        (WORDS, ["护", "照", "PR", "卡"], ["护", "照", "PR", "卡", "照 PR", "PR 卡"]),
        (WORDS, [], []),
        (LETTERS, [], []),
    ],
)
def test_ngrams_of_tokens(ngrams, tokens, expected):
    assert list(ngrams.of(tokens)) == expected


@pytest.mark.parametrize("ngrams", [WORDS, LETTERS])
@given(texts=st.lists(_TOKENS, min_size=1, max_size=4))
def test_counts_of_a_row_are_as_many_as_its_ngrams(ngrams, texts):
    sums = ngrams.counts(texts).sum(axis=1).A1
    assert sums.tolist() == [len(list(ngrams.of(tokens))) for tokens in texts]


@given(st.lists(_TOKENS, min_size=1, max_size=4).filter(any), _TOKENS)
def test_weighted_row_has_length_one_or_is_empty(learnt, asked):
    block = Block.learn(LETTERS, LETTERS.counts(learnt), at_least=1)
    rows = block.weigh(LETTERS.counts([*learnt, asked]))
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    assert all(length == pytest.approx(1, abs=1e-5) or length == 0 for length in lengths)
    assert [bool(length) for length in lengths[:-1]] == [bool(tokens) for tokens in learnt]


def test_learn_keeps_ngrams_that_occur_often_enough():
    counts = _SINGLE_WORDS.counts([["pay"], ["pay"], ["boss"]])
    often, all_of_them = (Block.learn(_SINGLE_WORDS, counts, at_least=number) for number in (2, 1))
    assert (len(often.columns), len(all_of_them.columns)) == (1, 2)
    assert all_of_them.columns.tolist() == sorted(all_of_them.columns.tolist())


def test_weigh_gives_a_rare_ngram_more_than_a_common_one():
    block = Block.learn(_SINGLE_WORDS, _SINGLE_WORDS.counts([["pay"], ["pay"], ["pay", "boss"]]), at_least=1)
    pay = block.columns.tolist().index(_SINGLE_WORDS.counts([["pay"]]).indices[0])
    row = block.weigh(_SINGLE_WORDS.counts([["pay", "boss"]])).toarray()[0]
    assert row[1 - pay] > row[pay] > 0


@pytest.mark.parametrize("learnt", [[[]], [["pay"]]])
def test_weigh_of_unknown_text_gives_empty_rows(learnt):
    block = Block.learn(WORDS, WORDS.counts(learnt), at_least=1)
    assert block.weigh(WORDS.counts([["zzz"], []])).nnz == 0


def test_space_puts_blocks_side_by_side_each_of_length_one():
    texts = [["pay", "me"], ["boss"]]
    space, rows = FeatureSpace.learn((WORDS, LETTERS), texts, at_least=1)
    assert rows.shape == (2, sum(len(block.columns) for block in space.blocks))
    assert np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel()) == pytest.approx([2**0.5, 2**0.5])
    assert (space.rows(texts) != rows).nnz == 0


def test_weighing_leaves_the_counts_as_they_are():
    counts = WORDS.counts([["pay", "me"], ["boss"]])
    before = counts.copy()
    Block.learn(WORDS, WORDS.counts([["pay"]]), at_least=1).weigh(counts)
    assert (counts != before).nnz == 0
    assert counts.indptr.tolist() == before.indptr.tolist()
