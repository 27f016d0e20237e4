"""Repairs of Rasa 3.6, each with its reason and a test. Applied once, by :func:`repair_rasa`.

Rasa's classes are not made to be replaced here (``RemoteAction`` and ``EndpointConfig`` are named inside Rasa), so single
methods are.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
from jsonschema import Draft202012Validator
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction, create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

logger = logging.getLogger(__name__)

_run_remote_action = RemoteAction.run
_result_validator = Draft202012Validator(RemoteAction.action_response_format_spec())
_open_session = EndpointConfig.session


def repair_rasa() -> None:
    """Apply every repair. Calling it again changes nothing."""
    RemoteAction._validate_action_result = _validate_action_result  # type: ignore[method-assign]
    RemoteAction.run = _run_or_apologise  # type: ignore[method-assign]
    EndpointConfig.session = _kept_session  # type: ignore[assignment,method-assign]


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """Rasa re-checks the schema itself at every call, 11 ms of a turn; the validator is built once instead."""
    _result_validator.validate(result)
    return True


async def _run_or_apologise(
    self: RemoteAction,
    output_channel: OutputChannel,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    domain: Domain,
) -> list[Event]:
    """Rasa swallows a failed action and answers with silence; the reader gets an apology and the emergency numbers instead."""
    try:
        return await _run_remote_action(self, output_channel, nlg, tracker, domain)
    except (ActionExecutionRejection, asyncio.CancelledError):
        raise
    except Exception as error:
        logger.error("code=action-failed action=%s kind=%s", self.name(), type(error).__name__)
        apology = await nlg.generate("utter_unavailable", tracker, output_channel.name())
        return [create_bot_utterance(apology)] if apology else []


class _KeptSession:
    """Hands out a session and leaves it open: Rasa opens, and connects, a new one for every action."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        """The connection stays for the next turn."""


def _kept_session(self: EndpointConfig) -> _KeptSession:
    loop = asyncio.get_running_loop()
    opened, session = getattr(self, "_kept", (None, None))
    if opened is not loop or session is None or session.closed:
        session = _open_session(self)
        self._kept = (loop, session)
    return _KeptSession(session)
