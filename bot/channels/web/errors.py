"""Everything a client can get wrong, each with a status and a stable code.

::

    WebError
    ├── BadRequest        400  body_not_json, body_not_object, missing_field, bad_field, unknown_language, unknown_country
    ├── InvalidSession    401  session_invalid, session_expired
    ├── OriginNotAllowed  403  origin_not_allowed
    ├── BodyTooLarge      413  body_too_large
    ├── UnknownPayload    422  unknown_payload
    ├── TooManyRequests   429  too_many_messages, too_many_sessions (with Retry-After)
    └── Unavailable       503  unavailable, timeout
"""

from __future__ import annotations


class WebError(Exception):
    """A request that cannot be served. ``line`` names the sentence for the reader, where there is one."""

    status = 500

    def __init__(self, code: str, detail: str = "", line: str | None = None, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.line = line
        self.retry_after = retry_after


class BadRequest(WebError):
    """The body is not what the contract says."""

    status = 400


class InvalidSession(WebError):
    """The token is forged, broken or expired; open a new session."""

    status = 401


class OriginNotAllowed(WebError):
    """A page of another site, not on the list of allowed origins."""

    status = 403


class BodyTooLarge(WebError):
    """More bytes than any message needs."""

    status = 413


class UnknownPayload(WebError):
    """A button that was never offered."""

    status = 422


class TooManyRequests(WebError):
    """Slow down; ``retry_after`` seconds."""

    status = 429


class Unavailable(WebError):
    """Something on our side is broken."""

    status = 503
