"""``python -m bot check``: every problem of content, ledger and catalogues, collected and reported together.

Each check is a small pure function that yields problems; :data:`CHECKS` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from babel import Locale, UnknownLocaleError

from bot.content.catalogue import ANSWERS, ASSISTANT, Translatable, answer_texts, assistant_texts, po_path
from bot.content.glossary import agreement, read_glossary
from bot.content.hashing import content_hash
from bot.content.ladder import Ladder
from bot.content.ledger import SERVED_MASTER, SERVED_TRANSLATION, Ledger, load_ledger
from bot.content.load import Library, load
from bot.content.passages import fingerprint, read_passage
from bot.content.problems import WAITING, Problem, shown_path
from bot.content.schema import REQUIRED_SECTIONS, Answer, Section
from bot.language.catalogues import Catalogues
from bot.language.lines import Line, read_lines
from bot.language.placeholders import placeholders, stray_braces
from bot.language.table import languages, spoken
from bot.types import ENGLISH, INTERNATIONAL, ROOT, LanguageTag

_LONGEST_SECTION = 3500
_LONGEST_BUTTON = 45
_LONGEST_SENTENCE = 30
_MOST_WORDS_ON_AVERAGE = 21
_FEWEST_TERMS = 80
_LEAST_AGREEMENT = 0.75  # by stems: Arabic plurals and Slavic endings hide about one use in six
_EXPIRY_NOTICE = timedelta(days=30)
_FORBIDDEN = re.compile(r"\billegals?\b|\billegal (?:im)?migrants?\b|\baliens?\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_NUMBER = re.compile(r"\d+")
_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+")


@dataclass(frozen=True)
class Material:
    """All there is to check."""

    library: Library
    ledger: Ledger
    catalogues: Catalogues
    lines: dict[str, Line]
    today: date
    root: Path

    @property
    def locales(self) -> Path:
        """The folder of the catalogues."""
        return self.root / "locales"

    @property
    def ladder(self) -> Ladder:
        """The ladder readers are served from."""
        return Ladder(self.library, self.ledger, self.catalogues)


Check = Callable[[Material], Iterator[Problem]]


def check_everything(root: Path = ROOT, today: date | None = None) -> list[Problem]:
    """Every problem under ``root``."""
    library, problems = load(root / "data")
    ledger, ledger_problems = load_ledger(root / "data" / "reviews")
    material = Material(library, ledger, Catalogues(root / "locales"), read_lines(), today or date.today(), root)
    return [*problems, *ledger_problems, *(problem for check in CHECKS for problem in check(material))]


def _problem(answer: Answer, section: Section | None, code: str, reason: str, remedy: str) -> Problem:
    line, path = (section.line, f"sections.{section.name.value}") if section else (1, "")
    return Problem(answer.file, line, path, code, reason, remedy)


def _sections(library: Library) -> Iterator[tuple[Answer, Section]]:
    for answer in library.answers.values():
        for section in answer.sections:
            yield answer, section


def references(material: Material) -> Iterator[Problem]:
    """Topics, related topics, contacts and sources that are named must exist; required sections must be there."""
    library = material.library
    for answer in library.answers.values():
        for topic in (answer.topic, *answer.related):
            if topic not in library.topics:
                yield _problem(answer, None, "unknown-topic", f"'{topic}' is not a topic.", "Use an id of data/topics.yml.")
        for contact in answer.contacts:
            if library.contact(answer.country, contact) is None:
                yield _problem(answer, None, "unknown-contact", f"'{contact}' is not a contact.", "Add it to data/contacts/.")
        missing = {name.value for name in REQUIRED_SECTIONS} - {section.name.value for section in answer.sections}
        for name in sorted(missing):
            yield _problem(answer, None, "missing-section", f"There is no section '{name}'.", "Write it.")
    for answer, section in _sections(library):
        for source in section.sources:
            if library.source(answer.country, source) is None:
                yield _problem(answer, section, "unknown-source", f"'{source}' is not a source.", "Add it to data/sources/.")


def people(material: Material) -> Iterator[Problem]:
    """Whoever stands in the ledger or a source as having checked something must be named in checkers.yml."""
    known = set(material.library.checkers)
    for _, record in material.ledger.records():
        if record.by not in known:
            yield Problem(
                "data/reviews",
                1,
                record.section,
                "unknown-checker",
                f"Nobody is called '{record.by}'.",
                "Add them to checkers.yml.",
            )
    for table in material.library.sources.values():
        for source in table.values():
            if source.checked_by not in known:
                reason = f"Nobody is called '{source.checked_by}'."
                yield Problem("data/sources", 1, source.id, "unknown-checker", reason, "Add them to data/reviews/checkers.yml.")


def english(material: Material) -> Iterator[Problem]:
    """The English must be short, plain, free of words that blame, of addresses (contacts have those) and of braces."""
    for answer, section in _sections(material.library):
        words = [len(sentence.split()) for text in section.sentences for sentence in _SENTENCE_END.split(text)]
        if max(words, default=0) > _LONGEST_SENTENCE:
            yield _problem(
                answer, section, "long-sentence", f"A sentence has {max(words)} words.", f"Cut it below {_LONGEST_SENTENCE}."
            )
        if words and sum(words) / len(words) > _MOST_WORDS_ON_AVERAGE:
            average = sum(words) / len(words)
            yield _problem(
                answer,
                section,
                "hard-to-read",
                f"{average:.0f} words a sentence on average.",
                f"Aim below {_MOST_WORDS_ON_AVERAGE}.",
            )
        for text in section.sentences:
            for word in _FORBIDDEN.findall(text):
                yield _problem(answer, section, "forbidden-word", f"'{word}' is no word for people.", "Say 'without papers'.")
            if _ADDRESS.search(text):
                yield _problem(
                    answer, section, "address-in-text", "An address stands in the text.", "Put it into data/contacts/."
                )
            if "{" in text or "}" in text:
                yield _problem(answer, section, "brace", "A reader would see a brace.", "Answers take no placeholders.")


def length(material: Material) -> Iterator[Problem]:
    """A section must fit into one message of every channel (Telegram: 4096 UTF-16 units), in every language."""
    for answer, section in _sections(material.library):
        for language in spoken():
            units = sum(_utf16(text) + 4 for text in _words(material, answer, section, language.tag))
            if units > _LONGEST_SECTION:
                reason = f"The section has {units} characters in {language.tag}."
                yield _problem(answer, section, "too-long", reason, f"Shorten it below {_LONGEST_SECTION}.")


def _words(material: Material, answer: Answer, section: Section, language: LanguageTag) -> tuple[str, ...]:
    return material.ladder.translate(answer, section, language) or section.sentences


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def verification(material: Material) -> Iterator[Problem]:
    """Every section in every spoken language must rest on a record that counts today, and for 30 more days."""
    for answer, section in _sections(material.library):
        key = f"{answer.key}/{section.name.value}"
        for language in spoken():
            words = section.sentences if language.tag == ENGLISH else material.ladder.translate(answer, section, language.tag)
            if words is None:  # a notice of `translations`
                continue
            standing = material.ledger.standing(language.tag, key, content_hash(words), material.today)
            levels = " or ".join(level.value for level in (SERVED_MASTER if language.tag == ENGLISH else SERVED_TRANSLATION))
            if standing is None:
                reason = f"Nobody has verified these exact words in {language.tag}."
                remedy = f"Check them, then `python -m bot verify {key} --language {language.tag} --level {levels} --by ...`."
                yield _problem(answer, section, "unverified", reason, remedy)
            elif standing.expires < material.today + _EXPIRY_NOTICE:
                yield _problem(
                    answer,
                    section,
                    "expires-soon",
                    f"The verification in {language.tag} ends {standing.expires}.",
                    "Check it again.",
                )


def translations(material: Material) -> Iterator[Problem]:
    """The assistant's own words must be translated; answers may wait. Placeholders and numbers must be equal; buttons must fit."""
    own = list(assistant_texts(material.library, material.lines))
    answers = list(answer_texts(material.library))
    for language in spoken():
        file = shown_path(po_path(material.locales, language.tag, ASSISTANT))
        for text in own:
            found = material.catalogues.find(language.tag, text.context, text.english)
            if found is None:
                reason = f"'{text.english[:40]}' has no translation."
                yield Problem(file, 1, text.context, "untranslated", reason, "Translate it.")
            else:
                yield from _faithful(file, text, found)
        yield from _answers_translated(material, language.tag, answers)


