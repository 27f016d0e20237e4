"""The action server: what it does before it serves."""

from __future__ import annotations

import pytest

from actions.__main__ import main
from actions.desk import desk, warm_up
from actions.say import act_button, line, topic_button
from actions.turn import Turn
from bot.content.assemble import Message
from bot.language.lines import Button

TURN = Turn("en", None, None, None, None, "menu", (), None, True)


def test_server_with_unusable_settings_ends_with_2(monkeypatch, capsys):
    monkeypatch.setenv("ASSISTANT_ACTIONS_PORT", "many")
    assert main() == 2
    assert capsys.readouterr().err.startswith("ASSISTANT_ACTIONS_PORT ")


def test_warm_up_loads_everything_once():
    warm_up()
    assert desk() is desk()


def test_line_has_extra_buttons_before_its_own():
    extra = Button("first", "/help")
    assert line("utter_greet", TURN, [extra]) == Message(
        "text", desk().lines.say("utter_greet", "en"), (extra, Button("Show all subjects", "/menu"))
    )


def test_line_of_nobody_is_an_error():
    with pytest.raises(KeyError):
        line("utter_nothing", TURN)


def test_buttons_carry_their_payload():
    assert topic_button("wages_unpaid", "en") == Button(desk().library.topics["wages_unpaid"].title, "/wages_unpaid")
    assert act_button("utter_button_menu", "/menu", "en").payload == "/menu"
