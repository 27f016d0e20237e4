"""Running messages through the trained model, exactly as the channels do."""

from __future__ import annotations

import asyncio
import logging
import os
import time
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from bot.evaluation.cases import Case


@dataclass(frozen=True)
class Understood:
    """What was made of one message. ``milliseconds`` is the time it took."""

    outcome: str
    label: str
    suggestions: tuple[str, ...]
    country: str | None
    language: str
    milliseconds: float


def understand_all(model: Path, cases: Iterable[Case]) -> Iterator[tuple[Case, Understood]]:
    """Each case with what the model at ``model`` and the decision code make of it."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    from rasa.core.channels.channel import UserMessage

    from bot.channels.payloads import typed
    from bot.language.text import clean_input

    silence()
    processor = _processor(model)
    for case in cases:
        started = time.perf_counter()
        parsed = asyncio.run(processor.parse_message(UserMessage(typed(clean_input(case.text)))))
        yield case, _understood(parsed, (time.perf_counter() - started) * 1000)


def silence() -> None:
    """Rasa logs every message it parses at level debug; nothing below a warning is wanted here."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    logging.getLogger("rasa").setLevel(logging.WARNING)
    warnings.filterwarnings("ignore")


def _processor(model: Path) -> Any:
    from rasa.core.lock_store import InMemoryLockStore
    from rasa.core.nlg import TemplatedNaturalLanguageGenerator
    from rasa.core.processor import MessageProcessor
    from rasa.core.tracker_store import InMemoryTrackerStore
    from rasa.shared.core.domain import Domain

    domain = Domain.empty()
    return MessageProcessor(
        str(model), InMemoryTrackerStore(domain), InMemoryLockStore(), TemplatedNaturalLanguageGenerator(domain.responses)
    )


def _understood(parsed: dict[str, Any], milliseconds: float) -> Understood:
    decision = parsed.get("decision") or {}
    entities = {entity["entity"]: entity["value"] for entity in parsed.get("entities") or []}
    return Understood(
        outcome=decision.get("outcome") or "dialogue",
        label=decision.get("label") or parsed["intent"]["name"],
        suggestions=tuple(decision.get("suggestions") or ()),
        country=entities.get("country"),
        language=(parsed.get("language") or {}).get("name") or "",
        milliseconds=milliseconds,
    )
