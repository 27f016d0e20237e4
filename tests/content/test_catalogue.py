"""From content to catalogues and back, through real files."""

from __future__ import annotations

import os

import pytest
from babel.messages.pofile import read_po

from bot.content.catalogue import Translatable, answer_texts, assistant_texts, po_path, template, update_all
from bot.content.load import load_or_raise
from bot.language.catalogues import Catalogues
from bot.language.compile import compile_all
from bot.language.lines import Button
from bot.language.table import spoken
from tests.content.conftest import translate_all
from tests.content.samples import edit, line

LINES = {
    "utter_greet": line("utter_greet", "Hello.", Button("Menu", "/menu")),
    "utter_time": line("utter_time", "It is {time}."),
}
CONTEXT = "int/wages_unpaid/answer/2"
BEFORE, AFTER = "Papers do not matter.", "Papers do not matter, ever."


@pytest.fixture
def locales(tmp_path):
    return tmp_path / "locales"


@pytest.fixture
def translated(data, locales):
    """Catalogues of the good content with every text translated."""
    update_all(load_or_raise(data), LINES, locales)
    translate_all(locales, lambda text: f"[x] {text}")
    update_all(load_or_raise(data), LINES, locales)  # in our own layout of a .po file
    compile_all(locales)
    return locales


def test_assistant_texts(library):
    covers = "A button: a subject. It covers: "
    assert list(assistant_texts(library, LINES)) == [
        Translatable("utter_greet", "Hello.", "lines.yml"),
        Translatable("utter_greet/menu", "Menu", "lines.yml", "A button: at most 30 characters."),
        Translatable("utter_time", "It is {time}.", "lines.yml", "Keep the {words in braces} as they are."),
        Translatable("group/work", "Work", "data/topics.yml", "A button: a group of subjects."),
        Translatable("topic/wages_unpaid", "Unpaid wages", "data/topics.yml", f"{covers}the employer does not pay"),
        Translatable("topic/work_contract", "Work contracts", "data/topics.yml", f"{covers}what must be in it"),
    ]


def test_answer_texts(library):
    assert [(text.context, text.english) for text in answer_texts(library)] == [
        ("FR/wages_unpaid/answer/1", "In France you have 3 years."),
        ("FR/wages_unpaid/steps/1", "Go to the labour court."),
        ("int/wages_unpaid/answer/1", "Your employer must pay you."),
        ("int/wages_unpaid/answer/2", "Papers do not matter."),
        ("int/wages_unpaid/steps/1", "Write down your hours."),
        ("int/wages_unpaid/steps/2", "Ask a union."),
        ("instrument", "Labour Code"),
        ("instrument", "Protection of Wages Convention, 1949"),
        ("checker/desk", "our editors"),
        ("contact/inspectors", "Visit workplaces."),
        ("contact/inspectors/name", "Labour inspectors"),
        ("contact/union", "Helps workers."),
        ("contact/union/name", "The Union"),
        ("contact/lawyer", "Knows the law."),
        ("contact/lawyer/name", "A lawyer"),
    ]


def test_template_keeps_context_place_and_note():
    catalog = template(iter([Translatable("a", "Hello.", "lines.yml", "A note."), Translatable("b", "Hello.", "data/a.yml")]))
    rows = [
        (each.context, each.id, each.string or "", [place for place, _ in each.locations], each.auto_comments)
        for each in catalog
        if each.id
    ]
    assert rows == [("a", "Hello.", "", ["lines.yml"], ["A note."]), ("b", "Hello.", "", ["data/a.yml"], [])]


def test_update_all_writes_both_catalogues_of_every_spoken_language_but_english(library, locales):
    written = update_all(library, LINES, locales)
    expected = [
        po_path(locales, language.tag, domain)
        for language in spoken()
        if language.tag != "en"
        for domain in ("assistant", "answers")
    ]
    assert written == expected
    assert sorted(locales.rglob("*.*")) == sorted(expected)


def test_update_all_twice_changes_nothing(library, locales):
    before = {path: path.read_bytes() for path in update_all(library, LINES, locales)}
    assert update_all(library, LINES, locales) == []
    assert {path: path.read_bytes() for path in before} == before


def test_update_all_after_translation_keeps_every_translation(library, translated):
    update_all(library, LINES, translated)
    compile_all(translated)
    catalogues = Catalogues(translated)
    texts = [*assistant_texts(library, LINES), *answer_texts(library)]
    assert [catalogues.find("es", text.context, text.english) for text in texts] == [f"[x] {text.english}" for text in texts]
    assert update_all(library, LINES, translated) == []


def message(locales, context, english, domain="answers"):
    return read_po(po_path(locales, "es", domain).open("rb")).get(english, context)


def change_english(data, locales):
    edit(data / "content/int/wages_unpaid.yml", BEFORE, AFTER)
    return update_all(load_or_raise(data), LINES, locales)


def test_update_all_of_changed_english_makes_the_translation_fuzzy(data, translated):
    changed = change_english(data, translated)
    assert changed == [po_path(translated, language.tag, "answers") for language in spoken() if language.tag != "en"]
    found = message(translated, CONTEXT, AFTER)
    assert (found.string, found.fuzzy) == (f"[x] {BEFORE}", True)
    assert message(translated, CONTEXT, BEFORE) is None


def test_update_all_of_changed_english_twice_changes_nothing(data, translated):
    change_english(data, translated)
    assert update_all(load_or_raise(data), LINES, translated) == []


def test_update_all_of_changed_english_goes_on_showing_translators_what_it_was(data, translated):
    change_english(data, translated)
    update_all(load_or_raise(data), LINES, translated)
    assert f'#| msgid "{BEFORE}"' in po_path(translated, "es", "answers").read_text(encoding="utf-8")


def test_changed_english_is_not_served_in_translation(data, translated):
    change_english(data, translated)
    compile_all(translated)
    catalogues = Catalogues(translated)
    assert [catalogues.find("es", CONTEXT, text) for text in (BEFORE, AFTER)] == [None, None]
    assert catalogues.find("es", "int/wages_unpaid/answer/1", "Your employer must pay you.") == "[x] Your employer must pay you."


def test_changed_line_is_not_served_in_translation(library, translated):
    update_all(library, {**LINES, "utter_greet": line("utter_greet", "Hello!", Button("Menu", "/menu"))}, translated)
    compile_all(translated)
    catalogues = Catalogues(translated)
    assert [catalogues.find("es", "utter_greet", text) for text in ("Hello.", "Hello!")] == [None, None]
    assert catalogues.translate("es", "utter_greet", "Hello!") == "Hello!"


def test_compile_all_of_new_catalogues(library, locales):
    written = update_all(library, LINES, locales)
    assert compile_all(locales) == len(written)
    assert sorted(locales.rglob("*.mo*")) == sorted(path.with_suffix(".mo") for path in written)


def test_compile_all_skips_up_to_date_files(translated):
    assert compile_all(translated) == 0


def test_compile_all_of_newer_source_compiles_that_one(translated):
    source = po_path(translated, "es", "answers")
    compiled = source.with_suffix(".mo").stat().st_mtime
    os.utime(source, (compiled + 5, compiled + 5))
    assert compile_all(translated) == 1


def test_compile_all_without_catalogues(tmp_path):
    assert compile_all(tmp_path / "none") == 0
