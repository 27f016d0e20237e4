"""Finding translations in compiled catalogues."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.language.catalogues import Catalogues


def write(folder, language, domain, *messages):
    catalog = Catalog(locale=language)
    for context, english, translation, *flags in messages:
        catalog.add(english, translation, context=context, flags=flags)
    path = folder / language / "LC_MESSAGES" / f"{domain}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalog)


@pytest.fixture
def catalogues(tmp_path):
    write(
        tmp_path, "es", "assistant", ("greet", "Hello.", "Hola."), ("bye", "Bye.", ""), ("thank", "Thanks.", "Gracias.", "fuzzy")
    )
    write(tmp_path, "es", "answers", ("int/a/answer/1", "Hello.", "Buenas."))
    write(tmp_path, "ru", "answers", ("int/a/answer/1", "Hello.", "Привет."))
    return Catalogues(tmp_path)


@pytest.mark.parametrize(
    ("language", "context", "english", "expected"),
    [
        ("es", "greet", "Hello.", "Hola."),
        ("es", "int/a/answer/1", "Hello.", "Buenas."),
        ("ru", "int/a/answer/1", "Hello.", "Привет."),
        ("ru", "greet", "Hello.", None),
        ("es", "greet", "Hello!", None),
        ("es", "other", "Hello.", None),
        ("es", "bye", "Bye.", None),
        ("es", "thank", "Thanks.", None),
        ("fr", "greet", "Hello.", None),
        ("en", "greet", "Hello.", "Hello."),
        ("en", "anything", "Anything.", "Anything."),
        ("es", "greet", "", None),
    ],
)
def test_find(catalogues, language, context, english, expected):
    assert catalogues.find(language, context, english) == expected


@pytest.mark.parametrize(("language", "expected"), [("es", "Hola."), ("ru", "Hello."), ("fr", "Hello."), ("en", "Hello.")])
def test_translate_falls_back_on_english(catalogues, language, expected):
    assert catalogues.translate(language, "greet", "Hello.") == expected


def test_find_without_any_catalogue(tmp_path):
    assert Catalogues(tmp_path / "none").find("es", "greet", "Hello.") is None
