"""Tells messages of one intent from all others: what the detectors of emergencies and of the out-of-scope share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.countries import WORDS
from bot.nlu.linear import Recipe
from bot.nlu.parts import length, parts
from bot.nlu.per_language import ComponentPerLanguage, ModelPerLanguage

_OTHER = "other"


class Detector(ComponentPerLanguage):
    """A yes-or-no classifier per language, asked about the whole message and about every part of it.

    A subclass names the ``intent`` it detects, the message ``attribute`` it sets to a probability, and weighs the parts.
    """

    intent: ClassVar[str]
    attribute: ClassVar[str]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``cost``: C of the support vector machine."""
        return {"cost": 1.0}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intent against all other examples."""
        recipe = Recipe(cost=self._config["cost"])
        self._model = ModelPerLanguage.train(
            training_data, lambda intent: self.intent if intent == self.intent else _OTHER, recipe
        )
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the probability of the intent on each message."""
        for message in messages:
            message.set(self.attribute, self._probability(message), add_to_output=True)
        return messages

    def _probability(self, message: Message) -> float:
        words = message.get(WORDS)
        if not self._model or not self._model.models or not _has_letters(words or []):
            return 0.0
        labels, probabilities = self._model.probabilities(message, [words, *(part.words for part in parts(words))])
        if self.intent not in labels:
            return 0.0
        whole, *pieces = (float(probability) for probability in probabilities[:, labels.index(self.intent)])
        return self.weigh(length(words), whole, pieces)

    @staticmethod
    @abstractmethod
    def weigh(words: float, whole: float, pieces: Sequence[float]) -> float:
        """The probability of a message of so many ``words``, from those of the whole and of its pieces."""


def _has_letters(words: Sequence[str]) -> bool:
    """Signs and digits alone tell nothing, and nothing must not look like danger."""
    return any(character.isalpha() for word in words for character in word)
