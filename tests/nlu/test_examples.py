"""What is noted about a training example."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.examples import example_importance, example_language


@pytest.mark.parametrize(
    ("data", "language", "importance"),
    [
        ({"metadata": {"intent": {"language": "ar"}}}, "ar", 1.0),
        ({"metadata": {"intent": {"language": "ru", "kind": "keyword"}}}, "ru", 0.5),
        ({"metadata": {"intent": {"kind": "sentence"}}}, "en", 1.0),
        ({"metadata": {"intent": "a text"}}, "en", 1.0),
        ({"metadata": "a text"}, "en", 1.0),
        ({"metadata": None}, "en", 1.0),
        ({}, "en", 1.0),
    ],
)
def test_notes_of_an_example(data, language, importance):
    example = Message(data)
    assert (example_language(example), example_importance(example)) == (language, importance)
