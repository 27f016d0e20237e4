"""From bytes to requests. Pure: nothing here touches the network or the dialogue."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.payloads import Payload, parse_payload
from bot.channels.web.errors import BadRequest, UnknownPayload
from bot.language.table import languages
from bot.language.text import clean_input
from bot.nlu.country_names import known_countries
from bot.types import CountryCode, LanguageTag

_MESSAGE_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")


@dataclass(frozen=True)
class SessionRequest:
    """A wish to start talking, in a language and about a country if they are known."""

    language: LanguageTag | None
    country: CountryCode | None


@dataclass(frozen=True)
class MessageRequest:
    """One message: either ``text`` (cleaned, never empty) or ``payload``."""

    session: str
    id: str
    text: str | None
    payload: Payload | None


def parse_session(body: bytes) -> SessionRequest:
    """The request to open a session. An empty body means no wishes."""
    fields = _object(body) if body.strip() else {}
    language = fields.get("language")
    if language is not None and (not isinstance(language, str) or language not in languages()):
        raise BadRequest("unknown_language", "language must be one of " + ", ".join(languages()))
    country = fields.get("country")
    if country is not None and (not isinstance(country, str) or country not in known_countries()):
        raise BadRequest("unknown_country", "country must be an ISO 3166-1 code such as FR")
    return SessionRequest(
        LanguageTag(language) if language is not None else None, CountryCode(country) if country is not None else None
    )


def parse_message(body: bytes, longest: int) -> MessageRequest:
    """The message in ``body``. Raises :class:`BadRequest` or :class:`UnknownPayload`, with a sentence for the reader where
    the reader can do something about it.
    """
    fields = _object(body)
    session = _required(fields, "session")
    message_id = _required(fields, "id")
    if not _MESSAGE_ID.fullmatch(message_id):
        raise BadRequest("bad_field", "id must be 1 to 64 letters, digits or . _ : -")
    text, payload = fields.get("text"), fields.get("payload")
    if (text is None) == (payload is None):
        raise BadRequest("missing_field", "send exactly one of text and payload")
    if payload is not None:
        return MessageRequest(session, message_id, None, _payload(payload))
    return MessageRequest(session, message_id, _text(text, longest), None)


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BadRequest("body_not_json", "the body must be JSON in UTF-8") from None
    if not isinstance(document, dict):
        raise BadRequest("body_not_object", "the body must be a JSON object")
    return document


def _required(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise BadRequest("missing_field", f"{name} is required and must be a text")
    return value


def _text(text: object, longest: int) -> str:
    if not isinstance(text, str):
        raise BadRequest("bad_field", "text must be a text", line="utter_error_empty")
    if len(text) > longest:
        raise BadRequest("text_too_long", f"text may have {longest} characters", line="utter_error_too_long")
    cleaned = clean_input(text)
    if not cleaned:
        raise BadRequest("text_empty", "nothing readable in text", line="utter_error_empty")
    return cleaned


def _payload(payload: object) -> Payload:
    parsed = parse_payload(payload) if isinstance(payload, str) else None
    if parsed is None:
        raise UnknownPayload("unknown_payload", "no button sends this", line="utter_unknown_choice")
    return parsed
