"""The web channel's one class that touches the network: routes, origins, limits, status codes.

What it does not do: it keeps no conversation, decides nothing and says nothing of its own.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import NotFound, PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, empty, file, json

from bot.channels.payloads import Payload, typed
from bot.channels.web.apology import Apologies
from bot.channels.web.errors import BodyTooLarge, OriginNotAllowed, TooManyRequests, WebError
from bot.channels.web.limits import RateLimiter
from bot.channels.web.parse import MessageRequest, SessionRequest, parse_message, parse_session
from bot.channels.web.sessions import Sessions
from bot.channels.web.turns import Turns
from bot.dialogue.tracker_store import open_store
from bot.language.table import languages
from bot.settings import Settings, SettingsError, apply_log_level, read_settings
from bot.types import ENGLISH, SenderId

logger = logging.getLogger(__name__)

_PAGE = Path(__file__).with_name("page")
_MOST_BYTES = 32_768
_PURGE_SECONDS = 600
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_SESSION_MESSAGE_ID = "session"


class WebInput(InputChannel):
    """``POST /webhooks/web/session``, ``POST /webhooks/web/messages``, ``GET /webhooks/web/`` (a chat page), ``GET .../health``."""

    def __init__(self, settings: Settings) -> None:
        if not settings.secret:
            raise SettingsError("ASSISTANT_SECRET is not set. Start with `python -m bot run`, which makes one, or set it.")
        apply_log_level(settings)
        self._settings = settings
        self._store = open_store(settings)
        self._sessions = Sessions(settings.secret, settings.session_hours)
        self._apologies = Apologies(settings, self._store)
        self._messages = RateLimiter(settings.messages_per_minute)
        self._openings = RateLimiter(settings.sessions_per_minute)

    @classmethod
    def name(cls) -> str:
        """The channel's name, and with it its path: ``/webhooks/web``."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """The channel as the environment sets it; credentials.yml holds no secrets."""
        return cls(read_settings())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        turns = Turns(on_new_message, self._store, self._settings.turn_seconds)
        routes = Blueprint("web_channel", __name__)

        async def session(request: Request) -> HTTPResponse:
            return await self._guarded(request, lambda: self._open(request, turns))

        async def messages(request: Request) -> HTTPResponse:
            return await self._guarded(request, lambda: self._answer(request, turns))

        async def health(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            ready = agent is not None and agent.is_ready()
            return json({"status": "ok" if ready else "starting"}, status=200 if ready else 503)

        routes.add_route(session, "/session", methods=["POST"])
        routes.add_route(messages, "/messages", methods=["POST"])
        routes.add_route(health, "/health", methods=["GET"])
        routes.add_route(_page, "/", methods=["GET"])
        routes.add_route(_asset, "/page/<name:str>", methods=["GET"])
        routes.listener("before_server_start")(self._harden)
        routes.listener("before_server_stop")(lambda *_: self._purging.cancel())
        return routes

    def _harden(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        """Errors as JSON with a code, never a page or a trace; and no body larger than a message needs to be."""
        app.config.FALLBACK_ERROR_FORMAT = "json"
        if not self._settings.developer:
            app.config.REQUEST_MAX_SIZE = _MOST_BYTES
        app.error_handler.add(SanicException, _sanic_error)
        app.error_handler.add(Exception, _unexpected_error)
        # Before Rasa's own CORS handling, which answers every preflight by itself and allows nothing.
        app.request_middleware.appendleft(self._preflight)
        self._purging = loop.create_task(self._purge_regularly())

    async def _preflight(self, request: Request) -> HTTPResponse | None:
        if request.method == "OPTIONS" and f"/webhooks/{self.name()}/" in request.path:
            return await self._guarded(request, self._nothing)
        return None

    async def _purge_regularly(self) -> None:
        """An idle server forgets on time too."""
        while True:
            await asyncio.sleep(_PURGE_SECONDS)
            try:
                self._store.purge()
            except sqlite3.Error as error:
                logger.error("code=store-unwritable kind=%s", type(error).__name__)

    async def _guarded(self, request: Request, serve: Callable[[], Awaitable[HTTPResponse]]) -> HTTPResponse:
        origin = request.headers.get("origin")
        allowed = self._allowed_origin(request, origin)
        try:
            if origin and not allowed:
                raise OriginNotAllowed("origin_not_allowed", "ask the operator to add this site to ASSISTANT_ALLOWED_ORIGINS")
            response = await serve()
        except WebError as error:
            response = self._error(request, error)
        if origin and allowed:
            response.headers.update(_cors_headers(origin))
        return response

    def _allowed_origin(self, request: Request, origin: str | None) -> bool:
        if not origin:
            return False
        host = request.headers.get("host")
        return origin in self._settings.allowed_origins or origin in {f"http://{host}", f"https://{host}"}

    async def _nothing(self) -> HTTPResponse:
        return empty()

    async def _open(self, request: Request, turns: Turns) -> HTTPResponse:
        wait = self._openings.wait(request.ip or "")
        if wait:
            raise TooManyRequests("too_many_sessions", line="utter_error_too_many", retry_after=wait)
        asked = parse_session(_body(request))
        token = self._sessions.issue()
        replies = await turns.run(self._sessions.sender(token), _SESSION_MESSAGE_ID, _greeting(asked).as_text())
        language = replies[0]["meta"]["language"] or ENGLISH
        direction = languages()[language].direction
        return json({"session": token, "language": language, "direction": direction, "messages": replies})

    async def _answer(self, request: Request, turns: Turns) -> HTTPResponse:
        asked = parse_message(_body(request), self._settings.max_text)
        request.ctx.sender = sender = self._sessions.sender(asked.session)
        wait = self._messages.wait(sender)
        if wait:
            raise TooManyRequests("too_many_messages", line="utter_error_too_many", retry_after=wait)
        replies = await turns.run(sender, asked.id, _as_typed(asked))
        return json({"id": asked.id, "messages": replies})

    def _error(self, request: Request, error: WebError) -> HTTPResponse:
        body: dict[str, Any] = {"code": error.code}
        if error.detail:
            body["detail"] = error.detail
        if error.line:
            sender: SenderId | None = getattr(request.ctx, "sender", None)
            body["message"] = self._apologies.say(error.line, sender, request.headers.get("accept-language", ""))
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
        return json(body, status=error.status, headers=headers)


def _greeting(asked: SessionRequest) -> Payload:
    wishes = {"language": asked.language, "country": asked.country}
    return Payload("greet", {name: value for name, value in wishes.items() if value})


def _as_typed(asked: MessageRequest) -> str:
    """What Rasa is given: a choice as a payload, words as words even where they look like one."""
    return asked.payload.as_text() if asked.payload else typed(asked.text or "")


def _body(request: Request) -> bytes:
    if len(request.body) > _MOST_BYTES:
        raise BodyTooLarge("body_too_large", f"at most {_MOST_BYTES} bytes", line="utter_error_too_long")
    return request.body


def _cors_headers(origin: str) -> Mapping[str, str]:
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": "86400",
        "Vary": "Origin",
    }


async def _page(_: Request) -> HTTPResponse:
    return await file(_PAGE / "index.html", headers=_HEADERS)


async def _asset(_: Request, name: str) -> HTTPResponse:
    if name not in {path.name for path in _PAGE.iterdir()}:
        raise NotFound("no such file")
    return await file(_PAGE / name, headers=_HEADERS)


def _sanic_error(_: Request, error: SanicException) -> HTTPResponse:
    code = "body_too_large" if isinstance(error, PayloadTooLarge) else f"http_{error.status_code}"
    return json({"code": code}, status=error.status_code)


def _unexpected_error(_: Request, error: Exception) -> HTTPResponse:
    logger.error("code=unexpected kind=%s", type(error).__name__)
    return json({"code": "unavailable"}, status=503)
