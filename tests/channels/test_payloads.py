"""Payloads: what our buttons send is accepted, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.payloads import Payload, command, parse_payload
from bot.content.load import read_groups_and_topics
from bot.language.lines import read_lines
from bot.language.table import languages
from bot.nlu.country_names import known_countries

_GROUPS, _TOPICS = read_groups_and_topics()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/menu", Payload("menu")),
        ("/wages_unpaid", Payload("wages_unpaid")),
        ('/menu{"group":"work"}', Payload("menu", {"group": "work"})),
        ('/change_country{"country":"FR"}', Payload("change_country", {"country": "FR"})),
        ('/change_language{"language":"ar"}', Payload("change_language", {"language": "ar"})),
        ('/change_language{"language":"ti"}', Payload("change_language", {"language": "ti"})),  # planned, not spoken yet
        ('/greet{"language":"ru","country":"TR"}', Payload("greet", {"language": "ru", "country": "TR"})),
        ('/wages_unpaid{ "country" : "DE" }', Payload("wages_unpaid", {"country": "DE"})),
        ("/menu{}", Payload("menu")),
    ],
)
def test_payload_of_ours_is_accepted(text, expected):
    assert parse_payload(text) == expected


@pytest.mark.parametrize("intent", sorted(_TOPICS))
def test_payload_of_every_topic_is_accepted(intent):
    assert parse_payload(f"/{intent}") == Payload(intent)


@pytest.mark.parametrize("button", [button for line in read_lines().values() for button in line.buttons], ids=lambda b: b.payload)
def test_payload_of_every_written_button_is_accepted(button):
    assert parse_payload(button.payload) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "menu",
        "//menu",
        " /menu",
        "/menu ",
        "/menu\n",
        "/Menu",
        "/MENU",
        "/menu/",
        "/menu menu",
        "/menu;drop",
        # intents that no button sends
        "/nonsense",
        "/suggest",
        "/out_of_scope",
        "/insult",
        "/nlu_fallback",
        "/restart",
        "/session_start",
        "/back",
        "/action_forget_me",
        # slots and values that no button sends
        '/menu{"topic":"wages_unpaid"}',
        '/menu{"forget":"true"}',
        '/menu{"introduced":"true"}',
        '/change_country{"country":"XX"}',
        '/change_country{"country":"fr"}',
        '/change_country{"country":"France"}',
        '/change_country{"country":"ZZ"}',
        '/change_country{"country":"XA"}',
        '/change_country{"country":"QO"}',
        '/change_country{"country":""}',
        '/change_country{"country":null}',
        '/change_country{"country":1}',
        '/change_country{"country":["FR"]}',
        '/change_country{"country":{"FR":1}}',
        '/change_country{"country":true}',
        '/change_language{"language":"xx"}',
        '/change_language{"language":"en-GB"}',
        '/menu{"group":"nothing"}',
        '/menu{"":""}',
        '/change_country{"country":"FR","topic":"x"}',
        # text behind, broken JSON, other JSON
        '/menu{"group":"work"} x',
        '/menu{"group":"work"}{"group":"work"}',
        '/menu{"group":"work"}}',
        '/menu{"group":"work"',
        '/menu{"group":work}',
        "/menu{'group':'work'}",
        "/menu{",
        "/menu{,}",
        '/menu["work"]',
        '/menu"work"',
        "/menu{[]}",
        "/menuNaN",
        '/menu{"group":"work",}',
        '/menu{\n"group":"work"\n}',
        # too long
        "/" + "a" * 1000,
        "/menu" + "{" * 50 + "}" * 50,
        '/menu{"group":"' + "w" * 1000 + '"}',
        "/menu" + " " * 1000 + "{}",
        # disguised
        "/menu\u200b",
        "/\u202emenu",
        "\ufeff/menu",
        "／menu",
        "/ｍｅｎｕ",
        "/menu\x00",
        "/menu{\x00}",
    ],
)
def test_payload_of_nobody_is_rejected(text):
    assert parse_payload(text) is None


@given(
    st.sampled_from(sorted(_TOPICS)),
    st.fixed_dictionaries(
        {},
        optional={
            "country": st.sampled_from(sorted(known_countries())),
            "language": st.sampled_from(sorted(languages())),
            "group": st.sampled_from(sorted(_GROUPS)),
        },
    ),
)
def test_payload_survives_being_sent(intent, values):
    payload = Payload(intent, values)
    assert parse_payload(payload.as_text()) == payload


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda text: "/menu{" + text + "}"))
def test_any_text_is_a_known_payload_or_none(text):
    payload = parse_payload(text)
    assert payload is None or parse_payload(payload.as_text()) == payload


@given(st.dictionaries(st.sampled_from(["country", "language", "group", "topic"]), st.text(max_size=5), min_size=1, max_size=2))
def test_values_are_known_ones(values):
    payload = parse_payload("/menu" + json.dumps(values))
    known = {"country": known_countries(), "language": set(languages()), "group": set(_GROUPS)}
    assert payload is None or all(value in known[name] for name, value in payload.values.items())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", "greet"),
        ("/help", "help"),
        ("/menu", "menu"),
        ("/language", "change_language"),
        ("/country", "change_country"),
        ("/sources", "show_sources"),
        ("/human", "talk_to_human"),
        ("/privacy", "privacy"),
        ("/forget", "forget_me"),
        ("/stop", "stop"),
        ("  /Start \n", "greet"),
        ("/FORGET", "forget_me"),
    ],
)
def test_command_that_is_typed(text, expected):
    assert command(text) == Payload(expected)


@pytest.mark.parametrize(
    "text", ["", "start", "/", "/wages_unpaid", "/forget me", "/start now", "//start", '/menu{"group":"work"}', "stop"]
)
def test_text_that_is_no_command(text):
    assert command(text) is None
