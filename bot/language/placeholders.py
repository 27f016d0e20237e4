"""Placeholders in sentences: ``{country}``. A reader must never see a brace."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class MissingValueError(KeyError):
    """A sentence needs a value that was not given. Attributes: ``names``."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        super().__init__(", ".join(sorted(names)))


def placeholders(text: str) -> set[str]:
    """The names of the placeholders in ``text``."""
    return set(_PLACEHOLDER.findall(text))


def stray_braces(text: str) -> set[str]:
    """The braces of ``text`` that belong to no placeholder."""
    return {character for character in _PLACEHOLDER.sub("", text) if character in "{}"}


def fill(text: str, values: Mapping[str, object]) -> str:
    """``text`` with every placeholder replaced. Values are inserted as they are, never read for placeholders again.

    Raises :class:`MissingValueError` rather than let a brace through.
    """
    missing = placeholders(text) - set(values) | stray_braces(text)
    if missing:
        raise MissingValueError(missing)
    return _PLACEHOLDER.sub(lambda match: str(values[match.group(1)]), text)
