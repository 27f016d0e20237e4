"""Cutting a message into words with spaCy's rules for its language."""

from __future__ import annotations

from functools import cache

from bot.language.table import languages
from bot.language.text import fold
from bot.types import LanguageTag

_CUT_INTO_CHARACTERS = "Hans"
_MOST_WORDS_KEPT = 5_000

Token = tuple[str, int]
"""A word as typed, and its offset in the text in characters."""


class _Cutter:
    """spaCy's rules for one language.

    spaCy keeps every word it has ever seen; people's words must neither be kept nor fill the memory, so its vocabulary is thrown away
    every few thousand words. It also starts without the lexical attributes of a model: nothing here asks for them, and cutting is twice
    as fast.
    """

    def __init__(self, language: LanguageTag) -> None:
        self._spacy = languages()[language].spacy
        self._into_characters = languages()[language].script == _CUT_INTO_CHARACTERS
        self._renew()

    def _renew(self) -> None:
        from spacy.util import get_lang_class  # here, because the action server has no use for it and 65 MB better to spend
        from spacy.vocab import Vocab

        self._vocabulary = Vocab()
        self._make_doc = get_lang_class(self._spacy)(vocab=self._vocabulary).make_doc
        self._first_size = len(self._vocabulary)

    def cut(self, text: str) -> list[Token]:
        """The words and signs of ``text``."""
        if len(self._vocabulary) > self._first_size + _MOST_WORDS_KEPT:
            self._renew()
        found = [(token.text, token.idx) for token in self._make_doc(text)]
        words = [(word, offset) for word, offset in found if not word.isspace()]
        return _joined(words) if self._into_characters else words


@cache
def _cutter(language: LanguageTag) -> _Cutter:
    return _Cutter(language)


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
    return _cutter(language).cut(text)


def folded(words: list[str]) -> list[str]:
    """Each word in the form in which spellings are compared; words that vanish there are dropped."""
    return [form for form in (fold(word).strip() for word in words) if form]
