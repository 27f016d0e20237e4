"""Reads the content from its folders into one :class:`Library`.

Errors are collected: :func:`load` returns whatever could be read and every :class:`~bot.content.problems.Problem` on the
way. Serving code calls :func:`load_or_raise`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bot.content.fields import Fields
from bot.content.problems import ContentError, Problem, shown_path
from bot.content.schema import Answer, Contact, EmergencyNumbers, Section, SectionName, Source, Topic
from bot.content.yaml_lines import Mapping, read_yaml
from bot.types import INTERNATIONAL, ROOT, CountryCode, TopicId

_ANSWER_FIELDS = {"contacts", "related", "sections"}
_SECTION_FIELDS = {"text", "sources", "valid_from", "valid_until"}
_SOURCE_FIELDS = {
    "id", "instrument", "article", "url", "language", "text_as_of", "checked_on", "checked_by", "watch", "fingerprint",
}  # fmt: skip
_CONTACT_FIELDS = {"id", "name", "purpose", "url", "phone", "languages", "hours", "free", "source", "checked_on"}
Row = TypeVar("Row", Source, Contact)


@dataclass(frozen=True)
class Library:
    """All content, English masters only; translations are in the catalogues.

    ``sources`` and ``contacts`` are keyed by country, then id; ``answers`` by country and topic.
    """

    topics: AnyMapping[TopicId, Topic] = field(default_factory=dict)
    groups: AnyMapping[str, str] = field(default_factory=dict)
    answers: AnyMapping[tuple[CountryCode, TopicId], Answer] = field(default_factory=dict)
    sources: AnyMapping[CountryCode, dict[str, Source]] = field(default_factory=dict)
    contacts: AnyMapping[CountryCode, dict[str, Contact]] = field(default_factory=dict)
    emergency_numbers: AnyMapping[CountryCode, EmergencyNumbers] = field(default_factory=dict)
    featured_countries: tuple[CountryCode, ...] = ()
    checkers: AnyMapping[str, str] = field(default_factory=dict)

    def source(self, country: CountryCode, source_id: str) -> Source | None:
        """The source ``source_id`` as seen from ``country``: its own, else an international one."""
        return _seen_from(self.sources, country, source_id)

    def contact(self, country: CountryCode, contact_id: str) -> Contact | None:
        """The contact ``contact_id`` as seen from ``country``: its own, else an international one."""
        return _seen_from(self.contacts, country, contact_id)


def _seen_from(table: AnyMapping[CountryCode, dict[str, Row]], country: CountryCode, key: str) -> Row | None:
    return table.get(country, {}).get(key) or table.get(INTERNATIONAL, {}).get(key)


def load_or_raise(data: Path = ROOT / "data") -> Library:
    """The library in ``data``. Raises :class:`ContentError` with all problems if there is any."""
    library, problems = load(data)
    if problems:
        raise ContentError(problems)
    return library


def load(data: Path = ROOT / "data") -> tuple[Library, list[Problem]]:
    """The library in ``data`` and the problems found while reading it."""
    problems: list[Problem] = []
    groups, topics = _topics(data / "topics.yml", problems)
    library = Library(
        topics=topics,
        groups=groups,
        answers={(answer.country, answer.topic): answer for answer in _answers(data / "content", problems)},
        sources=dict(_tables(data / "sources", _source, problems)),
        contacts=dict(_tables(data / "contacts", _contact, problems)),
        emergency_numbers=_emergency_numbers(data / "emergency_numbers.yml", problems),
        featured_countries=_featured_countries(data / "featured_countries.yml", problems),
        checkers=_checkers(data / "reviews" / "checkers.yml", problems),
    )
    return library, problems


def read_topic_ids(data: Path = ROOT / "data") -> frozenset[TopicId]:
    """The ids of ``topics.yml`` alone, for those who need nothing else."""
    return frozenset(read_groups_and_topics(data)[1])


def read_groups_and_topics(data: Path = ROOT / "data") -> tuple[dict[str, str], dict[TopicId, Topic]]:
    """The groups (id to title) and the topics, in the file's order."""
    return _topics(data / "topics.yml", [])


