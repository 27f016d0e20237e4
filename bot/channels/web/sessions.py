"""Signed session tokens and the pseudonyms behind them.

A token is a JWT (HS256) that holds nothing but a random session number and its times. The number never reaches the store:
a conversation is kept under an HMAC of it, with a key outside the store.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass

import jwt

from bot.channels.web.errors import InvalidSession
from bot.settings import Secret
from bot.types import SenderId

_ALGORITHM = "HS256"
_AUDIENCE = "migrant-rights-assistant/web"


@dataclass(frozen=True)
class Sessions:
    """Issues and checks tokens. ``hours`` is how long one is valid."""

    secret: Secret
    hours: int

    def issue(self) -> str:
        """A token for a new session."""
        now = int(time.time())
        claims = {"sid": secrets.token_urlsafe(16), "aud": _AUDIENCE, "iat": now, "exp": now + self.hours * 3600}
        return jwt.encode(claims, self._key(b"token"), algorithm=_ALGORITHM)

    def sender(self, token: str) -> SenderId:
        """The pseudonym of the session's conversation. Raises :class:`InvalidSession`; signatures are compared in constant time."""
        try:
            claims = jwt.decode(
                token, self._key(b"token"), algorithms=[_ALGORITHM], audience=_AUDIENCE, options={"require": ["sid", "exp"]}
            )
        except jwt.ExpiredSignatureError:
            raise InvalidSession("session_expired", "open a new session") from None
        except (jwt.InvalidTokenError, UnicodeError):
            raise InvalidSession("session_invalid", "open a new session") from None
        return pseudonym(self._key(b"sender"), f"web:{claims['sid']}")

    def _key(self, purpose: bytes) -> bytes:
        """A key per purpose, so that none can stand in for another."""
        return hmac.new(self.secret.reveal().encode(), purpose, hashlib.sha256).digest()


def pseudonym(key: bytes, channel_id: str) -> SenderId:
    """The name a conversation is kept under: 32 hexadecimal digits of HMAC-SHA256 over the channel's own id."""
    return SenderId(hmac.new(key, channel_id.encode(), hashlib.sha256).hexdigest()[:32])
