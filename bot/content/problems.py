"""Problems of content and configuration: collected, never raised one by one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.types import ROOT

WAITING = "waiting"
"""The code of notices: nothing is wrong, but something is not done yet."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a file: where, why, and how to put it right.

    ``code`` is stable, for scripts; ``path`` names the place inside the file (``sections.answer.sources[1]``).
    """

    file: str
    line: int
    path: str
    code: str
    reason: str
    remedy: str

    @property
    def is_notice(self) -> bool:
        """Whether it is only work that waits, honestly shown to readers as such, and no reason to refuse a change."""
        return self.code == WAITING

    def __str__(self) -> str:
        place = f" {self.path}" if self.path else ""
        return f"{self.file}:{self.line}:{place} [{self.code}] {self.reason} {self.remedy}"


class ContentError(ValueError):
    """Content that cannot be served; carries every problem found.

    Attributes: ``problems``, a non-empty list of :class:`Problem`.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def shown_path(path: Path) -> str:
    """``path`` as an editor knows it: relative to the checkout where it lies inside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
