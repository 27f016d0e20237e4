"""The glossary of each language (``data/glossary/<language>.yml``): the chosen word for each legal term, and whether translations use it.

A file maps an English term to the chosen word. Several forms are separated by ``/``, ``,``, ``;`` or ``、``; remarks for translators stand in
brackets. Comparison is by stems, since words are inflected: it says how consistent a language is, not whether one sentence is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.language.text import fold
from bot.types import LanguageTag

_REMARK = re.compile(r"\([^)]*\)")
_BETWEEN_FORMS = re.compile(r"[/;,،؛、]")
_SIGNS = re.compile(r"^\W+|\W+$")
_ARTICLE = "ال"
_KEPT_SHARE = 0.65
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Agreement:
    """How often translations used the chosen words: ``used`` of ``due`` times; ``missed`` counts the times by English term."""

    due: int
    used: int
    missed: Mapping[str, int]

    @property
    def share(self) -> float:
        """``used`` of ``due``, between 0 and 1; 1 where nothing was due."""
        return self.used / self.due if self.due else 1.0


def read_glossary(data: Path, language: LanguageTag) -> dict[str, str]:
    """The glossary of ``language``; empty where there is none."""
    path = data / "glossary" / f"{language}.yml"
    terms = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {str(english): str(chosen) for english, chosen in (terms or {}).items()}


def agreement(glossary: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> Agreement:
    """How far the translations in ``pairs`` (English, translation) use the words of ``glossary``."""
    terms = [(english, _pattern(english), list(_forms(chosen))) for english, chosen in glossary.items()]
    due, missed = 0, dict[str, int]()
    for sentence, translation in pairs:
        words = [_SIGNS.sub("", word) for word in fold(translation).split()]
        for english, pattern, forms in terms:
            if pattern.search(sentence):
                due += 1
                if not any(_uses(words, form) for form in forms):
                    missed[english] = missed.get(english, 0) + 1
    return Agreement(due, due - sum(missed.values()), missed)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(_REMARK.sub('', english).strip())}s?\b", re.IGNORECASE)


def _forms(chosen: str) -> Iterator[list[str]]:
    for form in _BETWEEN_FORMS.split(_REMARK.sub("", unicodedata.normalize("NFKC", chosen))):
        stems = [_stem(_SIGNS.sub("", word)) for word in fold(form).split()]
        if any(stems):
            yield [stem for stem in stems if stem]


def _stem(word: str) -> str:
    word = word.removeprefix(_ARTICLE) if len(word) > len(_ARTICLE) + 2 else word
    return word if len(word) <= _SHORTEST_STEM else word[: max(_SHORTEST_STEM, round(len(word) * _KEPT_SHARE))]


def _uses(words: list[str], stems: list[str]) -> bool:
    return all(any(stem in word for word in words) for stem in stems)
