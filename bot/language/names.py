"""Recognising the name of a language in any language of the table: "can we speak Arabic", "en español", "по-русски"."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bot.language.cldr import language_names
from bot.language.table import languages
from bot.language.text import fold
from bot.types import LanguageTag

_PUNCTUATION = ".,;:!?¿¡؟،۔。！？…\"'()«»"
_PARTICLES = ("", "ال", "بال", "وال", "لل", "ب", "ل")
_SHORTEST_STEM = 5


@lru_cache(maxsize=1)
def _names() -> dict[str, LanguageTag]:
    names: dict[str, LanguageTag] = {}
    for asked in languages().values():
        names[fold(asked.endonym)] = asked.tag
        for speaking in languages():
            name = language_names(speaking).get(asked.tag)
            if name:
                names.setdefault(fold(name), asked.tag)
    return names


def named_language(text: str) -> LanguageTag | None:
    """The language of the table that ``text`` names, in any of them; particles in front and inflected endings are forgiven."""
    names = _names()
    words = [word.strip(_PUNCTUATION) for word in fold(text).replace("-", " ").split()]
    for word in words:
        for prefix in _PARTICLES:
            if word.startswith(prefix) and word[len(prefix) :] in names:
                return names[word[len(prefix) :]]
    for name, tag in names.items():
        if any(_is_inflected(word, name) for word in words) or _is_inside(name, text):
            return tag
    return None


def _is_inflected(word: str, name: str) -> bool:
    """Whether ``word`` is ``name`` with another ending: "русском", "españoles", "بالعربي"."""
    for prefix in _PARTICLES:
        bare = word.removeprefix(prefix)
        stem = name[: max(_SHORTEST_STEM, len(name) - 2)]
        if len(stem) >= _SHORTEST_STEM and bare.startswith(stem) and abs(len(bare) - len(name)) <= 3:
            return True
    return False


def _is_inside(name: str, text: str) -> bool:
    """For scripts that put no blanks between words."""
    return not name.isascii() and unicodedata.name(name[0], "").startswith("CJK") and name in text
