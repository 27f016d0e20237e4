"""Fixtures: a good content tree in a folder of its own, and the same with catalogues and a ledger that covers all of it."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po, write_po

from bot.content.catalogue import update_all
from bot.content.load import load_or_raise
from bot.content.verify import verify
from bot.language.compile import compile_all
from bot.language.lines import read_lines
from bot.language.table import spoken
from tests.content.samples import TODAY, write_tree


@pytest.fixture
def data(tmp_path):
    """The data folder of the good sample content, with a glossary for every language."""
    folder = write_tree(tmp_path)
    (folder / "glossary").mkdir()
    for language in spoken():
        terms = "".join(f"term {number}: word\n" for number in range(80))
        (folder / "glossary" / f"{language.tag}.yml").write_text(terms, encoding="utf-8")
    return folder


@pytest.fixture
def library(data):
    """The good sample content, loaded."""
    return load_or_raise(data)


def translate_all(locales, words=lambda text: text):
    """Fill in every translation under ``locales`` with ``words(English)``, and compile."""
    for path in locales.glob("*/LC_MESSAGES/*.po"):
        catalog = read_po(path.open("rb"))
        for message in catalog:
            if message.id:
                message.string = words(message.id)
                message.flags.discard("fuzzy")
        with path.open("wb") as file:
            write_po(file, catalog)
        path.with_suffix(".mo").unlink(missing_ok=True)
    compile_all(locales)


@pytest.fixture
def root(tmp_path, data):
    """A checkout with nothing wrong: the good content, translated (into itself) and verified in every language spoken."""
    update_all(load_or_raise(data), read_lines(), tmp_path / "locales")
    translate_all(tmp_path / "locales")
    for language in spoken():
        level = "source_checked" if language.tag == "en" else "translated"
        verify(["int", "FR"], language.tag, level, "desk", 24, TODAY, data)
    return tmp_path
