"""Finds the countries a message names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.text import fold
from bot.nlu.country_names import Mention, asked_about, find_mentions, preload
from bot.nlu.language_identifier import LANGUAGE
from bot.types import ENGLISH

WORDS = "folded_words"
"""Message attribute: the words as the classifiers see them, folded, each country one and the same sign."""

COUNTRY_SIGN = "§country"
COUNTRY_ENTITY = "country"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class CountryExtractor(GraphComponent):
    """Emits the country a question is about as the entity ``country``, and replaces every country by one sign for the
    classifiers: "and in France?" must mean the same with any other country.
    """

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> CountryExtractor:
        """An extractor with its tables read."""
        preload()
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Prepare the words of every example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Prepare the words of every message and note its country."""
        for message in messages:
            if message.get(TEXT):
                self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        found = message.get(TOKENS_NAMES[TEXT]) or []
        words = [token.text for token in found]
        language = (message.get(LANGUAGE) or {}).get("name", ENGLISH)
        mentions = find_mentions(words, language)
        message.set(WORDS, masked_words(words, mentions))
        country = asked_about(mentions)
        if country:
            mention = next(mention for mention in mentions if mention.country == country)
            entity = {
                "entity": COUNTRY_ENTITY,
                "value": country,
                "start": found[mention.first].start,
                "end": found[mention.last].end,
                "extractor": type(self).__name__,
            }
            message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)


def masked_words(words: Sequence[str], mentions: Sequence[Mention]) -> list[str]:
    """``words`` folded, with one sign in place of each mention."""
    masked: list[str] = []
    starts = {mention.first: mention for mention in mentions}
    position = 0
    while position < len(words):
        mention = starts.get(position)
        form = COUNTRY_SIGN if mention else fold(words[position]).strip()
        if form:
            masked.append(form)
        position = mention.last + 1 if mention else position + 1
    return masked
