"""The table of CLDR's names."""

from __future__ import annotations

import json

from bot.language.cldr import FILE, country_names, language_names, names_from_babel


def test_table_is_what_babel_has():
    assert json.loads(FILE.read_text(encoding="utf-8")) == names_from_babel()


def test_names_of_countries_and_languages():
    assert country_names("es")["DE"] == "Alemania"
    assert "EU" not in country_names("en")
    assert language_names("fr")["ru"] == "russe"
