"""What is read out of Rasa's parse; and, with the trained model, that messages go the way they go on the channels."""

from __future__ import annotations

import pytest

from bot.evaluation.understand import Understood, _understood, understand_all
from bot.settings import read_settings
from bot.training import model_path
from tests.evaluation.samples import case

DECISION = {"outcome": "answer", "label": "wages_unpaid", "suggestions": ["housing"]}


@pytest.mark.parametrize(
    ("parsed", "expected"),
    [
        (
            {
                "decision": DECISION,
                "intent": {"name": "wages_unpaid"},
                "entities": [{"entity": "language", "value": "es"}, {"entity": "country", "value": "FR"}],
                "language": {"name": "es", "confidence": 0.9},
            },
            Understood("answer", "wages_unpaid", ("housing",), "FR", "es", 2.5),
        ),
        (
            {"decision": DECISION, "intent": {"name": "x"}, "entities": [], "language": None},
            Understood("answer", "wages_unpaid", ("housing",), None, "", 2.5),
        ),
        ({"intent": {"name": "menu"}}, Understood("dialogue", "menu", (), None, "", 2.5)),
        ({"decision": None, "intent": {"name": "menu"}, "entities": None}, Understood("dialogue", "menu", (), None, "", 2.5)),
    ],
)
def test_understood_of_parsed_message(parsed, expected):
    assert _understood(parsed, 2.5) == expected


@pytest.mark.slow
def test_understand_all_with_the_trained_model():
    cases = [
        case(text="My boss does not pay me my wages in France"),
        case("dialogue", "help", text="/help"),
        case("emergency", "emergency", text="help me he is going to kill me right now"),
        case("oos", "out_of_scope", text="what is the best recipe for pizza"),
    ]
    pairs = list(understand_all(model_path(read_settings()), cases))
    assert [given for given, _ in pairs] == cases
    assert [(found.outcome, found.label, found.country) for _, found in pairs] == [
        ("answer", "wages_unpaid", "FR"),
        ("dialogue", "help", None),
        ("emergency", "emergency", None),
        ("refuse", "out_of_scope", None),
    ]
    assert all(found.milliseconds > 0 for _, found in pairs)
