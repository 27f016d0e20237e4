"""Turns a served answer into the messages a reader sees and the ``meta`` that travels with them. Pure: words come from
:class:`~bot.language.lines.Lines` and the catalogues, nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel.dates import format_date

from bot.content.emergency import country_name
from bot.content.ladder import SectionState, ServedAnswer, ServedSection
from bot.content.ledger import Level
from bot.content.load import Library
from bot.content.schema import Contact, SectionName, Source
from bot.language.catalogues import Catalogues
from bot.language.lines import Button, Lines
from bot.types import CountryCode, LanguageTag, Outcome, TopicId

_NUMBERED = {SectionName.STEPS}


@dataclass(frozen=True)
class Message:
    """One message to a reader. ``kind`` is a stable word that channels may style by."""

    kind: str
    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Meta:
    """What a reply is about and rests on, in data. The same on every channel."""

    outcome: Outcome
    language: LanguageTag
    topic: TopicId | None = None
    country: CountryCode | None = None
    sections: tuple[dict[str, str], ...] = ()
    sources: tuple[dict[str, str], ...] = ()
    checked_on: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """In the form of the web channel's contract."""
        return {
            "outcome": self.outcome.value,
            "topic": self.topic,
            "country": self.country,
            "language": self.language,
            "sections": list(self.sections),
            "sources": list(self.sources),
            "checked_on": self.checked_on,
        }


