"""Rasa's language generation from the gettext catalogues: ``utter_*`` in the language of the conversation."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.content.assemble import Meta
from bot.content.emergency import emergency_line
from bot.content.load import read_emergency_numbers
from bot.dialogue.repairs import repair_rasa
from bot.language.catalogues import Catalogues
from bot.language.lines import Lines
from bot.language.placeholders import placeholders
from bot.language.table import is_spoken, spoken
from bot.settings import read_settings
from bot.types import ENGLISH, CountryCode, LanguageTag, Outcome

UNAVAILABLE = "utter_unavailable"


class CatalogueGenerator(NaturalLanguageGenerator):
    """Named in endpoints.yml as ``nlg: {type: bot.dialogue.nlg.CatalogueGenerator}``."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        repair_rasa()
        settings = read_settings()
        self._lines = Lines(Catalogues())
        self._emergency_numbers = read_emergency_numbers()
        for language in spoken():  # load now rather than in the first reader's turn
            self._lines.say("utter_goodbye", language.tag)
        self._values = {"minutes": settings.reply_minutes, "hours": settings.retention_hours, "limit": settings.max_text}

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The response with its text, buttons and meta in the conversation's language."""
        language = conversation_language(tracker)
        country = tracker.get_slot("country")
        values = {**self._values, **kwargs}
        if "emergency" in placeholders(self._lines.english(utter_action)):
            values["emergency"] = self.emergency(language, country)
        meta = Meta(outcome_of(utter_action), language, country=country)
        return {
            "text": self._lines.say(utter_action, language, **values),
            "buttons": [button.as_dict() for button in self._lines.buttons(utter_action, language)],
            "kind": "text",
            "meta": meta.as_dict(),
        }

    def emergency(self, language: LanguageTag, country: CountryCode | None) -> str:
        """The sentence with the emergency numbers of ``country``."""
        numbers = self._emergency_numbers.get(country) if country else None
        return emergency_line(self._lines, language, country, numbers)


def outcome_of(utter_action: str) -> Outcome:
    """What a turn that ends in ``utter_action`` counts as: an apology refuses, everything else is talk."""
    return Outcome.REFUSE if utter_action == UNAVAILABLE else Outcome.DIALOGUE


def conversation_language(tracker: DialogueStateTracker) -> LanguageTag:
    """The language to speak: the conversation's, else the message's likeliest, else English."""
    heard = (tracker.latest_message.parse_data if tracker.latest_message else {}) or {}
    for tag in (tracker.get_slot("language"), (heard.get("language") or {}).get("name")):
        if tag and is_spoken(tag):
            return LanguageTag(tag)
    return ENGLISH
