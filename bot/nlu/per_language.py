"""One linear model per language behind one graph component: what the topic classifier and the emergency detector share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import LearningComponent
from bot.nlu.countries import WORDS
from bot.nlu.examples import example_importance, example_language
from bot.nlu.features import Tokens
from bot.nlu.language_identifier import LANGUAGE
from bot.nlu.linear import LinearModel, Recipe, train

_UNSURE_OF_LANGUAGE = 0.9


class ModelPerLanguage:
    """The models by language. Loading and asking cost the same however many languages there are."""

    def __init__(self, models: dict[str, LinearModel]) -> None:
        self.models = models

    @classmethod
    def train(cls, training_data: TrainingData, label: Callable[[str], str], recipe: Recipe, jobs: int = 2) -> ModelPerLanguage:
        """A model for each language with at least two labels; ``label`` maps an intent to what is to be told apart."""
        by_language: dict[str, list[Message]] = {}
        for example in training_data.intent_examples:
            if example.get(TEXT):
                by_language.setdefault(example_language(example), []).append(example)
        sets = {tag: examples for tag, examples in by_language.items() if len({label(e.get(INTENT)) for e in examples}) > 1}
        trained = Parallel(n_jobs=jobs, prefer="threads")(
            delayed(train)(
                [example.get(WORDS) or [] for example in examples],
                [label(example.get(INTENT)) for example in examples],
                [example_importance(example) for example in examples],
                recipe,
            )
            for examples in sets.values()
        )
        return cls(dict(zip(sets, trained)))

    def save(self, folder: Path) -> None:
        """A folder per language in ``folder``."""
        for tag, model in self.models.items():
            model.save(folder / tag)

    @classmethod
    def load(cls, folder: Path) -> ModelPerLanguage:
        """The models saved in ``folder``."""
        return cls({path.name: LinearModel.load(path) for path in sorted(folder.iterdir()) if path.is_dir()})

    def labels(self) -> tuple[str, ...]:
        """Every label of any language, sorted."""
        return tuple(sorted({label for model in self.models.values() for label in model.labels}))

    def probabilities(self, message: Message, texts: Sequence[Tokens]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
        """The labels, and for each of ``texts`` (parts of ``message``) their probabilities.

        Where the language is in doubt, the two likeliest languages' models are asked and weighed by their likelihood.
        """
        asked = self._models_for(message)
        labels = self.labels() if len(asked) > 1 else asked[0][0].labels
        total = np.zeros((len(texts), len(labels)))
        for model, share in asked:
            columns = [labels.index(label) for label in model.labels]
            total[:, columns] += share * model.probabilities(texts)
        return labels, total

    def _models_for(self, message: Message) -> list[tuple[LinearModel, float]]:
        ranking: list[list[Any]] = (message.get(LANGUAGE) or {}).get("ranking") or []
        known = [(self.models[tag], max(share, 1e-6)) for tag, share in ranking[:2] if tag in self.models]
        if not known:
            return [(next(iter(self.models.values())), 1.0)]
        if known[0][1] >= _UNSURE_OF_LANGUAGE:
            known = known[:1]
        total = sum(share for _, share in known)
        return [(model, share / total) for model, share in known]


class ComponentPerLanguage(LearningComponent[ModelPerLanguage]):
    """A component that keeps a linear model per language."""

    @staticmethod
    def read(folder: Path) -> ModelPerLanguage:
        """The models of all languages."""
        return ModelPerLanguage.load(folder)

    @staticmethod
    def write(model: ModelPerLanguage, folder: Path) -> None:
        """Keep the models of all languages."""
        model.save(folder)
