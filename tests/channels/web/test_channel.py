"""The web channel over HTTP, in Rasa's own server: statuses, headers, and nothing of the inside in any body."""

from __future__ import annotations

import socket
from contextlib import closing

import jwt
import pytest

from bot.channels.web.channel import WebInput
from bot.language.catalogues import Catalogues
from bot.language.lines import Lines
from bot.settings import SettingsError, read_settings
from tests.channels.web.server import running
from tests.conftest import SECRET

FRIEND = "https://help.example.org"
STRANGER = "https://evil.example.com"


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """A function that starts a channel with these settings."""
    opened = []

    def make(**values):
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {
            "DATA_DIR": tmp_path_factory.mktemp("var"),
            "SECRET": SECRET,
            "ALLOWED_ORIGINS": FRIEND,
            "TURN_SECONDS": 1,
            **values,
        }
        server = running(read_settings({f"ASSISTANT_{name}": str(value) for name, value in environment.items()}), port)
        opened.append(server)
        return server.__enter__()

    yield make
    for server in opened:
        server.__exit__(None, None, None)


@pytest.fixture(scope="module")
def shared(start):
    """One server for all tests that leave it as it is."""
    return start()


@pytest.fixture
def web(shared):
    """A client; after the test, every body it got is looked at."""
    del shared.replies[:]
    yield shared
    for response in shared.replies:
        if response.status_code >= 400:
            assert response.headers["content-type"].startswith("application/json")
            assert set(response.json()) <= {"code", "detail", "message", "status"}
        if "json" in response.headers.get("content-type", ""):
            leaks = [
                word
                for word in ("Traceback", 'File "', "RuntimeError", "KeyError", "sanic", "a secret of")
                if word in response.text
            ]
            assert leaks == []


def test_session_is_opened_with_a_greeting(web):
    response = web.request("POST", "session", data='{"language": "ar", "country": "FR"}')
    token = response.json()["session"]
    assert (response.status_code, response.json()) == (
        200,
        {
            "session": token,
            "language": "ar",
            "direction": "rtl",
            "messages": [
                {
                    "kind": "text",
                    "text": 'heard /greet{"language":"ar","country":"FR"}',
                    "buttons": [],
                    "meta": {
                        "outcome": "dialogue",
                        "topic": None,
                        "country": None,
                        "language": "ar",
                        "sections": None,
                        "sources": None,
                        "checked_on": None,
                    },
                }
            ],
        },
    )


@pytest.mark.parametrize(
    ("fields", "heard"),
    [
        ({"text": "my boss does not pay"}, "my boss does not pay"),
        ({"text": "/help"}, "/help"),
        ({"text": " /Forget "}, "/forget_me"),
        ({"payload": "/wages_unpaid"}, "/wages_unpaid"),
        ({"payload": '/menu{"group":"work"}'}, '/menu{"group":"work"}'),
        # words that look like a payload stay words
        ({"text": "/wages_unpaid"}, "wages_unpaid"),
        ({"text": '/change_country{"country":"anything a person typed"}'}, 'change_country{"country":"anything a person typed"}'),
        ({"text": "///"}, "?"),
        ({"text": "/ / /greet"}, "greet"),
        ({"text": "/restart"}, "restart"),
    ],
)
def test_message_reaches_the_dialogue(web, fields, heard):
    response = web.say(web.open(), **fields)
    assert (response.status_code, response.json()["id"], [message["text"] for message in response.json()["messages"]]) == (
        200,
        "1",
        [f"heard {heard}"],
    )


@pytest.mark.parametrize(
    "text", ["/\n/greet", '/ \n/out_of_scope{"country":"my name"}', "/\t/menu", "\n/\n\n//forget_me", "/\u200c/menu"]
)
def test_typed_text_never_becomes_a_payload(web, text):
    """Rasa strips all white space before it looks for the slash."""
    assert web.say(web.open(), text).status_code == 200
    assert not web.agent.heard[-1].strip().startswith("/")


def test_same_id_is_answered_once(web):
    token = web.open()
    first, again, other = web.say(token, "visa"), web.say(token, "visa"), web.say(token, "visa", message_id="2")
    assert first.json() == again.json()
    assert other.json()["messages"] == first.json()["messages"]
    assert web.agent.heard[-3:].count("visa") == 2


