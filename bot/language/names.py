"""Recognising the name of a language in any language of the table: "can we speak Arabic", "en español", "по-русски"."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale

from bot.language.table import languages
from bot.language.text import fold
from bot.types import LanguageTag

_WORDS = re.compile(r"\w+")
_SHORTEST_STEM = 4


@lru_cache(maxsize=1)
def _names() -> dict[str, LanguageTag]:
    names: dict[str, LanguageTag] = {}
    for asked in languages().values():
        names[fold(asked.endonym)] = asked.tag
        for speaking in languages():
            name = Locale.parse(speaking).languages.get(asked.tag)
            if name:
                names.setdefault(fold(name), asked.tag)
    return names


def named_language(text: str) -> LanguageTag | None:
    """The language of the table that ``text`` names, in any of them; inflected endings are forgiven."""
    names = _names()
    words = _WORDS.findall(fold(text))
    for word in words:
        bare = word.removeprefix("ال")
        if word in names or bare in names:
            return names.get(word) or names[bare]
    for word in words:
        for name, tag in names.items():
            if len(name) >= _SHORTEST_STEM and len(word) >= _SHORTEST_STEM and _same_stem(word, name):
                return tag
    return None


def _same_stem(word: str, name: str) -> bool:
    stem = max(_SHORTEST_STEM, min(len(word), len(name)) - 3)
    return word[:stem] == name[:stem] and abs(len(word) - len(name)) <= 3
