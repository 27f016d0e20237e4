"""When a message tells a new language, and when it is too little to go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.text import fold

_LONGEST_NGRAM_TEXT = 400


@dataclass(frozen=True)
class IdentifiedLanguage:
    """The likeliest language of a message, and the probability that it is."""

    tag: str
    confidence: float


def letters(text: str) -> list[str]:
    """A message as the language model sees it: its words, folded, from the first 400 characters.

    Accents are folded away too: people leave them out, and what remains still tells the languages apart.
    """
    return [word for word in fold(text[:_LONGEST_NGRAM_TEXT]).split() if any(character.isalpha() for character in word)]


def tells_language(words: Sequence[str], confidence: float, sure: float) -> bool:
    """Whether a message is evidence enough to change the language of a conversation.

    One short word ("visa", "ok", a name) exists in many languages; it is not, however sure the model is.
    """
    return confidence >= sure and (len(words) >= 2 or sum(map(len, words)) >= 7)