@pytest.mark.parametrize("path", ["session", "messages"])
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"{", "body_not_json"), (b"\xff\xfe\x00", "body_not_json"), (b"[" * 30_000, "body_not_json"), (b"[]", "body_not_object")],
)
def test_bad_body_is_400(web, path, content, code):
    response = web.request("POST", path, data=content)
    assert (response.status_code, response.json()["code"]) == (400, code)


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({}, 400, "missing_field"),
        ({"text": "a", "payload": "/menu"}, 400, "missing_field"),
        ({"text": 1}, 400, "bad_field"),
        ({"text": "\u202e"}, 400, "text_empty"),
        ({"text": "a" * 4001}, 400, "text_too_long"),
        ({"text": "a", "message_id": "a b"}, 400, "bad_field"),
        ({"payload": "/nonsense"}, 422, "unknown_payload"),
        ({"payload": '/change_country{"country":"XX"}'}, 422, "unknown_payload"),
    ],
)
def test_bad_message_has_its_status_and_code(web, fields, status, code):
    response = web.say(web.open(), **fields)
    assert (response.status_code, response.json()["code"]) == (status, code)


@pytest.mark.parametrize(("language", "expected"), [("ru", "ru"), ("xx", "en")])
def test_error_a_reader_can_mend_has_a_sentence_in_their_language(web, language, expected):
    response = web.say("x", payload="/nonsense", headers={"Accept-Language": language})
    assert response.json()["message"] == Lines(Catalogues()).say("utter_unknown_choice", expected)


