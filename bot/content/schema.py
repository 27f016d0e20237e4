"""What content is made of. Frozen dataclasses; :mod:`bot.content.load` builds them, nothing else does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.content.hashing import content_hash
from bot.types import ContentHash, CountryCode, TopicId


class SectionName(str, Enum):
    """The sections an answer may have, in the order they are shown."""

    ANSWER = "answer"
    DEADLINE = "deadline"
    STEPS = "steps"
    WITHOUT_PAPERS = "without_papers"
    WARNING = "warning"
    COST = "cost"
    EXCEPTIONS = "exceptions"


REQUIRED_SECTIONS = (SectionName.ANSWER, SectionName.STEPS)


@dataclass(frozen=True)
class Section:
    """The unit of translation, of staleness and of verification."""

    name: SectionName
    sentences: tuple[str, ...]
    sources: tuple[str, ...]
    line: int
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def hash(self) -> ContentHash:
        """Hash of the English words."""
        return content_hash(self.sentences)

    def is_in_force(self, on: date) -> bool:
        """Whether ``on`` lies between ``valid_from`` and ``valid_until``, both included."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True)
class Answer:
    """The English master of one topic in one country."""

    country: CountryCode
    topic: TopicId
    contacts: tuple[str, ...]
    related: tuple[TopicId, ...]
    sections: tuple[Section, ...]
    file: str

    @property
    def key(self) -> str:
        """``country/topic``, as in message contexts and the ledger."""
        return f"{self.country}/{self.topic}"


@dataclass(frozen=True)
class Source:
    """One article of one instrument, and which passage of it was read when."""

    id: str
    instrument: str
    article: str
    url: str
    language: str
    text_as_of: date
    checked_on: date
    checked_by: str
    watch: str
    fingerprint: str


@dataclass(frozen=True)
class Contact:
    """An organisation a person can turn to."""

    id: str
    name: str
    purpose: str
    url: str | None
    phone: str | None
    languages: tuple[str, ...]
    hours: str | None
    free: bool | None
    source: str
    checked_on: date


@dataclass(frozen=True)
class EmergencyNumbers:
    """The main emergency numbers of one country, ``""`` where a service's is not known. Equal numbers are one entry for a reader."""

    country: CountryCode
    police: str
    ambulance: str
    fire: str

    @property
    def distinct(self) -> tuple[str, ...]:
        """The numbers without repetition, police first."""
        return tuple(dict.fromkeys(filter(None, (self.police, self.ambulance, self.fire))))


@dataclass(frozen=True)
class Topic:
    """One row of ``data/topics.yml``."""

    id: TopicId
    group: str
    title: str
    scope: str
