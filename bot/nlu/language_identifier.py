"""Tells the language of a message: short, misspelt, or in Latin letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.identify import letters
from bot.nlu.component import LearningComponent
from bot.nlu.examples import example_language
from bot.nlu.features import Ngrams
from bot.nlu.linear import LinearModel, Recipe, train
from bot.types import ENGLISH

_WHOLE_WORDS = Ngrams(of_words=True, shortest=1, longest=1)
_LETTERS = Ngrams(of_words=False, shortest=1, longest=4)
_FOLDER = "languages"

LANGUAGE = "language"
"""Message attribute: ``{"name": tag, "confidence": probability, "ranking": [[tag, probability], ...]}``."""


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=True)
class LanguageIdentifier(LearningComponent[LinearModel]):
    """Character n-grams of the training examples themselves, so that transliteration and dialect count as their language."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``cost``: C of the support vector machine."""
        return {"cost": 0.3}

    @staticmethod
    def read(folder: Path) -> LinearModel | None:
        """The model of all languages."""
        path = folder / _FOLDER
        return LinearModel.load(path) if path.exists() else None

    @staticmethod
    def write(model: LinearModel, folder: Path) -> None:
        """Keep the model of all languages."""
        model.save(folder / _FOLDER)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the language each example was written in."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        tags = [example_language(example) for example in examples]
        if len(set(tags)) > 1:
            recipe = Recipe((_WHOLE_WORDS, _LETTERS), cost=self._config["cost"])
            self._model = train([letters(example.get(TEXT)) for example in examples], tags, [1.0] * len(tags), recipe)
        return self.keep()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mark each example with the language it was written in, whatever the model would say."""
        for example in training_data.training_examples:
            tag = example_language(example)
            example.set(LANGUAGE, {"name": tag, "confidence": 1.0, "ranking": [[tag, 1.0]]}, add_to_output=True)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Mark each message with its likeliest language."""
        for message in messages:
            ranking = self._ranking(message.get(TEXT) or "")
            name, confidence = ranking[0]
            message.set(LANGUAGE, {"name": name, "confidence": confidence, "ranking": ranking}, add_to_output=True)
        return messages

    def _ranking(self, text: str) -> list[list[Any]]:
        words = letters(text)
        if self._model is None or not words:
            return [[ENGLISH if self._model is None or len(self._model.labels) > 1 else self._model.labels[0], 0.0]]
        probabilities = self._model.probabilities([words])[0]
        order = np.argsort(-probabilities)[:3]
        return [[self._model.labels[index], float(probabilities[index])] for index in order]
