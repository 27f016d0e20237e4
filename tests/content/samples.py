"""Small sample content, and fakes of what the content is served with. One good tree; a test breaks one thing in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.content.ladder import section_contexts
from bot.content.ledger import Ledger, Level, Record
from bot.content.schema import Answer, Section, SectionName
from bot.language.lines import Button, Line

TODAY = date(2026, 11, 24)
LATER = date(2028, 11, 24)

TOPICS = """\
groups:
  work: Work
topics:
  - {id: wages_unpaid, group: work, title: Unpaid wages, scope: the employer does not pay}
  - {id: work_contract, group: work, title: Work contracts, scope: what must be in it}
"""

INT_WAGES = """\
contacts: [union, lawyer]
related: [work_contract]
sections:
  answer:
    text:
      - "Your employer must pay you."
      - "Papers do not matter."
    sources: [wage-12]
  steps:
    text:
      - "Write down your hours."
      - "Ask a union."
    sources: [wage-12, wage-14]
    valid_from: 2020-01-01
    valid_until: 2030-12-31
"""

FR_WAGES = """\
contacts: [union, inspectors]
related: [work_contract]
sections:
  answer:
    text: ["In France you have 3 years."]
    sources: [code-3245]
  steps:
    text: ["Go to the labour court."]
    sources: [code-3245, wage-12]
"""

INT_SOURCES = """\
- id: wage-12
  instrument: Protection of Wages Convention, 1949
  article: '12'
  url: https://example.org/c95
  language: en
  text_as_of: 2017-01-01
  checked_on: 2026-11-24
  checked_by: desk
  watch: int/wages.md#L1
  fingerprint: 0123456789abcdef
- id: wage-14
  instrument: Protection of Wages Convention, 1949
  article: '14'
  url: https://example.org/c95
  language: en
  text_as_of: 2017-01-01
  checked_on: 2026-11-24
  checked_by: desk
  watch: int/wages.md#L5
  fingerprint: 0123456789abcdef
"""

FR_SOURCES = """\
- id: code-3245
  instrument: Labour Code
  article: Annex I, art. 3245
  url: https://example.org/code
  language: fr
  text_as_of: 2026-01-01
  checked_on: 2026-11-24
  checked_by: desk
  watch: fr/code.md#L1
  fingerprint: 0123456789abcdef
"""

INT_CONTACTS = """\
- id: union
  name: The Union
  purpose: Helps workers.
  url: https://example.org/union
  phone: '+41 1'
  languages: [en, fr]
  hours: Mon-Fri
  free: true
  source: https://example.org/about
  checked_on: 2026-11-24
- id: lawyer
  name: A lawyer
  purpose: Knows the law.
  source: https://example.org/law
  checked_on: 2026-11-24
"""

FR_CONTACTS = """\
- id: inspectors
  name: Labour inspectors
  purpose: Visit workplaces.
  phone: '36 46'
  source: https://example.org/inspectors
  checked_on: 2026-11-24
"""

FILES = {
    "topics.yml": TOPICS,
    "content/int/wages_unpaid.yml": INT_WAGES,
    "content/FR/wages_unpaid.yml": FR_WAGES,
    "sources/int.yml": INT_SOURCES,
    "sources/FR.yml": FR_SOURCES,
    "contacts/int.yml": INT_CONTACTS,
    "contacts/FR.yml": FR_CONTACTS,
    "reviews/checkers.yml": "desk: our editors\n",
    "emergency_numbers.yml": "FR: {police: '17', ambulance: '15', fire: '18'}\n",
    "featured_countries.yml": "- FR\n",
}


def write_tree(root: Path) -> Path:
    """Write the good content under ``root``; returns its ``data`` folder."""
    for name, text in FILES.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "data"


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first ``old`` in a file by ``new``; it must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def brief(problems, data: Path) -> list[tuple[str, int, str, str]]:
    """Problems as file (inside ``data``, or beside it), line, path and code."""
    inside = [(problem.file.removeprefix(f"{data}/").removeprefix(f"{data.parent}/"), problem) for problem in problems]
    return [(file, problem.line, problem.path, problem.code) for file, problem in inside]


def section(name: str, *sentences: str, **rest) -> Section:
    """A section that cites one source."""
    return Section(SectionName(name), sentences, rest.pop("sources", ("wage-12",)), 1, **rest)


def answer(*sections: Section, country: str = "int", topic: str = "wages_unpaid") -> Answer:
    """An answer of these sections."""
    return Answer(country, topic, ("union",), (), sections, f"data/content/{country}/{topic}.yml")


def record(words, section: str = "int/wages_unpaid/answer", level: str = "source_checked", **rest) -> Record:
    """A record for these words (a hash), by the desk, from today for two years."""
    return Record(section, Level(level), words, **{"by": "desk", "on": TODAY, "expires": LATER, **rest})


def vouch(given: Answer, language: str = "en", level: str = "source_checked", words=None, **rest):
    """Records for every section of an answer, as a ledger takes them; ``words`` maps a section to the hash vouched for."""
    for part in given.sections:
        found = words(part) if words else part.hash
        yield language, record(found, f"{given.key}/{part.name.value}", level, **rest)


def ledger_of(*groups) -> Ledger:
    """One ledger of several groups of records."""
    return Ledger(pair for group in groups for pair in group)


class FakeCatalogues:
    """Translations from a dictionary of (language, context, English); English is its own."""

    def __init__(self, translations=()) -> None:
        self.translations = dict(translations)

    def find(self, language, context, english):
        return english if language == "en" else self.translations.get((language, context, english))

    def translate(self, language, context, english):
        return self.find(language, context, english) or english


class EchoCatalogues(FakeCatalogues):
    """Everything is translated into itself, but for what the dictionary says otherwise (``None``: not translated)."""

    def find(self, language, context, english):
        return self.translations.get((language, context, english), english)


def in_language(language: str, words: str) -> str:
    """What the fakes have for ``words`` in ``language``."""
    return f"[{language}] {words}"


def translations(given: Answer, language: str, *names: str) -> dict[tuple[str, str, str], str]:
    """Translations of the named sections of an answer (of all, if none is named)."""
    return {
        (language, context, english): in_language(language, english)
        for part in given.sections
        if not names or part.name.value in names
        for context, english in zip(section_contexts(given, part), part.sentences, strict=True)
    }


def line(name: str, text: str, *buttons: Button) -> Line:
    """One line of the assistant."""
    return Line(name, text, buttons, Path("lines.yml"))


def lines_of(**texts: str) -> dict[str, Line]:
    """Lines by name."""
    return {name: line(name, text) for name, text in texts.items()}
