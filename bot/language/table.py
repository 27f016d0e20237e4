"""The table of languages (``languages.yml``): the only place that names one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

import yaml

from bot.types import LanguageTag


class Coverage(str, Enum):
    """How much of the assistant a language has."""

    FULL = "full"
    PLANNED = "planned"


@dataclass(frozen=True)
class Language:
    """One row of the table."""

    tag: LanguageTag
    endonym: str
    direction: str
    script: str
    telegram: str
    spacy: str
    coverage: Coverage

    @property
    def is_right_to_left(self) -> bool:
        """Whether its text runs from right to left."""
        return self.direction == "rtl"


@lru_cache(maxsize=1)
def languages() -> dict[LanguageTag, Language]:
    """Every language of the table by tag, in the table's order."""
    rows = yaml.safe_load(Path(__file__).with_name("languages.yml").read_text(encoding="utf-8"))
    return {row["tag"]: Language(**{**row, "coverage": Coverage(row["coverage"])}) for row in rows}


def spoken() -> list[Language]:
    """The languages the assistant answers in."""
    return [language for language in languages().values() if language.coverage is Coverage.FULL]


def is_spoken(tag: str | None) -> bool:
    """Whether the assistant answers in the language ``tag``."""
    return any(language.tag == tag for language in spoken())