def read_emergency_numbers(data: Path = ROOT / "data") -> dict[CountryCode, EmergencyNumbers]:
    """The emergency numbers alone, for those who need nothing else."""
    return _emergency_numbers(data / "emergency_numbers.yml", [])


def _document(path: Path, kind: type, problems: list[Problem]) -> Any:
    document, faults = read_yaml(path)
    problems.extend(faults)
    if not faults and not isinstance(document, kind):
        reason = f"The file is not a {'mapping' if kind is Mapping else 'list'}."
        problems.append(Problem(shown_path(path), 1, "", "shape", reason, "Compare it with its neighbours."))
    return document if isinstance(document, kind) else kind()


def _rows(rows: Any, path: Path, place: str, problems: list[Problem]) -> Iterator[Mapping]:
    """The mappings in ``rows``; anything else there is a problem."""
    if not isinstance(rows, list):
        problems.append(Problem(shown_path(path), 1, place, "shape", "There is no list of entries.", "Write one after '- '."))
        return
    for row in rows:
        if isinstance(row, Mapping):
            yield row
        else:
            problems.append(
                Problem(
                    shown_path(path), 1, place, "shape", f"'{row}' is no entry with fields.", "Compare it with its neighbours."
                )
            )


def _texts_by_key(mapping: Any, path: Path, place: str, problems: list[Problem]) -> dict[str, str]:
    """A mapping of texts, such as the titles of groups."""
    if not isinstance(mapping, Mapping) or not mapping:
        problems.append(Problem(shown_path(path), 1, place, "shape", "There are no entries.", "Write each as 'id: text'."))
        return {}
    fields = Fields(mapping, path, place, problems)
    return {key: fields.text(key) for key in mapping}


def _checkers(path: Path, problems: list[Problem]) -> dict[str, str]:
    known = len(problems)
    mapping = _document(path, Mapping, problems)
    return _texts_by_key(mapping, path, "", problems) if len(problems) == known else {}


def _featured_countries(path: Path, problems: list[Problem]) -> tuple[CountryCode, ...]:
    codes = _document(path, list, problems)
    for code in codes:
        if not isinstance(code, str) or len(code) != 2 or not code.isupper():
            problems.append(Problem(shown_path(path), 1, str(code), "bad-country", "Not a country code.", "Write it as FR."))
    return tuple(CountryCode(code) for code in codes if isinstance(code, str))


def _topics(path: Path, problems: list[Problem]) -> tuple[dict[str, str], dict[TopicId, Topic]]:
    known = len(problems)
    document = _document(path, Mapping, problems)
    if len(problems) > known:
        return {}, {}
    topics = {}
    for row in _rows(document.get("topics"), path, "topics", problems):
        fields = Fields(row, path, "topics", problems)
        topic = Topic(TopicId(fields.text("id")), fields.text("group"), fields.text("title"), fields.text("scope"))
        topics[topic.id] = topic
    return _texts_by_key(document.get("groups"), path, "groups", problems), topics


def _answers(folder: Path, problems: list[Problem]) -> Iterator[Answer]:
    for path in sorted(folder.glob("*/*.yml")):
        known = len(problems)
        mapping = _document(path, Mapping, problems)
        if mapping or len(problems) == known:
            yield _answer(mapping, path, problems)


def _answer(mapping: Mapping, path: Path, problems: list[Problem]) -> Answer:
    fields = Fields(mapping, path, "", problems)
    fields.only(_ANSWER_FIELDS)
    return Answer(
        country=CountryCode(path.parent.name),
        topic=TopicId(path.stem),
        contacts=fields.texts("contacts"),
        related=tuple(TopicId(topic) for topic in fields.texts("related")),
        sections=tuple(_sections(fields)),
        file=shown_path(path),
    )


