"""From bytes to requests: every bad input has its code, and none raises anything else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.payloads import Payload
from bot.channels.web.errors import BadRequest, UnknownPayload, WebError
from bot.channels.web.parse import MessageRequest, SessionRequest, parse_message, parse_session

LONGEST = 4000


def body(**fields):
    """A message as a client would send it, with ``fields`` in place of its own (``None`` stays, ``...`` leaves out)."""
    whole = {"session": "s", "id": "1", "text": "hello", **fields}
    return json.dumps({name: value for name, value in whole.items() if value is not ...}).encode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", SessionRequest(None, None)),
        (b" \n", SessionRequest(None, None)),
        (b"{}", SessionRequest(None, None)),
        (b'{"language": "ar"}', SessionRequest("ar", None)),
        (b'{"country": "FR", "language": "fr"}', SessionRequest("fr", "FR")),
        (b'{"language": null, "country": null}', SessionRequest(None, None)),
        (b'{"unknown": [1, 2]}', SessionRequest(None, None)),
    ],
)
def test_session_request_is_read(content, expected):
    assert parse_session(content) == expected


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "body_not_json"),
        (b"language=ar", "body_not_json"),
        (b"\xff\xfe\x00", "body_not_json"),
        (b"\x00", "body_not_json"),
        (b"\xef\xbb\xbf{}", "body_not_json"),
        (b"[" * 100_000, "body_not_json"),
        (b'{"a":' * 20_000, "body_not_json"),
        (b"1" * 10_000, "body_not_json"),
        (b"{} {}", "body_not_json"),
        (b"null", "body_not_object"),
        (b"[]", "body_not_object"),
        (b'"ar"', "body_not_object"),
        (b"NaN", "body_not_object"),
        (b'{"language": "xx"}', "unknown_language"),
        (b'{"language": "AR"}', "unknown_language"),
        (b'{"language": ""}', "unknown_language"),
        (b'{"language": ["ar"]}', "unknown_language"),
        (b'{"language": 1}', "unknown_language"),
        (b'{"language": {}}', "unknown_language"),
        (b'{"language": false}', "unknown_language"),
        (b'{"language": "en-GB"}', "unknown_language"),
        (b'{"country": "XX"}', "unknown_country"),
        (b'{"country": "fr"}', "unknown_country"),
        (b'{"country": "int"}', "unknown_country"),
        (b'{"country": "ZZ"}', "unknown_country"),
        (b'{"country": "XA"}', "unknown_country"),
        (b'{"country": ["FR"]}', "unknown_country"),
        (b'{"country": 1}', "unknown_country"),
        (b'{"country": ""}', "unknown_country"),
    ],
)
def test_bad_session_request_has_a_code(content, code):
    with pytest.raises(BadRequest) as caught:
        parse_session(content)
    assert (caught.value.code, caught.value.status, caught.value.line) == (code, 400, None)
    assert caught.value.detail


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (body(), MessageRequest("s", "1", "hello", None)),
        (body(text="  hello\r\nworld  "), MessageRequest("s", "1", "hello\nworld", None)),
        (body(text="a" * LONGEST), MessageRequest("s", "1", "a" * LONGEST, None)),
        (body(text="hel\x00lo\x1b[31m"), MessageRequest("s", "1", "hello[31m", None)),
        (body(text="\u202eolleh\u2066\u2069\ufeff\u00ad"), MessageRequest("s", "1", "olleh", None)),
        (body(text="می\u200cخواهم"), MessageRequest("s", "1", "می\u200cخواهم", None)),  # the joiner is part of the word
        (body(text="\ud800hello"), MessageRequest("s", "1", "hello", None)),
        (body(text="💔"), MessageRequest("s", "1", "💔", None)),
        (body(text="/menu"), MessageRequest("s", "1", "/menu", None)),
        (body(text=..., payload="/menu"), MessageRequest("s", "1", None, Payload("menu"))),
        (body(text=None, payload="/menu"), MessageRequest("s", "1", None, Payload("menu"))),
        (body(payload=None), MessageRequest("s", "1", "hello", None)),
        (body(id="aZ09._:-" * 8), MessageRequest("s", "aZ09._:-" * 8, "hello", None)),
        (body(extra={"deep": [[[]]]}), MessageRequest("s", "1", "hello", None)),
    ],
)
def test_message_is_read(content, expected):
    assert parse_message(content, LONGEST) == expected


EMPTY, TOO_LONG = "utter_error_empty", "utter_error_too_long"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "body_not_json", None),
        (b"   ", "body_not_json", None),
        (b"{", "body_not_json", None),
        (b"\x89PNG\r\n\x1a\n", "body_not_json", None),
        (bytes(range(256)), "body_not_json", None),
        (b"[" * 100_000, "body_not_json", None),
        (body()[:-1], "body_not_json", None),
        (body() + b"x", "body_not_json", None),
        ("{'a': 'é'}".encode("latin-1"), "body_not_json", None),
        (body().decode().encode("utf-16"), "body_not_json", None),
        (b"[]", "body_not_object", None),
        (b"null", "body_not_object", None),
        (b'"text"', "body_not_object", None),
        (b"1", "body_not_object", None),
        (b"{}", "missing_field", None),
        (body(session=...), "missing_field", None),
        (body(id=...), "missing_field", None),
        (body(session=""), "missing_field", None),
        (body(session=None), "missing_field", None),
        (body(session=1), "missing_field", None),
        (body(session=["s"]), "missing_field", None),
        (body(id=1), "missing_field", None),
        (body(id=""), "missing_field", None),
        (body(id={"$gt": ""}), "missing_field", None),
        (body(id="a b"), "bad_field", None),
        (body(id="a" * 65), "bad_field", None),
        (body(id="1\n"), "bad_field", None),
        (body(id="ы"), "bad_field", None),
        (body(id="../x"), "bad_field", None),
        (body(id="'; --"), "bad_field", None),
        (body(text=...), "missing_field", None),
        (body(text=None), "missing_field", None),
        (body(payload="/menu"), "missing_field", None),
        (body(text=1), "bad_field", EMPTY),
        (body(text=["hello"]), "bad_field", EMPTY),
        (body(text={}), "bad_field", EMPTY),
        (body(text=True), "bad_field", EMPTY),
        (body(text=False), "bad_field", EMPTY),
        (body(text=""), "text_empty", EMPTY),
        (body(text=" \n\t "), "text_empty", EMPTY),
        (body(text="\x00\x01\x7f"), "text_empty", EMPTY),
        (body(text="\u202e\u2066\ufeff"), "text_empty", EMPTY),
        (body(text="\ud800"), "text_empty", EMPTY),
        (body(text="a" * (LONGEST + 1)), "text_too_long", TOO_LONG),
        (body(text="a" * 100_000), "text_too_long", TOO_LONG),
        (body(text=" " * (LONGEST + 1)), "text_too_long", TOO_LONG),
    ],
)
def test_bad_message_has_a_code(content, code, line):
    with pytest.raises(BadRequest) as caught:
        parse_message(content, LONGEST)
    assert (caught.value.code, caught.value.status, caught.value.line) == (code, 400, line)
    assert caught.value.detail


@pytest.mark.parametrize(
    "payload",
    ["", "menu", "/nonsense", '/menu{"topic":"x"}', "/menu x", "/" + "a" * 1000, "/suggest", 1, [], {"intent": "menu"}, True],
)
def test_payload_that_was_never_offered_has_a_code(payload):
    with pytest.raises(UnknownPayload) as caught:
        parse_message(body(text=..., payload=payload), LONGEST)
    assert (caught.value.code, caught.value.status, caught.value.line) == ("unknown_payload", 422, "utter_unknown_choice")


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = st.dictionaries(
    st.sampled_from(["session", "id", "text", "payload", "language", "country"]), _ANYTHING | st.just("/menu")
)


_BYTES = st.binary(max_size=40) | (_ANYTHING | _FIELDS).map(lambda value: json.dumps(value).encode())


def result(parse, *arguments):
    """What ``parse`` gives, or the code with which it refuses."""
    try:
        return parse(*arguments)
    except WebError as error:
        return error.code


@given(_BYTES)
def test_any_bytes_are_read_or_refused_with_a_code(content):
    assert isinstance(result(parse_session, content), (SessionRequest, str))
    assert isinstance(result(parse_message, content, LONGEST), (MessageRequest, str))


@given(st.text(min_size=1, max_size=60))
def test_text_that_is_read_has_no_control_characters(text):
    found = result(parse_message, body(text=text), LONGEST)
    read = "text" if found == "text_empty" else found.text
    assert read == read.strip() != ""
    assert not any((character < " " and character not in "\n\t") or "\u202a" <= character <= "\u202e" for character in read)