def _answers_translated(material: Material, language: LanguageTag, texts: list[Translatable]) -> Iterator[Problem]:
    file = shown_path(po_path(material.locales, language, ANSWERS))
    waiting = 0
    for text in texts:
        found = material.catalogues.find(language, text.context, text.english)
        if found is None:
            waiting += 1
        else:
            yield from _faithful(file, text, found)
    if waiting:
        reason = f"{waiting} texts of answers and contacts wait for translation; readers get them in English, with a notice."
        yield Problem(file, 1, "", WAITING, reason, "Translate them.")


def glossaries(material: Material) -> Iterator[Problem]:
    """Every language needs a glossary, and its answers must use it. Names of treaties and organisations have words of their own."""
    files = {answer.file for answer in material.library.answers.values()}
    for language in spoken():
        if language.tag == ENGLISH:
            continue
        file = f"data/glossary/{language.tag}.yml"
        glossary = read_glossary(material.root / "data", language.tag)
        if len(glossary) < _FEWEST_TERMS:
            reason = f"{len(glossary)} terms; translators need at least {_FEWEST_TERMS}."
            yield Problem(file, 1, "", "small-glossary", reason, "Add the legal terms of the answers.")
        sentences = [text for text in answer_texts(material.library) if text.place in files]
        found = [(text.english, material.catalogues.find(language.tag, text.context, text.english)) for text in sentences]
        used = agreement(glossary, [(english, translation) for english, translation in found if translation])
        if used.share < _LEAST_AGREEMENT:
            worst = ", ".join(sorted(used.missed, key=lambda term: -used.missed[term])[:5])
            reason = f"Translations use the chosen words {used.share:.0%} of the time; most often missed: {worst}."
            yield Problem(file, 1, "", "glossary", reason, "Use one word for one thing, or add the other form here.")


