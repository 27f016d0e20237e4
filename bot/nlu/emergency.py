"""Tells danger to life or body now from everything else, tuned to miss as little as can be."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.nlu.detector import Detector
from bot.policy.outcome import EMERGENCY

EMERGENCY_PROBABILITY = "emergency"
"""Message attribute: the probability that somebody is in danger now."""

_SURE_OF_PART = 0.8
_LONG_MESSAGE = 25


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class EmergencyDetector(Detector):
    """One sentence of danger in a long message is enough, but a fragment easily looks dangerous: a part counts only in a long message,
    and only where it is very likely an emergency by itself.
    """

    intent = EMERGENCY
    attribute = EMERGENCY_PROBABILITY

    @staticmethod
    def weigh(words: float, whole: float, pieces: Sequence[float]) -> float:
        """The whole's probability, or that of the most alarming part."""
        return max([whole, *(piece for piece in pieces if piece >= _SURE_OF_PART and words > _LONG_MESSAGE)])
