"""When a message tells a new language, and when it is too little to go by."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST_NGRAM_TEXT = 400


@dataclass(frozen=True)
class IdentifiedLanguage:
    """The likeliest language of a message, and the probability that it is."""

    tag: str
    confidence: float


def letters(text: str) -> list[str]:
    """A message as the language model sees it: its words in lower case, from the first 400 characters.

    Accents stay: where people type them they tell Portuguese from Spanish and Ukrainian from Russian, and the examples hold both ways.
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_NGRAM_TEXT]).casefold()
    return [word for word in plain.split() if any(character.isalpha() for character in word)]


def tells_language(words: Sequence[str], confidence: float, sure: float) -> bool:
    """Whether a message is evidence enough to change the language of a conversation.

    One short word ("visa", "ok", a name) exists in many languages; it is not, however sure the model is.
    """
    return confidence >= sure and (len(words) >= 2 or sum(map(len, words)) >= 7)
