"""Ranks the topics and dialogue acts a message may mean, with calibrated probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.load import read_topic_ids
from bot.nlu.countries import WORDS
from bot.nlu.linear import Recipe
from bot.nlu.parts import length, parts
from bot.nlu.per_language import ComponentPerLanguage, ModelPerLanguage

SECOND_RANKING = "second_ranking"
"""Message attribute: the ranking of another part of the message that speaks of something else, or nothing."""

_RANKED = 10
_LONG_MESSAGE = 30
_QUESTION_WEIGHT = 3.0
_SHARPENING = 1.5


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class TopicClassifier(ComponentPerLanguage, IntentClassifier):
    """A linear classifier per language over word and character n-grams. Needs the CountryExtractor before it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The fields of :class:`bot.nlu.linear.Recipe` by these names."""
        return {"cost": 0.5, "at_least": 1, "least_weight": 4}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: ModelPerLanguage | None = None
    ) -> None:
        super().__init__(config, storage, resource, model)
        self._topics = read_topic_ids()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples, a model per language."""
        recipe = Recipe(balanced=False, **{name: self._config[name] for name in self.get_default_config()})
        self._model = ModelPerLanguage.train(training_data, lambda intent: intent, recipe)
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking of each message."""
        for message in messages:
            words = message.get(WORDS)
            if words and self._model and self._model.models:
                self._process(message, words)
        return messages

    def _process(self, message: Message, words: list[str]) -> None:
        assert self._model is not None
        pieces = parts(words)
        labels, probabilities = self._model.probabilities(message, [words, *(piece.words for piece in pieces)])
        whole = probabilities[0]
        if pieces and length(words) > _LONG_MESSAGE:
            whole = combine(probabilities, [piece.asks for piece in pieces], [label in self._topics for label in labels])
        ranking = _ranking(labels, whole)
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(SECOND_RANKING, _second(labels, probabilities[1:], ranking[0][INTENT_NAME_KEY]))


def combine(probabilities: NDArray[np.float64], asks: Sequence[bool], topics: Sequence[bool]) -> NDArray[np.float64]:
    """One distribution out of a long message's (first row) and its parts' (the others).

    A long message drowns its one question, so its parts count as much as the whole: the surer, the more, and most where the sentence
    ``asks``. Parts greet, thank and chat, which says nothing about the whole: only their ``topics`` count. What the whole and its parts
    agree on is likelier than their mean.
    """
    pieces = probabilities[1:] * np.asarray(topics)
    weight = pieces.max(axis=1) * np.where(asks, _QUESTION_WEIGHT, 1.0)
    share = probabilities[0] + (pieces * weight[:, None]).sum(axis=0) / max(weight.sum(), 1e-12)
    sharpened = share**_SHARPENING
    return np.asarray(sharpened / max(sharpened.sum(), 1e-12))


def _second(labels: tuple[str, ...], pieces: NDArray[np.float64], first: str) -> list[dict[str, Any]]:
    others = [row for row in pieces if labels[int(row.argmax())] != first]
    surest = max(others, key=lambda row: row.max(), default=None)
    return [] if surest is None else _ranking(labels, surest)


def _ranking(labels: tuple[str, ...], probabilities: NDArray[np.float64]) -> list[dict[str, Any]]:
    order = np.argsort(-probabilities)[:_RANKED]
    return [{INTENT_NAME_KEY: labels[index], PREDICTED_CONFIDENCE_KEY: float(probabilities[index])} for index in order]
