"""Tells danger to life or body now from everything else, tuned to miss as little as can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.countries import WORDS
from bot.nlu.linear import Recipe
from bot.nlu.parts import parts
from bot.nlu.per_language import ModelPerLanguage
from bot.policy.outcome import EMERGENCY

EMERGENCY_PROBABILITY = "emergency"
"""Message attribute: the probability that somebody is in danger now."""

_OTHER = "other"
_SURE_OF_PART = 0.8
_LONG_MESSAGE = 25


def _has_letters(words: Sequence[str]) -> bool:
    """Signs and digits alone tell nothing, and nothing must not look like danger."""
    return any(character.isalpha() for word in words for character in word)


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class EmergencyDetector(GraphComponent):
    """A yes-or-no classifier per language, asked about the whole message and about every part of it.

    One sentence of danger in a long message is enough, but a fragment easily looks dangerous: a part counts only in a long message, and
    only where it is very likely an emergency by itself.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``cost``: C of the support vector machine."""
        return {"cost": 1.0}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, models: ModelPerLanguage | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._models = models

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> EmergencyDetector:
        """An untrained detector."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> EmergencyDetector:
        """The detector as trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, ModelPerLanguage.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn emergencies against all other examples."""
        recipe = Recipe(cost=self._config["cost"])
        self._models = ModelPerLanguage.train(training_data, lambda intent: EMERGENCY if intent == EMERGENCY else _OTHER, recipe)
        with self._storage.write_to(self._resource) as folder:
            self._models.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the probability of an emergency on each message."""
        for message in messages:
            message.set(EMERGENCY_PROBABILITY, self._probability(message), add_to_output=True)
        return messages

    def _probability(self, message: Message) -> float:
        words = message.get(WORDS)
        if not self._models or not self._models.models or not _has_letters(words or []):
            return 0.0
        labels, probabilities = self._models.probabilities(message, [words, *parts(words)])
        whole, *pieces = probabilities[:, labels.index(EMERGENCY)]
        telling = [piece for piece in pieces if piece >= _SURE_OF_PART and len(words) > _LONG_MESSAGE]
        return float(max([whole, *telling]))
