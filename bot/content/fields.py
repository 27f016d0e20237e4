"""Reading typed fields out of a YAML mapping while collecting every problem."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from bot.content.problems import Problem, shown_path
from bot.content.yaml_lines import Mapping


class Fields:
    """One mapping being read. Each getter returns a usable value and notes a problem if it had to make one up."""

    def __init__(self, mapping: Mapping, path: Path, place: str, problems: list[Problem]) -> None:
        self.mapping = mapping
        self.path = path
        self.place = place
        self.problems = problems

    def complain(self, key: str, code: str, reason: str, remedy: str) -> None:
        """Note a problem with ``key``."""
        line = self.mapping.lines.get(key, self.mapping.line)
        place = ".".join(part for part in (self.place, key) if part)
        self.problems.append(Problem(shown_path(self.path), line, place, code, reason, remedy))

    def only(self, allowed: Collection[str]) -> None:
        """Complain about keys that mean nothing."""
        for key in self.mapping:
            if key not in allowed:
                self.complain(key, "unknown-field", f"'{key}' is not a field here.", f"Use one of: {', '.join(sorted(allowed))}.")

    def text(self, key: str) -> str:
        """A required, non-empty string."""
        value = self.mapping.get(key)
        if not isinstance(value, str) or not value.strip():
            self.complain(key, "missing-text", f"'{key}' is missing or not a text.", "Write it.")
            return ""
        return value.strip()

    def optional_text(self, key: str) -> str | None:
        """A string, or ``None`` where the field is absent."""
        if self.mapping.get(key) is None:
            return None
        return self.text(key)

    def texts(self, key: str, required: bool = True) -> tuple[str, ...]:
        """A list of non-empty strings."""
        value = self.mapping.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.complain(key, "not-a-list", f"'{key}' is not a list of texts.", "Put each item on a line of its own after '- '.")
            return ()
        if required and not value:
            self.complain(key, "missing-list", f"'{key}' is missing or empty.", "List at least one.")
        return tuple(item.strip() for item in value)

    def day(self, key: str) -> date:
        """A required date."""
        value = self.mapping.get(key)
        if type(value) is not date:  # a datetime is a date too, and cannot be compared with one
            self.complain(key, "missing-date", f"'{key}' is missing or not a date.", "Write it as 2026-11-24, without quotes.")
            return date.min
        return value

    def optional_day(self, key: str) -> date | None:
        """A date, or ``None`` where the field is absent."""
        return None if self.mapping.get(key) is None else self.day(key)

    def flag(self, key: str) -> bool | None:
        """true, false, or ``None`` where the field is absent."""
        value: Any = self.mapping.get(key)
        if value is not None and not isinstance(value, bool):
            self.complain(key, "not-a-flag", f"'{key}' is neither true nor false.", "Write true or false.")
            return None
        return value
