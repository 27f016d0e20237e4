"""Recording in the ledger that somebody verified exactly the words there are now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.content.hashing import content_hash
from bot.content.ladder import Ladder
from bot.content.ledger import SERVED_MASTER, SERVED_TRANSLATION, Level, Record, append_records, load_ledger
from bot.content.load import Library, load_or_raise
from bot.content.schema import Answer, Section
from bot.language.catalogues import Catalogues
from bot.types import ENGLISH, ROOT, CountryCode, LanguageTag


class VerificationError(ValueError):
    """A verification that cannot be recorded; the message says why."""


def verify(
    selected: Sequence[str],
    language: str,
    level: str,
    by: str,
    months: int,
    today: date | None = None,
    data: Path = ROOT / "data",
) -> int:
    """Record the verification of the ``selected`` sections (``country``, ``country/topic`` or ``country/topic/section``).

    Returns how many records were added; sections that already stand at this level are left alone. Raises
    :class:`VerificationError`.
    """
    today = today or date.today()
    tag = LanguageTag(language)
    rank = _rank(tag, level)
    library = load_or_raise(data)
    if by not in library.checkers:
        raise VerificationError(f"'{by}' is not in data/reviews/checkers.yml. Add who it is first.")
    ledger, _ = load_ledger(data / "reviews")
    ladder = Ladder(library, ledger, Catalogues(data.parent / "locales"))
    added: dict[CountryCode, list[Record]] = {}
    for answer, section in dict.fromkeys(_select(library, selected)):
        key = f"{answer.key}/{section.name.value}"
        words = section.sentences if tag == ENGLISH else ladder.translate(answer, section, tag)
        if words is None:
            raise VerificationError(
                f"{key} has no complete translation into {tag}; translate it and run `python -m bot catalogues`."
            )
        record = Record(key, rank, content_hash(words), by, today, _months_later(today, months))
        if not ledger.holds(tag, record, today):
            added.setdefault(answer.country, []).append(record)
    for country, records in added.items():
        append_records(data / "reviews", country, tag, records)
    return sum(map(len, added.values()))


def _rank(language: LanguageTag, level: str) -> Level:
    allowed = SERVED_MASTER if language == ENGLISH else SERVED_TRANSLATION
    names = [rank.value for rank in allowed]
    if level not in names:
        raise VerificationError(f"'{level}' is not a level for {language}. Use one of: {', '.join(names)}.")
    return Level(level)


def _select(library: Library, selected: Sequence[str]) -> Iterator[tuple[Answer, Section]]:
    for wanted in selected:
        found = [
            (answer, section)
            for answer in library.answers.values()
            for section in answer.sections
            if f"{answer.key}/{section.name.value}/".startswith(f"{wanted}/")
        ]
        if not found:
            raise VerificationError(f"Nothing is called '{wanted}'. Write it as country, country/topic or country/topic/section.")
        yield from found


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = 28 if month + 1 == 2 else 30
    return date(year, month + 1, min(day.day, last))
