"""Finding countries in any form: CLDR names in the languages of the table, and the forms people use (``data/countries/``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from bot.language.table import languages, spoken
from bot.language.text import fold
from bot.types import ROOT, CountryCode, LanguageTag

FOLDER = ROOT / "data" / "countries"
_LONGEST_NAME = 6
_MOST_REMEMBERED = 30_000
_INSIDE_A_NAME = {"", "-"}
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@dataclass(frozen=True)
class Mention:
    """A country named in a message. ``first`` and ``last`` are token positions, both included.

    ``is_origin``: it was named as where somebody comes from. ``is_place``: named as where something happens; ``is_goal``: as where
    somebody or something goes.
    ``is_adjective``: only an adjective or a people's name ("German", "Syrians"); ``with_thing``: beside something that an office of
    that country gives or does ("German visa").
    """

    country: CountryCode
    first: int
    last: int
    is_adjective: bool
    is_origin: bool
    is_place: bool
    is_goal: bool = False
    with_thing: bool = False


@dataclass(frozen=True, eq=False)
class LanguageForms:
    """How one language names countries.

    ``names`` and ``adjectives`` map folded words to a country; ``exact`` are forms that count only as typed (``US``, not
    ``us``); ``prefixes`` are particles written together with a name, ``endings`` what inflection may put behind a name or one of
    the ``stems``; ``never`` are names of some language that are everyday words in this one.
    """

    names: Mapping[tuple[str, ...], CountryCode]
    stems: Mapping[tuple[str, ...], CountryCode]
    adjectives: Mapping[tuple[str, ...], CountryCode]
    exact: Mapping[str, CountryCode]
    prefixes: tuple[str, ...]
    endings: tuple[str, ...]
    origin: tuple[tuple[str, ...], ...]
    place: tuple[tuple[str, ...], ...]
    towards: tuple[tuple[str, ...], ...]
    never: frozenset[tuple[str, ...]]
    first_words: frozenset[str]
    things: frozenset[str]


@cache
def language_forms(language: LanguageTag, folder: Path = FOLDER) -> LanguageForms:
    """The forms of ``language``, read from CLDR and ``data/countries/<language>.yml``."""
    path = folder / f"{language}.yml"
    extra: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    names = dict(_cldr_names([language]))
    names.update(_table(extra.get("forms", {})))
    adjectives = _table(extra.get("adjectives", {}))
    return LanguageForms(
        names=names,
        stems=_table(extra.get("stems", {})),
        adjectives=adjectives,
        exact={form: CountryCode(code) for code, forms in extra.get("exact", {}).items() for form in forms},
        prefixes=("", *(fold(prefix) for prefix in extra.get("prefixes", []))),
        endings=tuple(sorted((fold(ending) for ending in extra.get("endings", [])), key=len, reverse=True)),
        origin=tuple(_words(marker) for marker in extra.get("origin", [])),
        place=tuple(_words(marker) for marker in extra.get("place", [])),
        towards=tuple(_words(marker) for marker in extra.get("towards", [])),
        never=frozenset(_words(form) for form in extra.get("never", [])),
        first_words=frozenset(name[0] for name in (*names, *adjectives, *_names_in_all_languages()) if len(name) > 1),
        things=frozenset(fold(thing) for thing in extra.get("things", [])),
    )


@lru_cache(maxsize=1)
def _names_in_all_languages() -> Mapping[tuple[str, ...], CountryCode]:
    """CLDR names in every language of the table: people mix them."""
    return dict(_cldr_names(languages()))


def _cldr_names(tags: Iterable[LanguageTag]) -> Iterator[tuple[tuple[str, ...], CountryCode]]:
    for tag in tags:
        for code, name in Locale.parse(tag).territories.items():
            if _is_country(code):
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
            is_origin=_ending(before, forms.origin) > _ending(before, forms.place),
            is_place=_ending(before, forms.place) > 0 or _has_prefix(folded[start], forms),
            is_goal=_ending(before, forms.towards) > 0,
            with_thing=bool(forms.things & {*before[-1:], *folded[start + length : start + length + 2]}),
        )
        start += length


def _longest(
    words: Sequence[str], folded: Sequence[str], start: int, forms: LanguageForms
) -> tuple[CountryCode, int, bool] | None:
    exact = forms.exact.get(words[start])
    if exact:
        return exact, 1, False
    longest = min(_LONGEST_NAME, len(words) - start) if _begins_a_long_name(folded[start], forms) else 1
    for length in range(longest, 0, -1):
        span = tuple(word for word in folded[start : start + length] if word not in _INSIDE_A_NAME)
        ends = {folded[start], folded[start + length - 1]}
        if ends & _INSIDE_A_NAME or span in forms.never:  # a full stop beside a name is not part of it
            continue
        found = _known(span, forms)
        if found:
            country, is_adjective = found
            return country, length, is_adjective
    return None


def _begins_a_long_name(word: str, forms: LanguageForms) -> bool:
    """Whether a name of several words may begin with ``word``: most words do not, and are looked up alone."""
    return any(word.removeprefix(prefix) in forms.first_words for prefix in forms.prefixes)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _known(span: tuple[str, ...], forms: LanguageForms) -> tuple[CountryCode, bool] | None:
    """The country that ``span`` names, and whether only as an adjective. Remembered, since most words come again."""
    name = _inflected(span, forms.names, forms) or _inflected(span, forms.stems, forms) or _names_in_all_languages().get(span)
    if name:
        return name, False
    adjective = _inflected(span, forms.adjectives, forms)
    return (adjective, True) if adjective else None


def _inflected(span: tuple[str, ...], table: Mapping[tuple[str, ...], CountryCode], forms: LanguageForms) -> CountryCode | None:
    """What ``span`` names in ``table``, if need be without a prefix in front and an ending behind."""
    for prefix in forms.prefixes:
        if not span[0].startswith(prefix) or len(span[0]) - len(prefix) < 2:
            continue
        bare = (span[0][len(prefix) :], *span[1:])
        for ending in ("", *forms.endings):
            stem = bare[-1].removesuffix(ending)
            candidate = (*bare[:-1], stem)
            found = table.get(candidate)
            if found and (not ending or (stem != bare[-1] and len(stem) >= 3)):
                return found
    return None


def _has_prefix(word: str, forms: LanguageForms) -> bool:
    return any(prefix and (prefix,) in forms.place and word.startswith(prefix) for prefix in forms.prefixes)


def _ending(words: Sequence[str], markers: tuple[tuple[str, ...], ...]) -> int:
    """How many words the longest of ``markers`` has that ``words`` end with: "deported from" says more than "from"."""
    return max((len(marker) for marker in markers if tuple(words[-len(marker) :]) == marker), default=0)


def asked_about(mentions: Sequence[Mention]) -> CountryCode | None:
    """The country a question is about: the last one named as a place, else as a goal, else named at all; never an origin, and an adjective
    only beside something that belongs to a country ("a German visa", not "German food").
    """
    candidates = [mention for mention in mentions if (mention.with_thing if mention.is_adjective else not mention.is_origin)]
    best = min(
        candidates,
        key=lambda mention: (mention.is_adjective, not mention.is_place, not mention.is_goal, -mention.first),
        default=None,
    )
    return best.country if best else None


def known_countries() -> set[CountryCode]:
    """Every country a payload may name."""
    return {CountryCode(str(code)) for code in Locale.parse("en").territories if _is_country(str(code))}


def _is_country(code: str) -> bool:
    """CLDR lists continents by number and a few codes that are no country."""
    return len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES


def preload() -> None:
    """Read the tables now rather than in somebody's first turn."""
    for language in spoken():
        language_forms(language.tag)
    _names_in_all_languages()
