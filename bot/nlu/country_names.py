"""Finding countries in any form: CLDR names in the languages of the table, and the forms people use (``data/countries/``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterable, Iterator, Mapping, Sequence

import yaml
from babel import Locale

from bot.language.table import languages, spoken
from bot.language.text import fold
from bot.types import ROOT, CountryCode, LanguageTag

FOLDER = ROOT / "data" / "countries"
_LONGEST_NAME = 6


@dataclass(frozen=True)
class Mention:
    """A country named in a message. ``first`` and ``last`` are token positions, both included.

    ``is_origin``: it was named as where somebody comes from. ``is_place``: named as where something happens.
    ``is_adjective``: only an adjective or a people's name ("German", "Syrians").
    """

    country: CountryCode
    first: int
    last: int
    is_adjective: bool
    is_origin: bool
    is_place: bool


@dataclass(frozen=True)
class LanguageForms:
    """How one language names countries.

    ``names`` and ``adjectives`` map folded words to a country; ``exact`` are forms that count only as typed (``US``, not
    ``us``); ``prefixes`` are particles written together with a name, ``endings`` what inflection may put behind its stem.
    """

    names: Mapping[tuple[str, ...], CountryCode]
    adjectives: Mapping[tuple[str, ...], CountryCode]
    exact: Mapping[str, CountryCode]
    prefixes: tuple[str, ...]
    endings: tuple[str, ...]
    origin: tuple[tuple[str, ...], ...]
    place: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=None)
def language_forms(language: LanguageTag, folder: Path = FOLDER) -> LanguageForms:
    """The forms of ``language``, read from CLDR and ``data/countries/<language>.yml``."""
    path = folder / f"{language}.yml"
    extra: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    names = dict(_cldr_names([language]))
    names.update(_table(extra.get("forms", {})))
    return LanguageForms(
        names=names,
        adjectives=_table(extra.get("adjectives", {})),
        exact={form: CountryCode(code) for code, forms in extra.get("exact", {}).items() for form in forms},
        prefixes=("", *(fold(prefix) for prefix in extra.get("prefixes", []))),
        endings=tuple(sorted((fold(ending) for ending in extra.get("endings", [])), key=len, reverse=True)),
        origin=tuple(_words(marker) for marker in extra.get("origin", [])),
        place=tuple(_words(marker) for marker in extra.get("place", [])),
    )


@lru_cache(maxsize=1)
def _names_in_all_languages() -> Mapping[tuple[str, ...], CountryCode]:
    """CLDR names in every language of the table: people mix them."""
    return dict(_cldr_names(languages()))


def _cldr_names(tags: Iterable[LanguageTag]) -> Iterator[tuple[tuple[str, ...], CountryCode]]:
    for tag in tags:
        for code, name in Locale.parse(tag).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}:
                yield _words(name), CountryCode(code)


def _table(forms: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], CountryCode]:
    return {_words(form): CountryCode(code) for code, listed in forms.items() for form in listed}


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).replace("-", " ").replace(".", "").split())


def find_mentions(words: Sequence[str], language: LanguageTag, folder: Path = FOLDER) -> list[Mention]:
    """Every country named in ``words`` (as typed), from left to right, longest names first."""
    return list(_scan(words, language_forms(language, folder)))


def _scan(words: Sequence[str], forms: LanguageForms) -> Iterator[Mention]:
    folded = [fold(word).replace(".", "").strip() for word in words]
    start = 0
    while start < len(words):
        found = _longest(words, folded, start, forms)
        if found is None:
            start += 1
            continue
        country, length, is_adjective = found
        before = [word for word in folded[:start] if word]
        yield Mention(
            country=country,
            first=start,
            last=start + length - 1,
            is_adjective=is_adjective,
            is_origin=_ends_with_any(before, forms.origin),
            is_place=_ends_with_any(before, forms.place) or _has_prefix(folded[start], forms),
        )
        start += length


def _longest(
    words: Sequence[str], folded: Sequence[str], start: int, forms: LanguageForms
) -> tuple[CountryCode, int, bool] | None:
    for length in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
        span = tuple(word for word in folded[start : start + length] if word not in {"", "-"})
        if len(span) == 0:
            continue
        country = _lookup(span, forms.names, forms) or _names_in_all_languages().get(span)
        if country:
            return country, length, False
        country = _lookup(span, forms.adjectives, forms)
        if country:
            return country, length, True
    exact = forms.exact.get(words[start])
    return (exact, 1, False) if exact else None


def _lookup(span: tuple[str, ...], table: Mapping[tuple[str, ...], CountryCode], forms: LanguageForms) -> CountryCode | None:
    for prefix in forms.prefixes:
        if not span[0].startswith(prefix) or len(span[0]) - len(prefix) < 2:
            continue
        bare = (span[0][len(prefix) :], *span[1:])
        if bare in table:
            return table[bare]
        for ending in forms.endings:
            stem = bare[-1].removesuffix(ending)
            if stem != bare[-1] and len(stem) >= 3 and (*bare[:-1], stem) in table:
                return table[(*bare[:-1], stem)]
    return None


def _has_prefix(word: str, forms: LanguageForms) -> bool:
    return any(prefix and (prefix,) in forms.place and word.startswith(prefix) for prefix in forms.prefixes)


def _ends_with_any(words: Sequence[str], markers: tuple[tuple[str, ...], ...]) -> bool:
    return any(tuple(words[-len(marker) :]) == marker for marker in markers if len(words) >= len(marker))


def asked_about(mentions: Sequence[Mention]) -> CountryCode | None:
    """The country a question is about: named as a place before merely named, before an adjective; never an origin."""
    candidates = [mention for mention in mentions if not mention.is_origin]
    best = min(candidates, key=lambda mention: (mention.is_adjective, not mention.is_place, mention.first), default=None)
    return best.country if best else None


def known_countries() -> set[CountryCode]:
    """Every country a payload may name."""
    return {
        CountryCode(code) for code in Locale.parse("en").territories if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN"}
    }


def preload() -> None:
    """Read the tables now rather than in somebody's first turn."""
    for language in spoken():
        language_forms(language.tag)
    _names_in_all_languages()
