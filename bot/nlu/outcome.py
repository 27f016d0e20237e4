"""The last component: turns what was understood into what to do, by the rules of :mod:`bot.policy.outcome`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.content.load import read_topic_ids
from bot.language.identify import letters, tells_language
from bot.language.names import named_language
from bot.nlu.countries import COUNTRY_ENTITY
from bot.nlu.emergency import EMERGENCY_PROBABILITY
from bot.nlu.language_identifier import LANGUAGE
from bot.nlu.scope import OUT_OF_SCOPE_PROBABILITY
from bot.nlu.topics import SECOND_RANKING
from bot.policy.outcome import Decision, Ranking, Thresholds, decide, through_menus
from bot.settings import read_settings
from bot.types import Outcome

DECISION = "decision"
"""Message attribute: ``{"outcome": ..., "label": ..., "suggestions": [...]}``."""

_CHANGE_LANGUAGE = "change_language"
_LANGUAGE_ENTITY = "language"
_SURELY_ELSEWHERE = 0.5


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class OutcomeDecider(GraphComponent):
    """Replaces the likeliest intent by what is done: the topic or act itself, ``suggest``, ``out_of_scope`` or ``emergency``."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds of :class:`bot.policy.outcome.Thresholds`, and how sure of a language switches to it."""
        return {**{field.name: field.default for field in fields(Thresholds)}, "language": 0.9}

    def __init__(self, config: dict[str, Any]) -> None:
        self._thresholds = Thresholds(**{field.name: config[field.name] for field in fields(Thresholds)})
        self._sure_of_language = config["language"]
        self._topics = read_topic_ids()
        self._menus_only = read_settings().menus_only

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> OutcomeDecider:
        """A decider with the thresholds of the pipeline's configuration."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the decision, the intent that follows from it, and the language to answer in."""
        for message in messages:
            decision = self._decide(message)
            told = {"outcome": decision.outcome.value, "label": decision.label, "suggestions": list(decision.suggestions)}
            message.set(DECISION, told, add_to_output=True)
            confidence = (message.get(INTENT) or {}).get(PREDICTED_CONFIDENCE_KEY, 0.0)
            message.set(INTENT, {INTENT_NAME_KEY: decision.label, PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True)
            self._set_language(message, decision)
            if decision.outcome is Outcome.REFUSE and (message.get(OUT_OF_SCOPE_PROBABILITY) or 0.0) >= _SURELY_ELSEWHERE:
                _drop_country(message)
        return messages

    def _decide(self, message: Message) -> Decision:
        decision = decide(
            ranking=_pairs(message.get(INTENT_RANKING_KEY)),
            emergency=message.get(EMERGENCY_PROBABILITY) or 0.0,
            out_of_scope=message.get(OUT_OF_SCOPE_PROBABILITY) or 0.0,
            topics=self._topics,
            thresholds=self._thresholds,
            second=_pairs(message.get(SECOND_RANKING)),
        )
        return through_menus(decision) if self._written_in(message) in self._menus_only else decision

    def _written_in(self, message: Message) -> str | None:
        """The language of a message, if it is evidence enough."""
        told = message.get(LANGUAGE) or {}
        is_told = tells_language(letters(message.get(TEXT) or ""), told.get("confidence", 0.0), self._sure_of_language)
        return told.get("name") if is_told else None

    def _set_language(self, message: Message, decision: Decision) -> None:
        """Emit the language to change to, if any: the one asked for by name, else the one written in."""
        named = named_language(message.get(TEXT) or "") if decision.label == _CHANGE_LANGUAGE else None
        value = named or self._written_in(message)
        if value:
            entity = {"entity": _LANGUAGE_ENTITY, "value": value, "extractor": type(self).__name__}
            message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)


def _drop_country(message: Message) -> None:
    """Whoever asks what time it is in Sydney is not in Australia."""
    others = [entity for entity in message.get(ENTITIES, []) if entity["entity"] != COUNTRY_ENTITY]
    message.set(ENTITIES, others, add_to_output=True)


def _pairs(ranking: list[dict[str, Any]] | None) -> Ranking:
    return [(row[INTENT_NAME_KEY], row[PREDICTED_CONFIDENCE_KEY]) for row in ranking or []]
