"""Tells what is none of this assistant's business from everything else, before a topic is taken for an answer."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.nlu.detector import Detector
from bot.policy.outcome import OUT_OF_SCOPE

OUT_OF_SCOPE_PROBABILITY = "out_of_scope"
"""Message attribute: the probability that the message is about something else altogether."""

_LONG_MESSAGE = 30


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class OutOfScopeDetector(Detector):
    """The topic classifier looks for what a message could be about; this looks for reasons that it is about none of that."""

    intent = OUT_OF_SCOPE
    attribute = OUT_OF_SCOPE_PROBABILITY

    @staticmethod
    def weigh(words: float, whole: float, pieces: Sequence[float]) -> float:
        """The whole's probability; a long message is in scope as soon as one of its parts is."""
        return min([whole, *pieces]) if words > _LONG_MESSAGE else whole