@pytest.mark.parametrize("token", ["garbage", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzaWQiOiIxIn0.", "\ud800"])
def test_session_of_nobody_is_401(web, token):
    response = web.say(token, "hello")
    assert (response.status_code, response.json()["code"]) == (401, "session_invalid")


STRANGERS = [STRANGER, "null", FRIEND.replace("https", "http"), FRIEND + ".evil.com", "file://", "http://[::1", "x" * 99]


def allowances(response):
    """The headers that would let another page read the response."""
    return [name for name in response.headers if name.lower().startswith("access-control-allow")]


@pytest.mark.parametrize("path", ["session", "messages"])
@pytest.mark.parametrize("origin", STRANGERS)
def test_page_of_a_stranger_is_403(web, path, origin):
    response = web.request("POST", path, headers={"Origin": origin})
    assert (response.status_code, response.json()["code"], allowances(response)) == (403, "origin_not_allowed", [])


@pytest.mark.parametrize("path", ["session", "messages"])
@pytest.mark.parametrize("origin", STRANGERS)
def test_preflight_of_a_stranger_allows_nothing(web, path, origin):
    response = web.request("OPTIONS", path, headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert allowances(response) == []


def test_page_of_a_friend_is_served_with_its_origin(web):
    response = web.request("POST", "session", headers={"Origin": FRIEND})
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (200, FRIEND)
    assert "Origin" in response.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_error_for_a_friend_can_be_read_by_its_page(web):
    response = web.request("POST", "messages", data="{", headers={"Origin": FRIEND})
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (400, FRIEND)


@pytest.mark.parametrize("path", ["session", "messages"])
def test_preflight_of_a_friend_allows_json_by_post(web, path):
    asked = {"Origin": FRIEND, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    response = web.request("OPTIONS", path, headers=asked)
    assert response.status_code in (200, 204)
    allowed = {name: value for name, value in response.headers.items() if name.startswith("Access-Control")}
    assert (allowed["Access-Control-Allow-Origin"], allowed["Access-Control-Allow-Methods"]) == (FRIEND, "POST")
    assert allowed["Access-Control-Allow-Headers"].lower() == "content-type"
    assert response.content == b""


def test_own_page_is_allowed(web):
    response = web.request("POST", "session", headers={"Origin": web.address})
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (200, web.address)


@pytest.mark.parametrize("size", [33_000, 100_000, 2_000_000])
def test_large_body_is_413(web, size):
    response = web.request("POST", "messages", data=b" " * size)
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


def test_turn_that_fails_is_503_with_an_apology(web):
    response = web.say(web.open(), "explode please", headers={"Accept-Language": "en"})
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert "112" in response.json()["message"]


@pytest.mark.parametrize(("text", "code"), [("silence", "unavailable"), ("sleep", "timeout")])
def test_turn_without_an_answer_is_503(web, text, code):
    response = web.say(web.open(), text)
    assert (response.status_code, response.json()["code"]) == (503, code)


def test_fault_of_the_channel_itself_is_503_without_a_trace(web):
    response = web.request("POST", "session", data='{"country": "AQ"}')  # the agent answers in a language that is none
    assert (response.status_code, response.json()) == (503, {"code": "unavailable"})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "nothing", 404), ("GET", "messages", 405), ("PUT", "session", 405), ("GET", "page/", 404)],
)
def test_path_or_method_of_nobody(web, method, path, status):
    response = web.request(method, path)
    assert (response.status_code, response.json()) == (status, {"code": f"http_{status}"})


def test_health_follows_the_model(web):
    first = web.request("GET", "health")
    web.agent.ready = False
    second = web.request("GET", "health")
    web.agent.ready = True
    assert [(answer.status_code, answer.json()) for answer in (first, second)] == [
        (200, {"status": "ok"}),
        (503, {"status": "starting"}),
    ]


@pytest.mark.parametrize(("path", "kind"), [("", "text/html"), ("page/chat.js", "javascript"), ("page/chat.css", "text/css")])
def test_page_and_assets_have_a_strict_policy(web, path, kind):
    response = web.request("GET", path)
    assert response.status_code == 200
    assert kind in response.headers["content-type"]
    policy = dict(part.strip().partition(" ")[::2] for part in response.headers["content-security-policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["base-uri"]) == ("'none'", "'self'", "'none'")
    assert "unsafe" not in response.headers["content-security-policy"]
    assert (response.headers["x-content-type-options"], response.headers["referrer-policy"]) == ("nosniff", "no-referrer")


@pytest.mark.parametrize(
    "name", ["../channel.py", "..%2fchannel.py", "%2e%2e%2fchannel.py", "..%2f..%2f..%2fsettings.py", "chat.js.bak", "%00", ".."]
)
def test_asset_outside_the_folder_is_404(web, name):
    response = web.request("GET", f"page/{name}")
    assert "import" not in response.text
    assert response.status_code in (400, 404) or response.text.startswith("<!doctype html>")


def test_page_needs_nothing_its_policy_forbids(web):
    page = web.request("GET", "").text
    assert [thing for thing in ("<script>", "<style", "style=", "onclick", "onload", "://") if thing in page] == []


def test_too_many_messages_are_429_with_a_time_to_wait(start):
    client = start(MESSAGES_PER_MINUTE=2)
    token, other = client.open(), client.open()
    answers = [client.say(token, "hello", message_id=str(number)) for number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert answers[2].json()["code"] == "too_many_messages"
    assert answers[2].json()["message"]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 30
    assert client.say(other, "hello").status_code == 200


def test_too_many_sessions_are_429_with_a_time_to_wait(start):
    client = start(SESSIONS_PER_MINUTE=2)
    answers = [client.request("POST", "session") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2].json()["code"], 1 <= int(answers[2].headers["Retry-After"]) <= 30) == ("too_many_sessions", True)


def test_conversations_on_the_disk_are_pseudonyms(start, tmp_path):
    client = start(DATA_DIR=tmp_path)
    token = client.open()
    client.say(token, "my name is Aminata", message_id="secret-id-1")
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("conversations.sqlite*"))
    assert b"secret-id-1" in kept  # else the next line could not fail
    number = jwt.decode(token, options={"verify_signature": False})["sid"]
    assert [trace for trace in (token, number) if trace.encode() in kept] == []


def test_broken_http_is_refused_and_the_server_lives(web):
    port = int(web.address.rpartition(":")[2])
    for garbage in (b"\x00\x01\x02\r\n\r\n", b"POST / HTTP/9.9\r\n\r\n", b"GET " + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(garbage)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := connection.recv(65_536):
                answer += chunk
        assert b"Traceback" not in answer
    assert web.request("GET", "health").status_code == 200


def test_channel_without_a_secret_cannot_be_made():
    with pytest.raises(SettingsError, match="ASSISTANT_SECRET"):
        WebInput(read_settings({}))


def test_channel_is_made_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_SECRET", SECRET)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    assert (WebInput.name(), type(WebInput.from_credentials(None))) == ("web", WebInput)
