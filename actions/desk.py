"""The content and the words, loaded once per process and shared by all actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date

from bot.content.assemble import Assembler
from bot.content.emergency import country_name
from bot.content.ladder import Ladder
from bot.content.ledger import load_ledger
from bot.content.load import Library, load_or_raise
from bot.content.problems import ContentError
from bot.language.catalogues import Catalogues
from bot.language.lines import Lines
from bot.language.table import spoken
from bot.types import ROOT, CountryCode


@dataclass(frozen=True)
class Desk:
    """Everything an action can say."""

    library: Library
    ladder: Ladder
    assembler: Assembler
    lines: Lines


@lru_cache(maxsize=1)
def desk() -> Desk:
    """The desk. Raises :class:`~bot.content.problems.ContentError` where the content cannot be read."""
    library = load_or_raise()
    ledger, problems = load_ledger(ROOT / "data" / "reviews")
    if problems:
        raise ContentError(problems)
    catalogues = Catalogues()
    lines = Lines(catalogues)
    return Desk(library, Ladder(library, ledger, catalogues), Assembler(library, catalogues, lines), lines)


def warm_up() -> None:
    """Load content, catalogues and CLDR data now rather than in the first reader's turn, and fail now if they cannot be read."""
    for language in spoken():
        desk().lines.say("utter_greet", language.tag)
        country_name(CountryCode("DE"), language.tag)
        format_date(date.today(), "long", locale=language.tag)
