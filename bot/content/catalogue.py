"""Between content and gettext: what there is to translate, bringing the catalogues up to date, compiling them.

Translators work on ``locales/<language>/LC_MESSAGES/*.po`` with any PO editor. An English sentence that changed makes its
translations fuzzy; fuzzy ones are not compiled, so a reader never gets a translation of something else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import denormalize, read_po, write_po

from bot.content.ladder import section_contexts
from bot.content.load import Library
from bot.content.problems import shown_path
from bot.language.lines import Line
from bot.language.table import spoken
from bot.types import ENGLISH, LanguageTag

ASSISTANT = "assistant"
ANSWERS = "answers"
_EPOCH = datetime(2026, 1, 1, tzinfo=timezone.utc)  # a fixed creation date: extracting twice must give the same file


class Translatable(NamedTuple):
    """One English text to translate, with what it is (context), where it stands and a note for translators."""

    context: str
    english: str
    place: str
    note: str = ""


def assistant_texts(library: Library, lines: dict[str, Line]) -> Iterator[Translatable]:
    """What the assistant itself says: its lines, their buttons, the names of topics and groups."""
    for line in lines.values():
        place = shown_path(line.file)
        yield Translatable(line.name, line.text, place, "Keep the {words in braces} as they are." if "{" in line.text else "")
        for button in line.buttons:
            yield Translatable(line.button_context(button), button.title, place, "A button: at most 30 characters.")
    for group, title in library.groups.items():
        yield Translatable(f"group/{group}", title, "data/topics.yml", "A button: a group of subjects.")
    for topic in library.topics.values():
        yield Translatable(f"topic/{topic.id}", topic.title, "data/topics.yml", f"A button: a subject. It covers: {topic.scope}")


def answer_texts(library: Library) -> Iterator[Translatable]:
    """The answers sentence by sentence, the names of instruments, and what contacts are for."""
    for answer in library.answers.values():
        for section in answer.sections:
            for context, sentence in zip(section_contexts(answer, section), section.sentences):
                yield Translatable(context, sentence, answer.file)
    instruments = {source.instrument for table in library.sources.values() for source in table.values()}
    for instrument in sorted(instruments):
        yield Translatable("instrument", instrument, "data/sources", "The official name of the treaty in your language.")
    for checker, name in library.checkers.items():
        yield Translatable(
            f"checker/{checker}", name, "data/reviews/checkers.yml", 'Completes "Checked against the law on {date} by ...".'
        )
    for country, table in library.contacts.items():
        for contact in table.values():
            place = f"data/contacts/{country}.yml"
            yield Translatable(f"contact/{contact.id}", contact.purpose, place)
            yield Translatable(
                f"contact/{contact.id}/name", contact.name, place, "The organisation's own name in your language, if it has one."
            )


def template(texts: Iterator[Translatable]) -> Catalog:
    """An empty catalogue of ``texts``."""
    catalog = _catalog(None)
    for text in texts:
        catalog.add(
            text.english, context=text.context, locations=[(text.place, 0)], auto_comments=[text.note] if text.note else []
        )
    return catalog


def _catalog(language: LanguageTag | None) -> Catalog:
    return Catalog(
        locale=language, project="Migrant Rights Assistant", version="1", creation_date=_EPOCH, revision_date=_EPOCH,
        copyright_holder="the Migrant Rights Assistant's authors, CC BY 4.0", fuzzy=False,
    )  # fmt: skip


def po_path(locales: Path, language: LanguageTag, domain: str) -> Path:
    """Where the catalogue of ``language`` and ``domain`` is kept."""
    return locales / language / "LC_MESSAGES" / f"{domain}.po"


def update_all(library: Library, lines: dict[str, Line], locales: Path) -> list[Path]:
    """Bring every spoken language's catalogues up to date with the English; return the files that changed."""
    templates = {ASSISTANT: template(assistant_texts(library, lines)), ANSWERS: template(answer_texts(library))}
    changed = []
    for language in spoken():
        for domain, source in templates.items():
            path = po_path(locales, language.tag, domain)
            if language.tag != ENGLISH and _update(path, language.tag, source):
                changed.append(path)
    return changed


def _update(path: Path, language: LanguageTag, source: Catalog) -> bool:
    before = path.read_bytes() if path.exists() else b""
    catalog = read_po(io.BytesIO(before), locale=language) if before else _catalog(language)
    catalog.update(source, no_fuzzy_matching=False, update_header_comment=False)
    _restore_previous(catalog, before.decode())
    after = _as_po(catalog)
    if after == before:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(after)
    return True


def _restore_previous(catalog: Catalog, text: str) -> None:
    """Give messages that stay fuzzy their previous English back: Babel writes it (``#| msgid``), but reads it as a comment."""
    previous = {}
    for entry in text.split("\n\n"):
        quoted = "\n".join(line[3:] for line in entry.splitlines() if line.startswith("#| "))
        current = "\n".join(line for line in entry.splitlines() if not line.startswith("#"))
        if quoted and current:
            previous[_strings(current)[:2]] = _strings(quoted)[0]
    for message in catalog:
        message.user_comments = [comment for comment in message.user_comments if not comment.startswith("|")]
        was = previous.get((str(message.context), str(message.id)))
        if message.fuzzy and not message.previous_id and was:
            message.previous_id = [was]


def _strings(entry: str) -> tuple[str, ...]:
    """The strings of a PO entry, in order: context, English, translation."""
    parts = re.split(r"^msg\w+ ", entry, flags=re.MULTILINE)[1:]
    return tuple(denormalize(part.strip()) for part in parts)


def _as_po(catalog: Catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = _EPOCH
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, include_previous=True, include_lineno=False)
    return buffer.getvalue()
