"""Session tokens: only ours count, and the pseudonym tells nothing."""

from __future__ import annotations

import base64
import json
import time

import jwt
import pytest

from bot.channels.web.errors import InvalidSession
from bot.channels.web.sessions import Sessions, pseudonym
from bot.settings import Secret

SESSIONS = Sessions(Secret("k" * 32), hours=72)
KEY = SESSIONS._key(b"token")
AUDIENCE = "migrant-rights-assistant/web"
NOW = int(time.time())
CLAIMS = {"sid": "abc", "aud": AUDIENCE, "iat": NOW, "exp": NOW + 60}


def token(claims, key=KEY, algorithm="HS256", **headers):
    """A signed token with ``claims``; ``None`` leaves a claim out."""
    return jwt.encode(
        {name: value for name, value in claims.items() if value is not None}, key, algorithm=algorithm, headers=headers
    )


def unsigned(claims, algorithm):
    """A token that claims ``algorithm`` and has no signature."""
    parts = ({"alg": algorithm, "typ": "JWT"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def swapped(old):
    """A token with another session's claims under this one's signature."""
    head, _, signature = old.split(".")
    return f"{head}.{token({**CLAIMS, 'sid': 'other'}).split('.')[1]}.{signature}"


def test_issued_token_is_accepted_with_the_same_pseudonym_each_time():
    issued = SESSIONS.issue()
    assert SESSIONS.sender(issued) == SESSIONS.sender(issued)
    assert SESSIONS.sender(issued) == Sessions(Secret("k" * 32), hours=1).sender(issued)


def test_token_holds_nothing_but_a_number_and_its_times():
    claims = jwt.decode(SESSIONS.issue(), options={"verify_signature": False})
    assert set(claims) == {"sid", "aud", "iat", "exp"}
    assert (claims["aud"], claims["exp"] - claims["iat"]) == (AUDIENCE, 72 * 3600)
    assert len(claims["sid"]) >= 22  # 16 random bytes


def test_tokens_and_pseudonyms_are_all_different():
    issued = [SESSIONS.issue() for _ in range(50)]
    assert len(set(issued)) == len({SESSIONS.sender(one) for one in issued}) == 50


def test_pseudonym_does_not_contain_the_session_number():
    issued = SESSIONS.issue()
    number = jwt.decode(issued, options={"verify_signature": False})["sid"]
    sender = SESSIONS.sender(issued)
    assert number not in sender
    assert len(sender) == 32
    assert set(sender) <= set("0123456789abcdef")


def test_pseudonym_under_another_secret_is_another():
    assert pseudonym(b"one", "web:abc") != pseudonym(b"two", "web:abc") != pseudonym(b"two", "telegram:abc")


def test_key_of_tokens_is_not_the_key_of_pseudonyms():
    assert SESSIONS._key(b"token") != SESSIONS._key(b"sender") != SESSIONS.secret.reveal().encode()


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ("", "session_invalid"),
        ("garbage", "session_invalid"),
        ("a.b.c", "session_invalid"),
        ("...", "session_invalid"),
        ("é.ы.\ud800", "session_invalid"),
        ("\x00", "session_invalid"),
        ("x" * 100_000, "session_invalid"),
        (token(CLAIMS, key="another key, long enough to be accepted"), "session_invalid"),
        (token(CLAIMS, key=SESSIONS.secret.reveal()), "session_invalid"),
        (token(CLAIMS, key=SESSIONS._key(b"sender")), "session_invalid"),
        (token(CLAIMS)[:-4], "session_invalid"),
        (token(CLAIMS) + "A", "session_invalid"),
        (swapped(token(CLAIMS)), "session_invalid"),
        (token(CLAIMS, algorithm="HS512"), "session_invalid"),
        (unsigned(CLAIMS, "none"), "session_invalid"),
        (unsigned(CLAIMS, "None"), "session_invalid"),
        (unsigned(CLAIMS, "HS256"), "session_invalid"),
        (token({**CLAIMS, "aud": "migrant-rights-assistant/telegram"}), "session_invalid"),
        (token({**CLAIMS, "aud": None}), "session_invalid"),
        (token({**CLAIMS, "sid": None}), "session_invalid"),
        (token({**CLAIMS, "exp": None}), "session_invalid"),
        (token({**CLAIMS, "exp": "soon"}), "session_invalid"),
        (token({**CLAIMS, "exp": NOW - 1}), "session_expired"),
        (Sessions(SESSIONS.secret, hours=-1).issue(), "session_expired"),
        (Sessions(Secret("l" * 32), hours=1).issue(), "session_invalid"),
    ],
)
def test_token_that_is_not_ours_is_refused(broken, code):
    with pytest.raises(InvalidSession) as caught:
        SESSIONS.sender(broken)
    assert (caught.value.code, caught.value.status) == (code, 401)
    assert caught.value.__suppress_context__  # no trace of the token in a log


def test_token_is_accepted_until_it_expires():
    assert SESSIONS.sender(token(CLAIMS)) == SESSIONS.sender(token({**CLAIMS, "iat": NOW - 5}))
