"""CLDR's names of countries and languages in the languages of the table, without Babel's locale data, which takes 2 MB a language.

``cldr.json`` is written by ``python -m bot.language.cldr`` (part of ``make catalogues``) and never by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.language.table import languages
from bot.types import CountryCode, LanguageTag

FILE = Path(__file__).with_name("cldr.json")
_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def country_names(tag: LanguageTag) -> Mapping[CountryCode, str]:
    """The name of every country in the language ``tag``, by ISO 3166 code."""
    names: Mapping[CountryCode, str] = _table()["countries"][tag]
    return names


def language_names(tag: LanguageTag) -> Mapping[LanguageTag, str]:
    """The names of the table's languages in the language ``tag``, as far as CLDR has them."""
    names: Mapping[LanguageTag, str] = _table()["languages"][tag]
    return names


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return table


def names_from_babel() -> dict[str, dict[str, dict[str, str]]]:
    """What ``cldr.json`` must hold."""
    from babel import Locale  # here, because nothing else in this module may load it

    locales = {tag: Locale.parse(tag) for tag in sorted(languages())}
    return {
        "countries": {
            tag: {code: name for code, name in sorted(locale.territories.items()) if _is_country(code)}
            for tag, locale in locales.items()
        },
        "languages": {
            tag: {other: locale.languages[other] for other in locales if other in locale.languages}
            for tag, locale in locales.items()
        },
    }


def _is_country(code: str) -> bool:
    """CLDR lists continents by number and a few codes that are no country."""
    return len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES


def write(path: Path = FILE) -> None:
    """Bring ``path`` up to date with the Babel that is installed."""
    path.write_text(json.dumps(names_from_babel(), ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
