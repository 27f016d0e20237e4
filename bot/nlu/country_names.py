"""Finding countries in any form: CLDR names in the languages of the table, and the forms people use (``data/countries/``)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

try:  # libyaml is several times faster; the pure Python one reads the same
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

from bot.language.cldr import country_names
from bot.language.table import languages, spoken
from bot.language.text import FIRST_HAN, LAST_HAN, fold
from bot.nlu.phrases import Phrase, Phrases
from bot.types import ENGLISH, ROOT, CountryCode, LanguageTag

FOLDER = ROOT / "data" / "countries"
_LONGEST_NAME = 10  # Chinese names are that many characters
_FEW_WORDS = 6
_HAN = re.compile(f"([{FIRST_HAN}-{LAST_HAN}])")  # Chinese is cut into characters
_MOST_REMEMBERED = 10_000
_INSIDE_A_NAME = {"", "-"}


class Role(str, Enum):
    """What the words around a name, or its own ending, say about the country."""

    ORIGIN = "origin"
    PLACE = "place"
    TOWARDS = "towards"
    HERE = "here"


@dataclass(frozen=True)
class Mention:
    """A country named in a message. ``first`` and ``last`` are token positions, both included.

    ``is_origin``: it was named as where somebody comes from. ``is_place``: named as where something happens; ``is_here``: as where the
    person is now; ``is_goal``: as where somebody or something goes.
    ``is_adjective``: only an adjective or a people's name ("German", "Syrians"); ``with_thing``: beside something that an office of
    that country gives or does ("German visa"). ``is_left``: no more than "from" says that it is an origin, and the message is about
    leaving ("deported from Germany"). ``is_home``: most who write in the language come from there.
    """

    country: CountryCode
    first: int
    last: int
    is_adjective: bool
    is_origin: bool
    is_place: bool
    is_goal: bool = False
    is_here: bool = False
    with_thing: bool = False
    is_left: bool = False
    is_home: bool = False


@dataclass(frozen=True)
class Form:
    """What a span of words was recognised as: a country, an adjective, and the particles it was inflected with."""

    country: CountryCode
    is_adjective: bool = False
    prefix: str = ""
    ending: str = ""


@dataclass(frozen=True, eq=False)
class LanguageForms:
    """How one language names countries.

    ``names`` and ``adjectives`` map folded words to a country; ``exact`` are forms that count only as typed (``US``, not
    ``us``); ``prefixes`` are particles written together with a name, ``endings`` what inflection may put behind a name or one of
    the ``stems``; ``never`` are names of some language that are everyday words in this one. ``before`` and ``after`` are the
    phrases beside a name that give it a role; ``prefix_roles`` and ``ending_roles`` the roles that prefixes and endings give.
    ``leaving`` are the beginnings of words for deportation and return; ``home`` are the countries most writers of the language come from.
    """

    names: Mapping[str, CountryCode]
    stems: Mapping[str, CountryCode]
    adjectives: Mapping[str, CountryCode]
    exact: Mapping[str, CountryCode]
    prefixes: tuple[str, ...]
    endings: tuple[str, ...]
    before: Mapping[Role, Phrases]
    after: Mapping[Role, Phrases]
    prefix_roles: Mapping[str, Role]
    ending_roles: Mapping[str, Role]
    never: Phrases
    first_words: frozenset[str]
    things: Phrases
    leaving: tuple[str, ...]
    home: frozenset[CountryCode]


@cache
def language_forms(language: LanguageTag, folder: Path = FOLDER) -> LanguageForms:
    """The forms of ``language``, read from CLDR and ``data/countries/<language>.yml``."""
    path = folder / f"{language}.yml"
    extra: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader) if path.exists() else {}
    names = {**dict(_cldr_names([language])), **_table(extra.get("forms", {}))}
    adjectives = _table(extra.get("adjectives", {}))
    ending_roles = {fold(ending): role for role in Role for ending in extra.get(f"{role.value}_endings", [])}
    before = {role: _phrases(extra.get(role.value, [])) for role in Role}
    prefixes = tuple(fold(prefix) for prefix in extra.get("prefixes", []))
    endings = {*map(fold, extra.get("endings", [])), *ending_roles}
    never = _phrases(extra.get("never", []))
    return LanguageForms(
        names=names,
        stems=_table(extra.get("stems", {})),
        adjectives=adjectives,
        exact={form: CountryCode(code) for code, forms in extra.get("exact", {}).items() for form in forms},
        prefixes=("", *prefixes),
        endings=("", *sorted(endings, key=len, reverse=True)),
        before=before,
        after={role: _phrases(extra.get(f"{role.value}_after", [])) for role in Role},
        prefix_roles={prefix: role for role in (Role.TOWARDS, Role.PLACE) for prefix in prefixes if (prefix,) in before[role]},
        ending_roles=ending_roles,
        never=never,
        first_words=_first_words(names, adjectives, _names_in_all_languages()) | never.first_words(),
        things=_phrases(extra.get("things", [])),
        leaving=tuple(_name(stem) for stem in extra.get("leaving", [])),
        home=frozenset(map(CountryCode, extra.get("home", []))),
    )


def _first_words(*tables: Mapping[str, CountryCode]) -> frozenset[str]:
    return frozenset(name.split()[0] for table in tables for name in table if " " in name)


def _phrases(listed: Iterable[str]) -> Phrases:
    return Phrases(listed, _words)


@lru_cache(maxsize=1)
def _names_in_all_languages() -> Mapping[str, CountryCode]:
    """CLDR names in every language of the table: people mix them."""
    return dict(_cldr_names(languages()))


def _cldr_names(tags: Iterable[LanguageTag]) -> Iterator[tuple[str, CountryCode]]:
    for tag in tags:
        for code, name in country_names(tag).items():
            yield _name(name), code


def _table(forms: Mapping[str, Sequence[str]]) -> dict[str, CountryCode]:
    return {_name(form): CountryCode(code) for code, listed in forms.items() for form in listed}


def _name(text: str) -> str:
    """``text`` as names are kept: folded words with one blank between them. One string for all tables, since most names come again."""
    return sys.intern(" ".join(_words(text)))


def _words(text: str) -> Phrase:
    return tuple(_HAN.sub(r" \1 ", _plain(text).replace("-", " ")).split())


def _plain(text: str) -> str:
    """``text`` folded, without the full stops of abbreviations and the apostrophes before endings."""
    return fold(text).replace(".", "").replace("'", "").strip()


def find_mentions(words: Sequence[str], language: LanguageTag, folder: Path = FOLDER) -> list[Mention]:
    """Every country named in ``words`` (as typed), from left to right, longest names first."""
    return list(_scan(words, language_forms(language, folder)))


def _scan(words: Sequence[str], forms: LanguageForms) -> Iterator[Mention]:
    plain = [_plain(word) for word in words]
    exact = {} if _is_shouted(words) else forms.exact
    start = 0
    while start < len(words):
        form, length = _longest(words, plain, start, forms, exact)
        if form:
            yield _mention(form, plain, start, start + length, forms)
        start += length


def _split(plain: Sequence[str]) -> list[str]:
    """The words without hyphens, as names are kept: tokenisers differ over "États-Unis"."""
    return [part for word in plain for part in word.split("-") if part]


def _is_shouted(words: Sequence[str]) -> bool:
    """In a message all in capitals, capitals tell nothing."""
    return len(words) > _FEW_WORDS and not any(character.islower() for word in words for character in word)


def _mention(form: Form, plain: Sequence[str], start: int, stop: int, forms: LanguageForms) -> Mention:
    before, after = _split(plain[:start]), _split(plain[stop:])
    strength = {role: _strength(role, form, before, after, forms) for role in Role}
    place = max(strength[Role.PLACE], strength[Role.HERE])
    is_origin = strength[Role.ORIGIN] > place
    return Mention(
        country=form.country,
        first=start,
        last=stop - 1,
        is_adjective=form.is_adjective,
        is_origin=is_origin,
        is_place=place > 0 and not is_origin,
        is_goal=strength[Role.TOWARDS] > 0,
        is_here=strength[Role.HERE] > 0 and not is_origin,
        with_thing=forms.things.ending(before) > 0 or forms.things.beginning(_skip_one(after, forms)) > 0,
        is_left=strength[Role.ORIGIN] == 1 and is_origin and _says_leaving(plain, forms),
        is_home=form.country in forms.home,
    )


def _says_leaving(plain: Sequence[str], forms: LanguageForms) -> bool:
    text = " " + " ".join(_split(plain))
    return any(f" {stem}" in text for stem in forms.leaving)


def _strength(role: Role, form: Form, before: Sequence[str], after: Sequence[str], forms: LanguageForms) -> int:
    """How many words say so, particles included: "deported from" says more than "from"."""
    by_particle = role in (forms.prefix_roles.get(form.prefix), forms.ending_roles.get(form.ending))
    return max(
        forms.before[role].ending(before),
        forms.before[role].ending([*before, form.prefix]),
        forms.after[role].beginning(after),
        forms.after[role].beginning([form.ending, *after]),
        int(by_particle),
    )


def _skip_one(after: Sequence[str], forms: LanguageForms) -> Sequence[str]:
    """What follows an adjective, without one word between ("German work visa"), unless that word is a preposition."""
    is_thing = forms.things.beginning(after) > 0
    is_marker = bool(after) and any(after[:1] in forms.before[role] for role in Role)
    return after if is_thing or is_marker else after[1:]


def _longest(
    words: Sequence[str], plain: Sequence[str], start: int, forms: LanguageForms, exact: Mapping[str, CountryCode]
) -> tuple[Form | None, int]:
    """What begins at ``start``, and how many words it takes: one, where it is nothing."""
    if words[start] in exact:
        return Form(exact[words[start]]), 1
    longest = min(_LONGEST_NAME, len(words) - start) if _begins_a_long_name(plain[start], forms) else 1
    for length in range(longest, 0, -1):
        span = tuple(_split(plain[start : start + length]))
        if {plain[start], plain[start + length - 1]} & _INSIDE_A_NAME:  # a full stop beside a name is not part of it
            continue
        if span in forms.never:
            return None, length
        found = _known(span, forms)
        if found:
            return found, length
    return None, 1


def _begins_a_long_name(word: str, forms: LanguageForms) -> bool:
    """Whether a name of several words may begin with ``word``: most words do not, and are looked up alone."""
    first = word.split("-")[0]
    return any(first.removeprefix(prefix) in forms.first_words for prefix in forms.prefixes)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _known(span: Phrase, forms: LanguageForms) -> Form | None:
    """What ``span`` is: a name, else an adjective, else a name in another language. Remembered, since most words come again."""
    written = " ".join(span)
    if written not in forms.names and written in forms.adjectives:  # not a name with an ending: "ইতালীয়" is Italian, not in Italy
        return Form(forms.adjectives[written], is_adjective=True)
    name = _inflected(span, forms.names, forms) or _inflected(span, forms.stems, forms)
    if name:
        return name
    adjective = _inflected(span, forms.adjectives, forms)
    if adjective:
        return replace(adjective, is_adjective=True)
    foreign = _names_in_all_languages().get(written)
    return Form(foreign) if foreign else None


def _inflected(span: Phrase, table: Mapping[str, CountryCode], forms: LanguageForms) -> Form | None:
    """What ``span`` names in ``table``, if need be without a prefix in front and an ending behind."""
    for prefix in forms.prefixes:
        if not span[0].startswith(prefix) or (prefix and len(span[0]) - len(prefix) < 2):
            continue
        bare = " ".join((span[0][len(prefix) :], *span[1:]))
        for ending in forms.endings:
            stem = bare.removesuffix(ending)
            found = table.get(stem)
            if found and (not ending or (stem != bare and len(stem.rpartition(" ")[2]) >= 3)):
                return Form(found, prefix=prefix, ending=ending)
    return None


def asked_about(mentions: Sequence[Mention]) -> CountryCode | None:
    """The country a question is about: where the person is now, else the last one named as a place, else as a goal, else named at all,
    and rather another than a home country. Never an origin, and an adjective only beside something that belongs to a country
    ("a German visa", not "German food").
    """
    candidates = [mention for mention in mentions if _may_be_asked_about(mention)]
    best = min(
        candidates,
        key=lambda mention: (
            not mention.is_here,
            mention.is_home,
            mention.is_adjective,
            not mention.is_place,
            not mention.is_goal,
            -mention.first,
        ),
        default=None,
    )
    return best.country if best else None


def _may_be_asked_about(mention: Mention) -> bool:
    if mention.is_adjective:
        return mention.with_thing
    return not mention.is_origin or mention.is_left


def known_countries() -> set[CountryCode]:
    """Every country a payload may name."""
    return set(country_names(ENGLISH))


def preload() -> None:
    """Read the tables now rather than in somebody's first turn."""
    for language in spoken():
        language_forms(language.tag)
    _names_in_all_languages()
