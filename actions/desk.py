"""The content and the words, loaded once per process and shared by all actions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.content.assemble import Assembler
from bot.content.ladder import Ladder
from bot.content.ledger import load_ledger
from bot.content.load import Library, load_or_raise
from bot.content.problems import ContentError
from bot.language.catalogues import Catalogues
from bot.language.lines import Lines
from bot.types import ROOT


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
