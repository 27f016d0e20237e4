"""The fallback ladder: which words a reader gets, and what must be said about them.

In this order: current text in their language; their language with only the changed sections in English, marked; English with a
notice; the international answer with a notice; contacts. Draft, expired or changed text is not on the ladder at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from bot.content.hashing import content_hash
from bot.content.ledger import Ledger, Record
from bot.content.load import Library
from bot.content.schema import Answer, Section, SectionName
from bot.types import ENGLISH, INTERNATIONAL, CountryCode, LanguageTag, TopicId


class SectionState(str, Enum):
    """What stands behind the words of a served section; travels in ``meta.sections``."""

    SOURCE_CHECKED = "source_checked"
    EXPERT_REVIEWED = "expert_reviewed"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    IN_ENGLISH = "in_english"


class Translator(Protocol):
    """What the ladder needs of the catalogues."""

    def find(self, language: LanguageTag, context: str, english: str) -> str | None:
        """The current translation of ``english``, or ``None`` where there is none."""


@dataclass(frozen=True)
class ServedSection:
    """One section as a reader gets it.

    ``checked`` is the record of the English master, on which the truth of the words rests in every language.
    """

    section: Section
    sentences: tuple[str, ...]
    language: LanguageTag
    state: SectionState
    checked: Record


@dataclass(frozen=True)
class ServedAnswer:
    """One answer as a reader gets it; the notices it needs are told by the properties."""

    answer: Answer
    asked_country: CountryCode | None
    asked_language: LanguageTag
    sections: tuple[ServedSection, ...]

    @property
    def is_other_country(self) -> bool:
        """Whether a country was asked for and the international answer is shown instead."""
        return self.asked_country not in (None, self.answer.country)

    @property
    def is_all_english(self) -> bool:
        """Whether nothing of it is in the reader's language."""
        return self.asked_language != ENGLISH and all(part.language == ENGLISH for part in self.sections)

    @property
    def checked_on(self) -> date:
        """The oldest check any of its sections rests on."""
        return min(part.checked.on for part in self.sections)


class Ladder:
    """Chooses what to serve. Holds no state of a conversation."""

    def __init__(self, library: Library, ledger: Ledger, translator: Translator) -> None:
        self.library = library
        self._ledger = ledger
        self._translator = translator

    def serve(self, topic: TopicId, country: CountryCode | None, language: LanguageTag, today: date) -> ServedAnswer | None:
        """The best answer there is, or ``None`` where only contacts are left."""
        for candidate in dict.fromkeys((country or INTERNATIONAL, INTERNATIONAL)):
            answer = self.library.answers.get((candidate, topic))
            served = answer and self._serve(answer, country, language, today)
            if served:
                return served
        return None

    def _serve(self, answer: Answer, country: CountryCode | None, language: LanguageTag, today: date) -> ServedAnswer | None:
        parts = [self._serve_section(answer, section, language, today) for section in answer.sections]
        served = tuple(part for part in parts if part)
        if not any(part.section.name is SectionName.ANSWER for part in served):
            return None  # steps without the answer they belong to would mislead
        return ServedAnswer(answer, country, language, served)

    def _serve_section(self, answer: Answer, section: Section, language: LanguageTag, today: date) -> ServedSection | None:
        key = f"{answer.key}/{section.name.value}"
        checked = self._ledger.standing(ENGLISH, key, section.hash, today)
        if checked is None or not section.is_in_force(today):
            return None
        if language == ENGLISH:
            return ServedSection(section, section.sentences, ENGLISH, SectionState(checked.level.value), checked)
        translated = self.translate(answer, section, language)
        record = translated and self._ledger.standing(language, key, content_hash(translated), today)
        if translated and record:
            return ServedSection(section, translated, language, SectionState(record.level.value), checked)
        return ServedSection(section, section.sentences, ENGLISH, SectionState.IN_ENGLISH, checked)

    def translate(self, answer: Answer, section: Section, language: LanguageTag) -> tuple[str, ...] | None:
        """The section's sentences in ``language``; ``None`` unless every one has a current translation."""
        found = [
            self._translator.find(language, context, english)
            for context, english in zip(section_contexts(answer, section), section.sentences)
        ]
        return tuple(text for text in found if text) if all(found) else None


def section_contexts(answer: Answer, section: Section) -> list[str]:
    """The gettext context of each sentence: ``country/topic/section/n``, counted from 1."""
    return [f"{answer.key}/{section.name.value}/{number}" for number, _ in enumerate(section.sentences, start=1)]