@dataclass(frozen=True)
class Assembler:
    """Assembles answers. Shares the library and the catalogues with everybody."""

    library: Library
    catalogues: Catalogues
    lines: Lines

    def answer(self, served: ServedAnswer) -> Message:
        """The whole answer: notices, then every section under its heading."""
        parts = [*self._notices(served), *(self._section(part, served) for part in served.sections)]
        return Message("answer", "\n\n".join(parts))

    def in_short(self, served: ServedAnswer) -> Message:
        """The answer section alone."""
        language = served.asked_language
        parts = [part for part in served.sections if part.section.name is SectionName.ANSWER]
        texts = [
            *self._notices(served),
            self.lines.say("utter_simple", language),
            *(self._section(part, served) for part in parts),
        ]
        return Message("answer", "\n\n".join(texts))

    def proof(self, served: ServedAnswer) -> Message:
        """Who checked it, when, against which articles."""
        language = served.asked_language
        records = [part.checked for part in served.sections]
        weakest = max(records, key=lambda record: (record.level is Level.SOURCE_CHECKED, -record.on.toordinal()))
        line = "utter_checked" if weakest.level is Level.SOURCE_CHECKED else "utter_expert_reviewed"
        by = ", ".join(self._checker(name, language) for name in dict.fromkeys(record.by for record in records))
        texts = [self.lines.say(line, language, date=format_date(served.checked_on, "long", locale=language), name=by)]
        if any(part.state is SectionState.TRANSLATED for part in served.sections):
            texts.append(self.lines.say("utter_translated", language))
        cited = "; ".join(self._short_sources(served))
        texts.append(self.lines.say("utter_sources_short", language, sources=cited))
        return Message("proof", "\n".join(texts))

    def sources(self, served: ServedAnswer) -> Message:
        """Every cited article with its address and the date of the text."""
        language = served.asked_language
        listed = [f"• {self._source_line(source, language)}\n  {source.url}" for source in self.cited(served)]
        return Message("sources", "\n".join([self.lines.say("utter_sources", language), *listed]))

    def contacts(
        self, served_or_ids: ServedAnswer | tuple[str, ...], language: LanguageTag, country: CountryCode | None
    ) -> Message:
        """The people who can help, from the answer's list or the ids given."""
        ids = served_or_ids.answer.contacts if isinstance(served_or_ids, ServedAnswer) else served_or_ids
        found = [self.library.contact(country or CountryCode("int"), contact_id) for contact_id in ids]
        listed = [self._contact(contact, language) for contact in found if contact]
        return Message("contacts", "\n".join([self.lines.say("utter_contacts", language), *listed]))

    def cited(self, served: ServedAnswer) -> list[Source]:
        """Every source the shown sections rest on, once, in order."""
        ids = dict.fromkeys(source_id for part in served.sections for source_id in part.section.sources)
        found = (self.library.source(served.answer.country, source_id) for source_id in ids)
        return [source for source in found if source]

    def meta(self, served: ServedAnswer) -> Meta:
        """The answer's meta."""
        sections = tuple(
            {"id": f"{served.answer.key}/{part.section.name.value}", "state": part.state.value} for part in served.sections
        )
        sources = tuple(
            {"id": source.id, "instrument": source.instrument, "article": source.article, "url": source.url}
            for source in self.cited(served)
        )
        return Meta(
            outcome=Outcome.ANSWER,
            language=served.asked_language,
            topic=served.answer.topic,
            country=served.asked_country,
            sections=sections,
            sources=sources,
            checked_on=served.checked_on.isoformat(),
        )

    def title(self, topic: TopicId, language: LanguageTag) -> str:
        """The topic's title for a button or heading."""
        return self.catalogues.translate(language, f"topic/{topic}", self.library.topics[topic].title)

    def group_title(self, group: str, language: LanguageTag) -> str:
        """The group's title for a button or heading."""
        return self.catalogues.translate(language, f"group/{group}", self.library.groups[group])

    def _notices(self, served: ServedAnswer) -> list[str]:
        language = served.asked_language
        notices = []
        if served.is_other_country and served.asked_country:
            country = country_name(served.asked_country, language)
            notices.append(self.lines.say("utter_other_country", language, country=country))
        if served.is_all_english:
            notices.append(self.lines.say("utter_all_in_english", language))
        return notices

    def _section(self, part: ServedSection, served: ServedAnswer) -> str:
        language = served.asked_language
        name = part.section.name
        heading = [] if name is SectionName.ANSWER else [self.lines.say(f"utter_heading_{name.value}", language)]
        if part.state is SectionState.IN_ENGLISH and not served.is_all_english:
            heading.append(f"({self.lines.say('utter_section_in_english', language)})")
        return "\n".join([*heading, *_paragraph(part)])

    def _short_sources(self, served: ServedAnswer) -> list[str]:
        articles: dict[str, list[str]] = {}
        for source in self.cited(served):
            articles.setdefault(source.instrument, []).append(source.article)
        language = served.asked_language
        return [
            self.lines.say(
                "utter_source_short",
                language,
                instrument=self._instrument(instrument, language),
                article=self._article(", ".join(sorted(numbers, key=_by_number)), language),
            )
            for instrument, numbers in articles.items()
        ]

    def _article(self, numbers: str, language: LanguageTag) -> str:
        """ "art. 9, 14"; what begins with a word ("Annex I, art. 5") stands as it is."""
        return self.lines.say("utter_article", language, number=numbers) if numbers[:1].isdigit() else numbers

    def _source_line(self, source: Source, language: LanguageTag) -> str:
        return self.lines.say(
            "utter_source_line",
            language,
            instrument=self._instrument(source.instrument, language),
            article=self._article(source.article, language),
            year=source.text_as_of.year,
        )

    def _instrument(self, instrument: str, language: LanguageTag) -> str:
        return self.catalogues.translate(language, "instrument", instrument)

    def _checker(self, name: str, language: LanguageTag) -> str:
        return self.catalogues.translate(language, f"checker/{name}", self.library.checkers.get(name, name))

    def _contact(self, contact: Contact, language: LanguageTag) -> str:
        purpose = self.catalogues.translate(language, f"contact/{contact.id}", contact.purpose)
        name = self.catalogues.translate(language, f"contact/{contact.id}/name", contact.name)
        facts = [fact for fact in (contact.phone, contact.hours, contact.url) if fact]
        if contact.free:
            facts.insert(0, self.lines.say("utter_contact_free", language))
        return f"• {name}: {purpose}" + (f" ({', '.join(facts)})" if facts else "")


def _by_number(article: str) -> tuple[int, str]:
    return (int(article), "") if article.isdigit() else (0, article)


def _paragraph(part: ServedSection) -> list[str]:
    if part.section.name in _NUMBERED:
        return [f"{number}. {sentence}" for number, sentence in enumerate(part.sentences, start=1)]
    return [" ".join(part.sentences)]
