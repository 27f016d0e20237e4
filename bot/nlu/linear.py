"""A linear classifier over hashed n-grams: trained with liblinear, calibrated on folds it has not seen, kept as small integers.

The only model in the assistant. Topics, languages and emergencies each have their own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.nlu.features import Hasher, NgramRange, Tokens, Weighting

_FOLDS = 4
_SEED = 7


@dataclass(frozen=True)
class Recipe:
    """How a model is trained.

    ``cost`` is the C of the support vector machine; hashes in fewer than ``at_least`` examples are dropped; ``balanced``
    weighs rare labels up.
    """

    ngrams: NgramRange = NgramRange()
    cost: float = 0.5
    at_least: int = 2
    balanced: bool = False


@dataclass(frozen=True)
class LinearModel:
    """A trained classifier. ``scale`` turns the 8-bit weights of each label back into margins."""

    labels: tuple[str, ...]
    ngrams: NgramRange
    weighting: Weighting
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float

    def probabilities(self, texts: Sequence[Tokens]) -> NDArray[np.float64]:
        """A row of calibrated probabilities per text, in the order of ``labels``."""
        return softmax(self.margins(texts) / self.temperature)

    def margins(self, texts: Sequence[Tokens]) -> NDArray[np.float64]:
        """A row of margins per text, in the order of ``labels``."""
        rows = self.weighting.apply(Hasher(self.ngrams).counts(texts))
        margins = np.empty((len(texts), len(self.labels)))
        for number in range(len(texts)):
            known = slice(rows.indptr[number], rows.indptr[number + 1])
            margins[number] = rows.data[known] @ self.weights[rows.indices[known]].astype(np.float32)
        return margins * self.scale + self.bias

    def save(self, path: Path) -> None:
        """Write the model to ``path``: one ``.npz`` of plain arrays, nothing that runs code when it is loaded."""
        facts = {
            "labels": self.labels,
            "words": self.ngrams.words,
            "characters": self.ngrams.characters,
            "temperature": self.temperature,
        }
        np.savez(
            path,
            facts=np.frombuffer(json.dumps(facts).encode(), np.uint8),
            columns=self.weighting.columns,
            idf=self.weighting.idf,
            weights=self.weights,
            scale=self.scale,
            bias=self.bias,
        )

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """The model saved at ``path``."""
        with np.load(path, allow_pickle=False) as arrays:
            facts = json.loads(arrays["facts"].tobytes())
            return cls(
                labels=tuple(facts["labels"]),
                ngrams=NgramRange(tuple(facts["words"]), tuple(facts["characters"])),
                weighting=Weighting(arrays["columns"], arrays["idf"]),
                weights=arrays["weights"],
                scale=arrays["scale"],
                bias=arrays["bias"],
                temperature=facts["temperature"],
            )


def softmax(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Margins to probabilities, row by row."""
    exponentials = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))


def train(texts: Sequence[Tokens], labels: Sequence[str], importance: Sequence[float], recipe: Recipe) -> LinearModel:
    """Train on ``texts``; ``importance`` weighs each example. Needs at least two labels.

    The temperature is fitted on margins of examples held out in turn, so that the probabilities speak of unseen text.
    """
    counts = Hasher(recipe.ngrams).counts(texts)
    weighting = Weighting.learn(counts, recipe.at_least)
    rows = weighting.apply(counts)
    names, targets = np.unique(np.asarray(labels), return_inverse=True)
    weight = np.asarray(importance, dtype=np.float64)
    machine = _fit(rows, targets, weight, recipe)
    coefficients, bias = _per_label(machine)
    weights, scale = _quantise(coefficients)
    return LinearModel(
        labels=tuple(str(name) for name in names),
        ngrams=recipe.ngrams,
        weighting=weighting,
        weights=weights,
        scale=scale,
        bias=bias.astype(np.float32),
        temperature=_temperature(rows, targets, weight, recipe),
    )


def _fit(rows: csr_matrix, targets: NDArray[np.intp], weight: NDArray[np.float64], recipe: Recipe) -> LinearSVC:
    machine = LinearSVC(
        C=recipe.cost, random_state=_SEED, class_weight="balanced" if recipe.balanced else None, dual=True, max_iter=2000, tol=1e-3
    )
    return machine.fit(rows, targets, sample_weight=weight)


def _per_label(machine: LinearSVC) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    coefficients, bias = machine.coef_.T, machine.intercept_
    if coefficients.shape[1] == 1:  # liblinear keeps one column for two labels
        return np.hstack([-coefficients, coefficients]), np.concatenate([-bias, bias])
    return coefficients, bias


def _quantise(coefficients: NDArray[np.float64]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scale = np.maximum(np.abs(coefficients).max(axis=0), 1e-9) / 127
    return np.rint(coefficients / scale).astype(np.int8), scale.astype(np.float32)


def _temperature(rows: csr_matrix, targets: NDArray[np.intp], weight: NDArray[np.float64], recipe: Recipe) -> float:
    held_out = np.zeros((rows.shape[0], max(2, len(np.unique(targets)))))
    folds = min(_FOLDS, int(np.bincount(targets).min()))
    if folds < 2:
        return 0.25
    for learn, test in StratifiedKFold(folds, shuffle=True, random_state=_SEED).split(rows, targets):
        coefficients, bias = _per_label(_fit(rows[learn], targets[learn], weight[learn], recipe))
        held_out[test] = rows[test] @ coefficients + bias

    def loss(temperature: float) -> float:
        chosen = softmax(held_out / temperature)[np.arange(len(targets)), targets]
        return float(-(weight * np.log(np.maximum(chosen, 1e-12))).sum() / weight.sum())

    return float(minimize_scalar(loss, bounds=(0.02, 2.0), method="bounded").x)
