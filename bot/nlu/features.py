"""Hashed word and character n-grams, and the sparse matrix of their weights.

No vocabulary is kept: an n-gram is its hash. A model therefore is arrays only, loads in milliseconds, and grows with the
number of distinct n-grams of its own language, not with all languages together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import FeatureHasher

Tokens = Sequence[str]
_BITS = 22


@dataclass(frozen=True)
class NgramRange:
    """Lengths of n-grams taken, both included; ``words`` in tokens, ``characters`` in letters inside one padded token."""

    words: tuple[int, int] = (1, 2)
    characters: tuple[int, int] = (2, 5)

    def of(self, tokens: Tokens) -> Iterator[str]:
        """All n-grams of ``tokens``, repeated as often as they occur."""
        low, high = self.words
        for size in range(low, high + 1):
            for start in range(len(tokens) - size + 1):
                yield "w" + " ".join(tokens[start : start + size])
        low, high = self.characters
        if high:
            for token in tokens:
                padded = f" {token} "
                for size in range(low, high + 1):
                    for start in range(len(padded) - size + 1):
                        yield padded[start : start + size]


class Hasher:
    """Turns tokens into counts of hashed n-grams."""

    def __init__(self, ngrams: NgramRange) -> None:
        self.ngrams = ngrams
        self._hasher = FeatureHasher(n_features=2**_BITS, input_type="string", alternate_sign=False, dtype=np.float32)

    def counts(self, texts: Sequence[Tokens]) -> csr_matrix:
        """A row per text, a column per possible hash (2**22)."""
        matrix = self._hasher.transform(self.ngrams.of(tokens) for tokens in texts)
        matrix.sum_duplicates()
        return matrix


@dataclass(frozen=True)
class Weighting:
    """Which hashes a model knows, and their inverse document frequencies.

    ``columns`` is sorted, so that a hash is found by bisection.
    """

    columns: NDArray[np.int32]
    idf: NDArray[np.float32]

    @classmethod
    def learn(cls, counts: csr_matrix, at_least: int) -> Weighting:
        """Keep the hashes that occur in at least ``at_least`` rows."""
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        columns = np.flatnonzero(frequency >= at_least).astype(np.int32)
        idf = np.log((1 + counts.shape[0]) / (1 + frequency[columns])) + 1
        return cls(columns, idf.astype(np.float32))

    def apply(self, counts: csr_matrix) -> csr_matrix:
        """Rows of sublinear tf-idf over the known hashes, each of Euclidean length 1 (or 0)."""
        position = np.searchsorted(self.columns, counts.indices)
        position[position == len(self.columns)] = 0
        known = self.columns[position] == counts.indices if len(self.columns) else np.zeros(len(position), bool)
        values = np.where(known, (1 + np.log(counts.data)) * self.idf[position], 0).astype(np.float32)
        matrix = csr_matrix((values, position, counts.indptr), shape=(counts.shape[0], len(self.columns)))
        matrix.eliminate_zeros()
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(matrix.indptr)).astype(np.float32)
        return matrix
