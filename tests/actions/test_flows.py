"""Every way through the dialogue by its buttons: each leads somewhere, in every language."""

from __future__ import annotations

import pytest

from bot.channels.payloads import parse_payload
from bot.content.load import read_topic_ids
from tests.actions.conversation import Conversation, all_actions, payloads, routes, written_buttons

_INTENTS = [
    "wages_unpaid",
    *sorted(intent for intent, action in routes().items() if action.startswith("action_") and action != "action_answer"),
]
_STARTS = ["greet", "menu", "help", "out_of_scope", "talk_to_human", "emergency", "change_country", "change_language"]


def follow(language):
    """Every payload there is, by pressing every button from each start on; and what each offered."""
    offered, waiting = {}, [f"/{start}" for start in _STARTS]
    while waiting:
        pressed = waiting.pop()
        if pressed in offered:
            continue
        payload = parse_payload(pressed) or parse_payload("/menu")
        action = "action_refuse" if pressed == "/out_of_scope" else routes()[payload.intent]
        if action in all_actions():
            intent = "out_of_scope" if pressed == "/out_of_scope" else payload.intent
            offered[pressed] = payloads(Conversation(language).ask(intent, **payload.values))
        else:
            offered[pressed] = written_buttons(action)
        waiting.extend(offered[pressed])
    return offered


def test_every_button_leads_somewhere(language):
    pressed = follow(language)
    assert {parse_payload(payload).intent for payload in pressed if payload != "/out_of_scope"} <= set(routes())
    assert {f"/{topic}" for topic in read_topic_ids()} - set(pressed) == set()


@pytest.mark.parametrize("intent", _INTENTS)
def test_every_intent_is_answered_on_first_contact(language, intent):
    assert Conversation(language).ask(intent)


@pytest.mark.parametrize("intent", _INTENTS)
def test_every_intent_is_answered_with_everything_known(language, intent):
    talk = Conversation(language, language=language, country="DE", topic="wages_unpaid", introduced=True)
    assert {said["meta"]["country"] for said in talk.ask(intent, suggestions=["asylum_apply", "work_visa"])} == {"DE"}


def test_every_action_is_led_to():
    assert set(all_actions()) == {action for action in routes().values() if action.startswith("action_")}
