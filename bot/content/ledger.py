"""The verification ledger: who compared which exact words with what, when, and until when that counts.

Plain files, ``data/reviews/<country>/<language>.jsonl``, one record a line, appended and never rewritten. A record counts only
while its hash is the hash of the words served, and until it expires: changing a comma ends it, by construction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from bot.content.problems import Problem, shown_path
from bot.types import ENGLISH, ContentHash, CountryCode, LanguageTag

_FIELDS = {"section", "level", "hash", "by", "on", "expires"}


class Level(str, Enum):
    """What was done to the words. The first three are for English masters, the last two for translations."""

    DRAFT = "draft"
    SOURCE_CHECKED = "source_checked"
    EXPERT_REVIEWED = "expert_reviewed"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


SERVED_MASTER = (Level.EXPERT_REVIEWED, Level.SOURCE_CHECKED)
"""Levels at which an English section may be served, strongest first."""

SERVED_TRANSLATION = (Level.REVIEWED, Level.TRANSLATED)
"""Levels at which a translated section may be served, strongest first."""


@dataclass(frozen=True)
class Record:
    """One act of verification. ``section`` is ``country/topic/section``."""

    section: str
    level: Level
    hash: ContentHash
    by: str
    on: date
    expires: date

    def counts(self, words: ContentHash, today: date) -> bool:
        """Whether the record speaks of exactly these words and has not expired."""
        return self.hash == words and self.on <= today <= self.expires

    def as_line(self) -> str:
        """The record as its line of the ledger."""
        row = {**asdict(self), "level": self.level.value, "on": self.on.isoformat(), "expires": self.expires.isoformat()}
        return json.dumps(row, ensure_ascii=False)


class Ledger:
    """All records, by language and section."""

    def __init__(self, records: Iterable[tuple[LanguageTag, Record]] = ()) -> None:
        self._records: dict[tuple[LanguageTag, str], list[Record]] = {}
        for language, record in records:
            self._records.setdefault((language, record.section), []).append(record)

    def standing(self, language: LanguageTag, section: str, words: ContentHash, today: date) -> Record | None:
        """The strongest record that counts for these words today, the latest among equals; ``None`` if there is none."""
        levels = SERVED_MASTER if language == ENGLISH else SERVED_TRANSLATION
        counting = [
            record
            for record in self._records.get((language, section), [])
            if record.level in levels and record.counts(words, today)
        ]
        return min(counting, key=_standing_order(levels), default=None)

    def holds(self, language: LanguageTag, record: Record, today: date) -> bool:
        """Whether a record of the same level that counts today says as much as ``record``, for as long."""
        return any(
            other.level is record.level and other.counts(record.hash, today) and other.expires >= record.expires
            for other in self._records.get((language, record.section), [])
        )

    def records(self) -> Iterator[tuple[LanguageTag, Record]]:
        """Every record with its language."""
        for (language, _), records in self._records.items():
            for record in records:
                yield language, record


def _standing_order(levels: tuple[Level, ...]) -> Callable[[Record], tuple[int, int, int]]:
    """Strongest level first, then the latest, then the one that lasts longest."""
    return lambda record: (levels.index(record.level), -record.on.toordinal(), -record.expires.toordinal())


def load_ledger(folder: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger under ``folder`` and the problems of lines that are not records."""
    problems: list[Problem] = []
    records: list[tuple[LanguageTag, Record]] = []
    for path in sorted(folder.glob("*/*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            record = _read(line)
            if record is None:
                remedy = f"Give it exactly the fields {', '.join(sorted(_FIELDS))}; add records with `python -m bot verify`."
                problems.append(Problem(shown_path(path), number, "", "bad-record", "Not a record of the ledger.", remedy))
            else:
                records.append((LanguageTag(path.stem), record))
    return Ledger(records), problems


def append_records(folder: Path, country: CountryCode, language: LanguageTag, records: Iterable[Record]) -> None:
    """Append ``records`` to the ledger file of ``country`` and ``language``."""
    path = folder / country / f"{language}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.exists() and not path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" if unfinished and path.stat().st_size else "")
        file.writelines(record.as_line() + "\n" for record in records)


def _read(line: bytes) -> Record | None:
    try:
        row = json.loads(line)
        if (
            not isinstance(row, dict)
            or set(row) != _FIELDS
            or not all(isinstance(value, str) and value for value in row.values())
        ):
            return None
        dates = {key: date.fromisoformat(row[key]) for key in ("on", "expires")}
        return Record(**{**row, **dates, "level": Level(row["level"])})
    except (ValueError, TypeError):
        return None