def _sections(fields: Fields) -> Iterator[Section]:
    sections = fields.mapping.get("sections")
    if not isinstance(sections, Mapping):
        fields.complain("sections", "missing-sections", "The answer has no sections.", "Write at least 'answer' and 'steps'.")
        return
    names = [name.value for name in SectionName]
    inside = Fields(sections, fields.path, "sections", fields.problems)
    for key in sections:
        if key not in names:
            inside.complain(key, "unknown-section", f"'{key}' is not a section.", f"Use one of: {', '.join(names)}.")
    for name in SectionName:
        body = sections.get(name.value)
        if isinstance(body, Mapping):
            yield _section(name, Fields(body, fields.path, f"sections.{name.value}", fields.problems))
        elif name.value in sections:
            inside.complain(name.value, "shape", f"'{name.value}' is not a mapping.", "Give it 'text' and 'sources'.")


def _section(name: SectionName, fields: Fields) -> Section:
    fields.only(_SECTION_FIELDS)
    return Section(
        name=name,
        sentences=fields.texts("text"),
        sources=fields.texts("sources"),
        line=fields.mapping.line,
        valid_from=fields.optional_day("valid_from"),
        valid_until=fields.optional_day("valid_until"),
    )


def _tables(
    folder: Path, build: Callable[[Fields], Row], problems: list[Problem]
) -> Iterator[tuple[CountryCode, dict[str, Row]]]:
    for path in sorted(folder.glob("*.yml")):
        table: dict[str, Row] = {}
        for row in _rows(_document(path, list, problems), path, "", problems):
            fields = Fields(row, path, str(row.get("id", "")), problems)
            built = build(fields)
            if built.id in table:
                fields.complain("id", "duplicate-id", f"'{built.id}' stands twice.", "Merge the two or rename one.")
            table[built.id] = built
        yield CountryCode(path.stem), table


def _source(fields: Fields) -> Source:
    fields.only(_SOURCE_FIELDS)
    return Source(
        id=fields.text("id"),
        instrument=fields.text("instrument"),
        article=fields.text("article"),
        url=fields.text("url"),
        language=fields.text("language"),
        text_as_of=fields.day("text_as_of"),
        checked_on=fields.day("checked_on"),
        checked_by=fields.text("checked_by"),
        watch=fields.text("watch"),
        fingerprint=fields.text("fingerprint"),
    )


def _contact(fields: Fields) -> Contact:
    fields.only(_CONTACT_FIELDS)
    return Contact(
        id=fields.text("id"),
        name=fields.text("name"),
        purpose=fields.text("purpose"),
        url=fields.optional_text("url"),
        phone=fields.optional_text("phone"),
        languages=fields.texts("languages", required=False),
        hours=fields.optional_text("hours"),
        free=fields.flag("free"),
        source=fields.text("source"),
        checked_on=fields.day("checked_on"),
    )


_SERVICES = ("police", "ambulance", "fire")


def _emergency_numbers(path: Path, problems: list[Problem]) -> dict[CountryCode, EmergencyNumbers]:
    if not path.exists():
        return {}
    table = {}
    mapping = _document(path, Mapping, problems)
    for code, row in mapping.items():
        if not isinstance(row, Mapping):
            Fields(mapping, path, "", problems).complain(
                code, "shape", "There are no numbers.", "Give police, ambulance and fire."
            )
            continue
        fields = Fields(row, path, code, problems)
        fields.only(_SERVICES)
        numbers = (fields.optional_text(service) or "" for service in _SERVICES)
        if not set(row) & set(_SERVICES):
            fields.complain(
                "police", "missing-text", "There are no numbers.", "Give police, ambulance and fire, as far as they are known."
            )
        table[CountryCode(code)] = EmergencyNumbers(CountryCode(code), *numbers)
    return table