def _faithful(file: str, text: Translatable, found: str) -> Iterator[Problem]:
    if placeholders(found) != placeholders(text.english) or stray_braces(found):
        yield Problem(
            file, 1, text.context, "placeholder", "The words in braces differ from the English.", "Copy them unchanged."
        )
    if sorted(_NUMBER.findall(found)) != sorted(_NUMBER.findall(text.english)):
        yield Problem(file, 1, text.context, "number", "The numbers differ from the English.", "Make them equal, in digits 0-9.")
    if text.note.startswith("A button") and len(found) > _LONGEST_BUTTON:
        yield Problem(file, 1, text.context, "long-button", f"'{found}' is too long for a button.", f"At most {_LONGEST_BUTTON}.")


def emergency_numbers(material: Material) -> Iterator[Problem]:
    """Every number must be one that reaches an emergency service, by the ``phonenumbers`` library's data."""
    from phonenumbers.shortnumberinfo import is_emergency_number

    for country, numbers in material.library.emergency_numbers.items():
        for number in numbers.distinct:
            if not is_emergency_number(number, country):
                reason = f"{number} is not known as an emergency number of {country}."
                yield Problem(
                    "data/emergency_numbers.yml", 1, country, "emergency-number", reason, "Correct it, or leave the country out."
                )


def international_first(material: Material) -> Iterator[Problem]:
    """A country's answer needs an international one below it on the ladder."""
    for country, topic in material.library.answers:
        if (INTERNATIONAL, topic) not in material.library.answers:
            answer = material.library.answers[country, topic]
            yield _problem(
                answer, None, "no-international", "There is no international answer to fall back on.", "Write int/ first."
            )


def language_table(material: Material) -> Iterator[Problem]:
    """Every language of the table must be one CLDR and spaCy know, in the direction CLDR gives."""
    from spacy.util import get_lang_class

    file = "bot/language/languages.yml"
    for language in languages().values():
        try:
            direction = Locale.parse(language.tag).text_direction
        except (UnknownLocaleError, ValueError):
            yield Problem(file, 1, language.tag, "unknown-language", "CLDR does not know this tag.", "Use a BCP 47 tag.")
            continue
        if direction != language.direction:
            yield Problem(file, 1, language.tag, "direction", f"CLDR says {direction}.", "Correct 'direction'.")
        try:
            get_lang_class(language.spacy)
        except ImportError:
            yield Problem(
                file, 1, language.tag, "no-tokeniser", f"spaCy does not know '{language.spacy}'.", "Use one of its languages."
            )


def check_passages(library: Library, laws: Path) -> list[Problem]:
    """The sources whose passage is not in ``laws``, or is no longer the one that was read."""
    problems = []
    for country, table in library.sources.items():
        for source in table.values():
            place = f"data/sources/{country}.yml"
            try:
                passage = read_passage(source.watch, laws)
            except (OSError, ValueError) as error:
                problems.append(
                    Problem(place, 1, source.id, "passage-missing", f"{error}.", "Find the passage again and correct 'watch'.")
                )
                continue
            if fingerprint(passage) != source.fingerprint:
                remedy = "Read it again, check every section that cites it, then record the new fingerprint."
                problems.append(Problem(place, 1, source.id, "passage-changed", "The cited passage has changed.", remedy))
    return problems


CHECKS: tuple[Check, ...] = (
    references, people, english, length, verification, translations, glossaries, emergency_numbers, international_first, language_table,
)  # fmt: skip
