"""A linear classifier over hashed n-grams: trained with liblinear, calibrated on folds it has not seen, kept as small integers.

The only model in the assistant. Topics, languages and emergencies each have their own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.nlu.features import LETTERS, WORDS, Block, FeatureSpace, Ngrams, Tokens

_FOLDS = 2
_SEED = 7
_FACTS = "model.json"


@dataclass(frozen=True)
class Recipe:
    """How a model is trained.

    ``cost`` is the C of the support vector machine; n-grams in fewer than ``at_least`` examples are dropped; ``balanced``
    weighs rare labels up; of the weights, integers from -127 to 127 for each label, those smaller than ``least_weight`` are dropped.
    """

    ngrams: tuple[Ngrams, ...] = (WORDS, LETTERS)
    cost: float = 1.0
    at_least: int = 2
    balanced: bool = True
    least_weight: int = 3


@dataclass(frozen=True)
class SmallWeights:
    """The weights of all n-grams, row by row, as 8-bit integers without the ones too small to matter.

    Row ``n`` holds ``values[starts[n]:starts[n + 1]]`` for the labels ``columns[starts[n]:starts[n + 1]]``. Three quarters of the
    weights of a topic model are next to nothing; a model of twelve languages must fit beside everything else.
    """

    starts: NDArray[np.int32]
    columns: NDArray[np.uint8]
    values: NDArray[np.int8]

    @classmethod
    def of(cls, dense: NDArray[np.int8], least: int) -> SmallWeights:
        """Keep what is at least ``least`` in size. At most 256 labels."""
        if dense.shape[1] > 256:
            raise ValueError(f"{dense.shape[1]} labels: a label number must fit into 8 bits.")
        rows, columns = np.nonzero(np.abs(dense.astype(np.int16)) >= least)
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(dense)))])
        return cls(starts.astype(np.int32), columns.astype(np.uint8), dense[rows, columns])

    def sum(self, rows: NDArray[np.int32], factors: NDArray[np.float32], labels: int) -> NDArray[np.float64]:
        """The sum of ``rows``, each times its factor: one number per label."""
        first, lengths = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        taken = np.repeat(first, lengths) + offsets
        sums = np.bincount(self.columns[taken], self.values[taken] * np.repeat(factors, lengths), minlength=labels)
        return np.asarray(sums, np.float64)


@dataclass(frozen=True)
class LinearModel:
    """A trained classifier. ``scale`` turns the 8-bit weights of each label back into margins."""

    labels: tuple[str, ...]
    space: FeatureSpace
    weights: SmallWeights
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float

    def probabilities(self, texts: Sequence[Tokens]) -> NDArray[np.float64]:
        """A row of calibrated probabilities per text, in the order of ``labels``."""
        return softmax(self.margins(texts) / self.temperature)

    def margins(self, texts: Sequence[Tokens]) -> NDArray[np.float64]:
        """A row of margins per text, in the order of ``labels``."""
        rows = self.space.rows(texts)
        margins = np.empty((len(texts), len(self.labels)))
        for number in range(len(texts)):
            known = slice(rows.indptr[number], rows.indptr[number + 1])
            margins[number] = self.weights.sum(rows.indices[known], rows.data[known], len(self.labels))
        return margins * self.scale + self.bias

    def save(self, folder: Path) -> None:
        """Write the model to ``folder``: plain arrays and their names, nothing that runs code when it is loaded."""
        folder.mkdir(parents=True, exist_ok=True)
        kinds = [asdict(block.ngrams) for block in self.space.blocks]
        facts = {"labels": self.labels, "ngrams": kinds, "temperature": self.temperature}
        (folder / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
        arrays: dict[str, Any] = {**vars(self.weights), "scale": self.scale, "bias": self.bias}
        for number, block in enumerate(self.space.blocks):
            arrays |= {f"columns{number}": block.columns, f"idf{number}": block.idf}
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """The model saved in ``folder``. Its arrays stay in their files and come into memory page by page, as they are asked for: of
        twelve languages most servers hear four.
        """
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        kinds = [Ngrams(**kind) for kind in facts["ngrams"]]
        blocks = [Block(kind, _mapped(folder, f"columns{n}"), _mapped(folder, f"idf{n}")) for n, kind in enumerate(kinds)]
        return cls(
            labels=tuple(facts["labels"]),
            space=FeatureSpace(tuple(blocks)),
            weights=SmallWeights(_mapped(folder, "starts"), _mapped(folder, "columns"), _mapped(folder, "values")),
            scale=_mapped(folder, "scale"),
            bias=_mapped(folder, "bias"),
            temperature=facts["temperature"],
        )


def _mapped(folder: Path, name: str) -> NDArray[Any]:
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))


def softmax(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Margins to probabilities, row by row."""
    exponentials = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))


def train(texts: Sequence[Tokens], labels: Sequence[str], importance: Sequence[float], recipe: Recipe) -> LinearModel:
    """Train on ``texts``; ``importance`` weighs each example. Needs at least two labels.

    The temperature is fitted on margins of examples held out in turn, so that the probabilities speak of unseen text.
    """
    space, rows = FeatureSpace.learn(recipe.ngrams, texts, recipe.at_least)
    names, targets = np.unique(np.asarray(labels), return_inverse=True)
    weight = np.asarray(importance, dtype=np.float64)
    machine = _fit(rows, targets, weight, recipe)
    coefficients, bias = _per_label(machine)
    dense, scale = _quantise(coefficients)
    return LinearModel(
        labels=tuple(str(name) for name in names),
        space=space,
        weights=SmallWeights.of(dense, recipe.least_weight),
        scale=scale,
        bias=bias.astype(np.float32),
        temperature=_temperature(rows, targets, weight, recipe),
    )


def _fit(rows: csr_matrix, targets: NDArray[np.intp], weight: NDArray[np.float64], recipe: Recipe) -> LinearSVC:
    machine = LinearSVC(
        C=recipe.cost,
        random_state=_SEED,
        class_weight="balanced" if recipe.balanced else None,
        dual=True,
        max_iter=2000,
        tol=1e-2,
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
