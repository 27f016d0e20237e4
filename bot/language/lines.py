"""What the assistant itself can say. The English is in ``bot/domain/responses.yml`` (what Rasa's rules utter) and ``lines.yml`` (what
actions and channels say); translations are in the ``assistant`` catalogue under the line's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.language.catalogues import Catalogues
from bot.language.placeholders import fill
from bot.types import ROOT, LanguageTag

RESPONSES = ROOT / "bot" / "domain" / "responses.yml"
LINES = Path(__file__).with_name("lines.yml")


@dataclass(frozen=True)
class Button:
    """A button: what the reader sees, and the payload it sends back."""

    title: str
    payload: str

    def as_dict(self) -> dict[str, str]:
        """In Rasa's form."""
        return {"title": self.title, "payload": self.payload}


@dataclass(frozen=True)
class Line:
    """One line in English, and the file it stands in."""

    name: str
    text: str
    buttons: tuple[Button, ...]
    file: Path

    def button_context(self, button: Button) -> str:
        """The gettext context of a button's title."""
        return f"{self.name}{button.payload}"


def read_lines() -> dict[str, Line]:
    """Every line by name."""
    responses = yaml.safe_load(RESPONSES.read_text(encoding="utf-8"))["responses"]
    lines = yaml.safe_load(LINES.read_text(encoding="utf-8"))
    found = [_line(name, variants[0], RESPONSES) for name, variants in responses.items()]
    found += [_line(name, variants[0], LINES) for name, variants in lines.items()]
    return {line.name: line for line in found}


def _line(name: str, response: Mapping[str, Any], file: Path) -> Line:
    buttons = tuple(Button(row["title"], row["payload"]) for row in response.get("buttons", []))
    return Line(name, response["text"].strip(), buttons, file)


class Lines:
    """The assistant's lines in every language."""

    def __init__(self, catalogues: Catalogues, lines: Mapping[str, Line] | None = None) -> None:
        self._catalogues = catalogues
        self._lines = read_lines() if lines is None else lines

    def say(self, name: str, language: LanguageTag, /, **values: object) -> str:
        """The response ``name`` in ``language`` with its placeholders filled. Raises ``KeyError`` for an unknown name."""
        line = self._lines[name]
        return fill(self._catalogues.translate(language, name, line.text), values)

    def english(self, name: str) -> str:
        """The response ``name`` in English, unfilled."""
        return self._lines[name].text

    def buttons(self, name: str, language: LanguageTag) -> list[Button]:
        """The response's buttons with their titles in ``language``."""
        line = self._lines[name]
        return [
            Button(self._catalogues.translate(language, line.button_context(button), button.title), button.payload)
            for button in line.buttons
        ]
