"""Cuts each message into words with spaCy's rules for the message's own language."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.language.table import languages
from bot.language.tokens import tokens
from bot.nlu.language_identifier import LANGUAGE
from bot.types import ENGLISH


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER], is_trainable=False)
class SpacyLanguageTokenizer(Tokenizer):
    """Needs the LanguageIdentifier before it. No spaCy model is loaded, only the tokenisation rules."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings every Rasa tokenizer has."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of the message's ``attribute``."""
        told = (message.get(LANGUAGE) or {}).get("name", ENGLISH)
        language = told if told in languages() else ENGLISH
        return [Token(word, start) for word, start in tokens(message.get(attribute), language)]
