"""When a message tells a new language, and when it is too little to go by."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.table import languages
from bot.types import LanguageTag

_UNICODE_SCRIPTS = {"CYRILLIC": "Cyrl", "ARABIC": "Arab", "BENGALI": "Beng", "CJK": "Hans", "ETHIOPIC": "Ethi"}
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


def answered_in(kept: LanguageTag | None, heard: LanguageTag | None, text: str) -> LanguageTag | None:
    """The language for one answer: ``kept``, that of the conversation, unless ``text`` is in an alphabet that it is never written in.

    "нужна виза" is too short to tell Russian from Ukrainian, but it is not Spanish: whoever writes it reads ``heard``, the likelier of
    the two. Latin letters tell nothing, since every language is typed in them.
    """
    if not kept or not heard:
        return kept or heard
    script = _script(text)
    is_foreign = script is not None and script == languages()[heard].script and script != languages()[kept].script
    return heard if is_foreign else kept


def _script(text: str) -> str | None:
    """The commonest alphabet in ``text`` (ISO 15924) that is one of the table's and not Latin."""
    names = (unicodedata.name(character, "").split(" ")[0].split("-")[0] for character in text if character.isalpha())
    found = Counter(_UNICODE_SCRIPTS[name] for name in names if name in _UNICODE_SCRIPTS)
    return found.most_common(1)[0][0] if found else None
