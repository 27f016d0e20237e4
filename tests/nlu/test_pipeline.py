"""The components one after another, as in a turn, without a server: trained on a few examples, kept, loaded again."""

from __future__ import annotations

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.emergency import EmergencyDetector
from bot.nlu.language_identifier import LanguageIdentifier
from bot.nlu.outcome import OutcomeDecider
from bot.nlu.topics import TopicClassifier, combine
from tests.nlu.samples import EXAMPLES, context, example, load_pipeline, train_pipeline, understand


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the trained pipeline is kept."""
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="module")
def trained(folder):
    """The pipeline, trained."""
    return train_pipeline(folder)


@pytest.fixture(scope="module")
def loaded(folder, trained):
    """The pipeline, loaded from what training kept."""
    return load_pipeline(folder)


_LONG = "I came here last year with my brother and we worked on a farm every day and the man said " * 3
_TEXTS = [
    "my boss does not pay my salary", "mi jefe no me paga el salario", "help the boat is sinking", "hola", "???", "x",
    "I am from Syria, how do I apply for asylum in Germany", "жжж", _LONG + ". my boss does not pay me . nobody helps us .",
]  # fmt: skip


@pytest.mark.parametrize("text", _TEXTS)
def test_loaded_pipeline_understands_the_same(trained, loaded, text):
    assert understand(loaded, text) == understand(trained, text)


@pytest.mark.parametrize(
    ("text", "country"),
    [("how do I apply for asylum in Germany", "DE"), ("what is the weather in Germany", None)],
)
def test_country_of_something_out_of_scope_is_not_where_the_person_is(loaded, text, country):
    found = {entity["entity"]: entity["value"] for entity in understand(loaded, text)["entities"]}
    assert found.get("country") == country


@pytest.mark.parametrize(
    ("text", "label", "outcome", "language"),
    [
        ("my boss does not pay my salary", "wages_unpaid", "answer", "en"),
        ("how do I apply for asylum", "asylum_apply", "answer", "en"),
        ("mi jefe no me paga el salario", "wages_unpaid", "answer", "es"),
        ("help the boat is sinking", "emergency", "emergency", "en"),
        ("ayuda el barco se hunde", "emergency", "emergency", "es"),
        ("hello friend", "greet", "dialogue", "en"),
        ("what is the weather", "out_of_scope", "refuse", "en"),
    ],
)
def test_message_is_understood(loaded, text, label, outcome, language):
    heard = understand(loaded, text)
    assert (heard["intent"]["name"], heard["decision"]["outcome"], heard["language"]["name"]) == (label, outcome, language)
    assert heard["decision"]["label"] == label


def test_ranking_and_probabilities_are_whole(loaded):
    heard = understand(loaded, "hello my boss")
    ranked = [row["confidence"] for row in heard["intent_ranking"]]
    assert {row["name"] for row in heard["intent_ranking"]} == set(EXAMPLES["en"])
    assert ranked == sorted(ranked, reverse=True)
    assert sum(ranked) == pytest.approx(1)
    assert sum(share for _, share in heard["language"]["ranking"]) == pytest.approx(1)
    assert 0 <= heard["emergency"] <= 1


def test_country_and_language_become_entities(loaded):
    heard = understand(loaded, "I am from Syria, how do I apply for asylum in Germany")
    assert [(entity["entity"], entity["value"]) for entity in heard["entities"]] == [("country", "DE"), ("language", "en")]


def test_one_sentence_of_danger_is_enough(loaded):
    calm = "my boss has not paid my salary , my wage was not paid for two months"
    alone = understand(loaded, calm)
    story = "I have a question about my salary , my wage was not paid for two months and the month before . "
    among = understand(loaded, f"{story} {story} they are beating me now . {story}")
    assert (alone["decision"]["outcome"], among["decision"]["outcome"]) == ("answer", "emergency")


def test_language_asked_for_by_name_wins_over_the_one_written_in(loaded):
    heard = understand(loaded, "can we speak Arabic")
    assert (heard["intent"]["name"], heard["entities"][-1]["entity"], heard["entities"][-1]["value"]) == (
        "change_language",
        "language",
        "ar",
    )


@pytest.mark.parametrize("text", ["ok", "visa", "?", "1234"])
def test_too_little_text_changes_no_language(loaded, text):
    assert not [entity for entity in understand(loaded, text)["entities"] or [] if entity["entity"] == "language"]


@pytest.mark.parametrize("text", ["", "   ", "💔", "....", "1" * 400])
def test_text_without_words_is_refused_or_suggested_never_answered(loaded, text):
    assert understand(loaded, text)["decision"]["outcome"] in {"refuse", "suggest", "dialogue"}


def test_keywords_of_training_are_marked_with_their_own_language(trained):
    marked = Message({TEXT: "hello", INTENT: "greet", "metadata": {"intent": {"language": "es"}}})
    trained[0].process_training_data(TrainingData([marked]))
    assert marked.get("language") == {"name": "es", "confidence": 1.0, "ranking": [["es", 1.0]]}


def test_identifier_of_one_language_needs_no_model(tmp_path):
    storage = LocalModelStorage.create(tmp_path)
    arguments = (LanguageIdentifier.get_default_config(), storage, Resource("languages"), context())
    LanguageIdentifier.create(*arguments).train(
        TrainingData([example("hello", "greet", "en"), example("visa", "work_visa", "en")])
    )
    message = Message({TEXT: "hello there"})
    LanguageIdentifier.load(*arguments).process([message])
    assert message.get("language") == {"name": "en", "confidence": 0.0, "ranking": [["en", 0.0]]}


@pytest.mark.parametrize("component", [EmergencyDetector, TopicClassifier])
def test_untrained_component_says_nothing(component, tmp_path):
    made = component.create(component.get_default_config(), LocalModelStorage.create(tmp_path), Resource("x"), context())
    message = Message({TEXT: "hello", "folded_words": ["hello"]})
    made.process([message])
    assert (message.get("intent"), message.get("emergency")) == (None, 0.0 if component is EmergencyDetector else None)


def decide(**data):
    """What the decider makes of a message with ``data``, with its thresholds as they ship."""
    message = Message({TEXT: "hello", **data})
    OutcomeDecider(OutcomeDecider.get_default_config()).process([message])
    return message.get("decision"), message.get("intent")


def ranking(**probabilities):
    return [{"name": name, "confidence": share} for name, share in probabilities.items()]


def test_decision_without_understanding_is_to_refuse():
    expected = {"outcome": "refuse", "label": "out_of_scope", "suggestions": []}
    assert decide() == (expected, {"name": "out_of_scope", "confidence": 0.0})


def test_decision_for_an_emergency_offers_the_topics_too():
    asked = {"intent_ranking": ranking(wages_unpaid=0.9, asylum_apply=0.1), "emergency": 0.97}
    assert decide(**asked)[0] == {"outcome": "emergency", "label": "emergency", "suggestions": ["wages_unpaid", "asylum_apply"]}


def test_decision_for_a_second_question_offers_it():
    asked = {"intent_ranking": ranking(wages_unpaid=0.99), "second_ranking": ranking(asylum_apply=0.99)}
    assert decide(**asked)[0] == {"outcome": "answer", "label": "wages_unpaid", "suggestions": ["asylum_apply"]}


def test_decision_in_doubt_is_to_suggest():
    asked = {
        "intent": {"name": "wages_unpaid", "confidence": 0.4},
        "intent_ranking": ranking(wages_unpaid=0.4, asylum_apply=0.35, greet=0.25),
    }
    expected = {"outcome": "suggest", "label": "suggest", "suggestions": ["wages_unpaid", "asylum_apply"]}
    assert decide(**asked) == (expected, {"name": "suggest", "confidence": 0.4})


@pytest.mark.parametrize(
    ("rows", "asks", "expected"),
    [
        ([[0.6, 0.4, 0.0], [0.0, 1.0, 0.0]], [False], [0.2192, 0.7808, 0.0]),
        (
            [[0.5, 0.5, 0.0], [0.9, 0.1, 0.0], [0.5, 0.5, 0.0]],
            [False, False],
            [0.6876, 0.3124, 0.0],
        ),  # the surer part counts more
        (
            [[0.5, 0.5, 0.0], [0.9, 0.1, 0.0], [0.1, 0.9, 0.0]],
            [False, True],
            [0.3525, 0.6475, 0.0],
        ),  # the part that asks counts more
        ([[0.4, 0.0, 0.6], [0.1, 0.0, 0.9]], [False], [0.4321, 0.0, 0.5679]),  # small talk in a part counts nothing
        ([[0.1, 0.0, 0.9], [0.0, 0.0, 1.0]], [True], [0.0357, 0.0, 0.9643]),
    ],
)
def test_combine_parts_with_the_whole(rows, asks, expected):
    assert combine(np.array(rows), asks, [True, True, False]).tolist() == pytest.approx(expected, abs=1e-3)
