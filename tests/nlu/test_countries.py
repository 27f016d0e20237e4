"""The country extractor, and the words it leaves for the classifiers."""

from __future__ import annotations

import pytest
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.tokens import tokens
from bot.nlu.countries import WORDS, CountryExtractor, masked_words
from bot.nlu.country_names import find_mentions


def message(language, text, **extra):
    """A message as the tokeniser leaves it."""
    cut = [Token(word, start) for word, start in tokens(text, language)]
    return Message({TEXT: text, "language": {"name": language}, TOKENS_NAMES[TEXT]: cut, **extra})


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "And in the UK?", "and in §country ?"),
        ("en", "from South Korea to Italy", "from §country to §country"),
        ("en", "My Boss owes me 1500 euros", "my boss owes me 0 euros"),
        ("en", "helllllp us", "hellp us"),
        ("es", "¿Y en España?", "¿ y en §country ?"),
        ("ar", "في ألمانيا", "في §country"),
        ("ru", "Ещё в Германии", "еще в §country"),
        ("en", "no country here", "no country here"),
        ("en", "I am in France. My boss does not pay.", "i am in §country . my boss does not pay ."),
        ("en", "", ""),
    ],
)
def test_masked_words(language, text, expected):
    words = [word for word, _ in tokens(text, language)]
    assert " ".join(masked_words(words, find_mentions(words, language))) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Hello, and in the UK?", {"value": "GB", "start": 14, "end": 20}),
        ("en", "I am from Syria, I live in Germany", {"value": "DE", "start": 27, "end": 34}),
        ("ru", "немецкая виза", {"value": "DE", "start": 0, "end": 8}),
        ("ar", "بألمانيا", {"value": "DE", "start": 0, "end": 8}),
    ],
)
def test_country_entity_of_a_message(language, text, expected):
    asked = message(language, text)
    CountryExtractor().process([asked])
    assert asked.get(ENTITIES) == [{"entity": "country", "extractor": "CountryExtractor", **expected}]


@pytest.mark.parametrize("text", ["I am from Syria", "German food", "no country"])
def test_message_about_no_country_has_no_entity(text):
    asked = message("en", text)
    CountryExtractor().process([asked])
    assert asked.get(ENTITIES) is None


def test_entities_already_there_are_kept():
    asked = message("en", "in France", entities=[{"entity": "language", "value": "fr"}])
    CountryExtractor().process([asked])
    assert [(entity["entity"], entity["value"]) for entity in asked.get(ENTITIES)] == [("language", "fr"), ("country", "FR")]


def test_same_question_about_any_country_has_the_same_words():
    asked = [message("en", f"and in {country}?") for country in ("France", "the UK", "South Korea", "Guinea-Bissau")]
    CountryExtractor().process(asked)
    assert [one.get(WORDS) for one in asked] == [["and", "in", "§country", "?"]] * 4


def test_message_without_text_is_left_alone():
    empty = Message({TEXT: ""})
    CountryExtractor().process([empty, Message({})])
    assert empty.get(WORDS) is None


def test_training_data_get_their_words():
    data = TrainingData([message("en", "visa for Spain", intent="work_visa")])
    assert CountryExtractor().process_training_data(data).training_examples[0].get(WORDS) == ["visa", "for", "§country"]
