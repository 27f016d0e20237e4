"""Hashed word and character n-grams as a sparse matrix.

No vocabulary is kept: an n-gram is its hash. A model therefore is arrays only, loads in milliseconds, and grows with the
number of distinct n-grams of its own language, not with all languages together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import FeatureHasher

from bot.language.text import is_han

Tokens = Sequence[str]
_HASHES = 2**22
_hasher = FeatureHasher(n_features=_HASHES, input_type="string", alternate_sign=False, dtype=np.float32)


@dataclass(frozen=True)
class Ngrams:
    """A kind of n-gram: ``shortest`` to ``longest`` words, or letters inside one padded word."""

    of_words: bool
    shortest: int
    longest: int

    def of(self, tokens: Tokens) -> Iterator[str]:
        """All n-grams of ``tokens``, repeated as often as they occur. Pairs of Chinese characters are left to the letters."""
        for unit in [tokens] if self.of_words else [f" {word} " for word in written_words(tokens)]:
            for size in range(self.shortest, self.longest + 1):
                for start in range(len(unit) - size + 1):
                    ngram = unit[start : start + size]
                    if isinstance(ngram, str):
                        yield ngram
                    elif size == 1 or not all(map(is_han, ngram)):
                        yield " ".join(ngram)

    def counts(self, texts: Sequence[Tokens]) -> csr_matrix:
        """A row per text, a column per possible hash."""
        matrix = _hasher.transform(self.of(tokens) for tokens in texts)
        matrix.sum_duplicates()
        return matrix


def written_words(tokens: Tokens) -> Iterator[str]:
    """``tokens``, with those that a script without blanks cut into single characters joined again."""
    run = ""
    for token in tokens:
        if is_han(token):
            run += token
            continue
        if run:
            yield run
            run = ""
        yield token
    if run:
        yield run


WORDS = Ngrams(of_words=True, shortest=1, longest=2)
LETTERS = Ngrams(of_words=False, shortest=2, longest=5)


@dataclass(frozen=True)
class Block:
    """The hashes of one kind of n-gram that a model knows, with their inverse document frequencies.

    ``columns`` is sorted, so that a hash is found by bisection.
    """

    ngrams: Ngrams
    columns: NDArray[np.int32]
    idf: NDArray[np.float32]

    @classmethod
    def learn(cls, ngrams: Ngrams, counts: csr_matrix, at_least: int) -> Block:
        """Know the hashes that occur in at least ``at_least`` rows of ``counts``."""
        frequency = np.bincount(counts.indices, minlength=_HASHES)
        columns = np.flatnonzero(frequency >= at_least).astype(np.int32)
        idf = np.log((1 + counts.shape[0]) / (1 + frequency[columns])) + 1
        return cls(ngrams, columns, idf.astype(np.float32))

    def weigh(self, counts: csr_matrix) -> csr_matrix:
        """Rows of sublinear tf-idf over the known hashes, each of Euclidean length 1 (or 0)."""
        known, position = self._positions(counts.indices)
        values = (
            np.where(known, (1 + np.log(counts.data)) * self.idf[position], 0).astype(np.float32)
            if len(self.columns)
            else counts.data * 0
        )
        matrix = csr_matrix((values, position, counts.indptr.copy()), shape=(counts.shape[0], len(self.columns)))
        matrix.eliminate_zeros()
        lengths = np.sqrt(np.add.reduceat(np.append(matrix.data**2, 0), matrix.indptr[:-1])) if matrix.shape[0] else np.zeros(0)
        lengths[np.diff(matrix.indptr) == 0] = 1
        matrix.data /= np.repeat(lengths, np.diff(matrix.indptr)).astype(np.float32)
        return matrix

    def _positions(self, hashes: NDArray[np.int32]) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
        position = np.searchsorted(self.columns, hashes)
        position[position == len(self.columns)] = 0
        known = self.columns[position] == hashes if len(self.columns) else np.zeros(len(position), np.bool_)
        return known, position


@dataclass(frozen=True)
class FeatureSpace:
    """Several blocks side by side, each normalised by itself: whole words and their letters count alike."""

    blocks: tuple[Block, ...]

    @classmethod
    def learn(cls, kinds: Sequence[Ngrams], texts: Sequence[Tokens], at_least: int) -> tuple[FeatureSpace, csr_matrix]:
        """The space of ``texts``, and their rows in it."""
        counted = [(kind, kind.counts(texts)) for kind in kinds]
        space = cls(tuple(Block.learn(kind, counts, at_least) for kind, counts in counted))
        return space, space._join([counts for _, counts in counted])

    def rows(self, texts: Sequence[Tokens]) -> csr_matrix:
        """A row per text."""
        return self._join([block.ngrams.counts(texts) for block in self.blocks])

    def _join(self, counted: Sequence[csr_matrix]) -> csr_matrix:
        weighed = [block.weigh(counts) for block, counts in zip(self.blocks, counted)]
        return weighed[0] if len(weighed) == 1 else hstack(weighed, format="csr")
