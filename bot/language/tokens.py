"""Cutting a message into words with spaCy's rules for its language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from bot.language.table import languages
from bot.language.text import fold
from bot.types import LanguageTag

_CUT_INTO_CHARACTERS = "Hans"

Token = tuple[str, int]
"""A word as typed, and its offset in the text in characters."""


@cache
def _tokenizer(language: LanguageTag) -> Callable[[str], list[Token]]:
    import spacy  # here, because the action server has no use for it and 65 MB better to spend

    make_doc = spacy.blank(languages()[language].spacy).make_doc

    def cut(text: str) -> list[Token]:
        found = [(token.text, token.idx) for token in make_doc(text) if not token.is_space]
        return _joined(found) if languages()[language].script == _CUT_INTO_CHARACTERS else found

    return cut


def _joined(characters: list[Token]) -> list[Token]:
    """Put the letters and digits of Latin words back together; spaCy cuts everything in a Chinese text into characters."""
    words: list[Token] = []
    for character, offset in characters:
        word, start = words[-1] if words else ("", -1)
        if character.isascii() and character.isalnum() and word.isascii() and word.isalnum() and start + len(word) == offset:
            words[-1] = (word + character, start)
        else:
            words.append((character, offset))
    return words


def tokens(text: str, language: LanguageTag) -> list[Token]:
    """The words and signs of ``text``, in order, without blanks."""
    return _tokenizer(language)(text)


def folded(words: list[str]) -> list[str]:
    """Each word in the form in which spellings are compared; words that vanish there are dropped."""
    return [form for form in (fold(word).strip() for word in words) if form]
