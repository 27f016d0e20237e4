"""What Rasa is given to train on."""

from __future__ import annotations

import inspect

import pytest
import yaml
from rasa.shared.core.events import UserUttered

import actions.answers
import actions.guidance
import actions.people
from bot.content.load import read_topic_ids
from bot.dialogue.importer import MultilingualImporter
from bot.language.lines import read_lines
from bot.types import ROOT

_EXAMPLES = """\
version: "3.1"
nlu:
- intent: wages_unpaid
  examples: |
    - %s
- intent: wages_unpaid
  metadata: {kind: keyword}
  examples: |
    - pay
"""
_RULES = 'version: "3.1"\nrules:\n- rule: menu\n  steps:\n  - intent: menu\n  - action: action_menu\n'


@pytest.fixture
def data(tmp_path):
    """A data folder with two languages, a rule, and files that are none of Rasa's business."""
    folder = tmp_path / "data"
    for path, text in {
        "nlu/en/work.yml": _EXAMPLES % "my boss does not pay",
        "nlu/es/work.yml": _EXAMPLES % "mi jefe no paga",
        "nlu/xx/work.yml": _EXAMPLES % "blah",
        "rules/dialogue.yml": _RULES,
        "content/int/wages_unpaid.yml": _EXAMPLES % "not an example",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def importer(data):
    """The importer on that folder and the assistant's domain."""
    return MultilingualImporter(str(ROOT / "bot" / "config.yml"), str(ROOT / "bot" / "domain"), [str(data)])


def test_language_of_an_example_is_its_folder(importer):
    found = [
        (message.get("text"), message.get("intent"), message.get("metadata"))
        for message in importer.get_nlu_data().training_examples
    ]
    assert sorted(found, key=str) == sorted(
        [
            ("my boss does not pay", "wages_unpaid", {"intent": {"language": "en"}}),
            ("pay", "wages_unpaid", {"intent": {"kind": "keyword", "language": "en"}}),
            ("mi jefe no paga", "wages_unpaid", {"intent": {"language": "es"}}),
            ("pay", "wages_unpaid", {"intent": {"kind": "keyword", "language": "es"}}),
            ("blah", "wages_unpaid", {"intent": {}}),
            ("pay", "wages_unpaid", {"intent": {"kind": "keyword"}}),
        ],
        key=str,
    )


def test_data_folder_may_be_given_as_text(data):
    importer = MultilingualImporter(str(ROOT / "bot" / "config.yml"), str(ROOT / "bot" / "domain"), str(data))
    assert len(importer.get_nlu_data().training_examples) == 6


def test_one_file_may_be_given(data):
    importer = MultilingualImporter(None, str(ROOT / "bot" / "domain"), [str(data / "nlu" / "es" / "work.yml")])
    assert [message.get("text") for message in importer.get_nlu_data().training_examples] == ["mi jefe no paga", "pay"]


def test_every_topic_is_an_intent_without_entities(importer):
    domain = importer.get_domain()
    assert read_topic_ids() - set(domain.intents) == set()
    assert {domain.intent_properties[topic]["used_entities"] == [] for topic in read_topic_ids()} == {True}
    assert "greet" in domain.intents


def routes(importer):
    """The action each rule's intent leads to."""
    found = {}
    for step in importer.get_stories().story_steps:
        asked = [event.intent_name for event in step.events if isinstance(event, UserUttered)]
        done = [
            event.action_name
            for event in step.events
            if getattr(event, "action_name", None) not in (None, "action_listen", "...")
        ]
        if len(asked) == 1 and done:
            assert asked[0] not in found, f"two rules for {asked[0]}"
            found[asked[0]] = done[0]
    return found


def test_every_topic_has_a_rule_that_answers_it(importer):
    expected = {**{topic: "action_answer" for topic in read_topic_ids()}, "menu": "action_menu"}
    assert routes(importer) == expected


@pytest.fixture(scope="module")
def real_domain():
    """The domain the assistant is trained with."""
    return MultilingualImporter(None, str(ROOT / "bot" / "domain"), []).get_domain()


def rules():
    """The intent and action of each rule in data/rules."""
    listed = yaml.safe_load((ROOT / "data" / "rules" / "dialogue.yml").read_text(encoding="utf-8"))["rules"]
    return {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in listed}


def test_every_intent_of_the_domain_has_exactly_one_rule(real_domain):
    assert set(real_domain.intents) - read_topic_ids() - set(rules()) <= {"restart", "back", "session_start", "nlu_fallback"}
    assert set(rules()) <= set(real_domain.intents)


def test_every_action_of_the_rules_is_there(real_domain):
    written = {
        thing().name()
        for module in (actions.answers, actions.guidance, actions.people)
        for thing in vars(module).values()
        if inspect.isclass(thing) and thing.__module__ == module.__name__ and hasattr(thing, "run")
    }
    led_to = set(rules().values()) | {"action_answer"}
    assert led_to - written == {name for name in led_to if name.startswith("utter_")}
    assert {name for name in led_to if name.startswith("utter_")} <= set(read_lines())
    assert {name for name in real_domain.user_actions if name.startswith("action_")} == written
