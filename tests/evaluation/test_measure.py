"""From understood cases to figures, by the definitions of the design (section 8)."""

from __future__ import annotations

import pytest

from bot.content.load import read_topic_ids
from bot.evaluation.measure import DANGER_TOPICS, confusions, measure, topic_result
from tests.evaluation.samples import case, understood

RESULTS = [
    ("wages_unpaid", understood("answer", "wages_unpaid"), "right"),
    ("wages_unpaid", understood("answer", "wages_unpaid", "work_contract"), "right"),
    ("wages_unpaid", understood("answer", "work_contract"), "wrong"),
    ("wages_unpaid", understood("answer", "work_contract", "housing"), "wrong"),
    ("wages_unpaid", understood("answer", "work_contract", "wages_unpaid"), "wrong"),
    ("wages_unpaid", understood("suggest", "suggest", "work_contract", "wages_unpaid"), "suggested"),
    ("wages_unpaid", understood("suggest", "suggest", "work_contract"), "refused"),
    ("wages_unpaid", understood("refuse", "out_of_scope"), "refused"),
    ("wages_unpaid", understood("dialogue", "greet"), "refused"),
    ("wages_unpaid", understood("emergency", "emergency"), "refused"),
    ("wages_unpaid", understood("emergency", "emergency", "wages_unpaid"), "refused"),
    ("trafficking", understood("emergency", "emergency", "trafficking"), "suggested"),
    ("trafficking", understood("emergency", "emergency", "wages_unpaid"), "refused"),
    ("trafficking", understood("emergency", "emergency"), "refused"),
    ("trafficking", understood("answer", "trafficking"), "right"),
    ("trafficking", understood("answer", "wages_unpaid"), "wrong"),
]


@pytest.mark.parametrize(("label", "made_of_it", "expected"), RESULTS)
def test_topic_result(label, made_of_it, expected):
    assert topic_result(case(label=label), made_of_it) == expected


def test_danger_topics_are_topics():
    assert DANGER_TOPICS - read_topic_ids() == set()
    assert len(DANGER_TOPICS) == 7


def figures(cases, **given):
    """Figures of ``cases`` messages, nothing measured but what is given."""
    nothing = {
        "topic": {"cases": 0, "right": None, "suggested": None, "refused": None, "wrong": None},
        "emergency": {"cases": 0, "recall": None, "false_alarms": None},
        "out_of_scope": {"cases": 0, "refused": None, "answered_as_topic": None},
        "dialogue": {"cases": 0, "accuracy": None},
        "language_identification": {"accuracy": None},
        "country": {"precision": None, "recall": None, "wrong": None, "cases": 0},
        "milliseconds": {"p50": None, "p95": None},
    }
    return {"cases": cases, **nothing, **given}


PAIRS = [
    (case(country="FR"), understood(country="FR", milliseconds=1.0)),
    (case(), understood("answer", "work_contract", milliseconds=2.0)),
    (case(country="DE"), understood("suggest", "suggest", "wages_unpaid", milliseconds=3.0)),
    (case("topic", "trafficking"), understood("emergency", "emergency", "trafficking", milliseconds=4.0)),
    (case("emergency", "emergency"), understood("emergency", "emergency", country="IT", milliseconds=5.0)),
    (case("emergency", "emergency", "es"), understood("refuse", "out_of_scope", milliseconds=6.0)),
    (case("oos", "out_of_scope", "es"), understood("answer", "wages_unpaid", language="es", milliseconds=7.0)),
    (case("oos", "out_of_scope", "es"), understood("refuse", "out_of_scope", language="es", milliseconds=8.0)),
    (case("oos", "out_of_scope", "es"), understood("emergency", "emergency", language="es", milliseconds=9.0)),
    (case("dialogue", "greet", "es"), understood("dialogue", "greet", language="es", milliseconds=10.0)),
]


def test_measure_of_a_handful():
    assert measure(PAIRS) == {
        "overall": {
            "cases": 10,
            "topic": {"cases": 4, "right": 0.25, "suggested": 0.5, "refused": 0.0, "wrong": 0.25},
            "emergency": {"cases": 2, "recall": 0.5, "false_alarms": 0.1429},
            "out_of_scope": {"cases": 3, "refused": 0.3333, "answered_as_topic": 0.3333},
            "dialogue": {"cases": 1, "accuracy": 1.0},
            "language_identification": {"accuracy": 0.9},
            "country": {"precision": 0.5, "recall": 0.5, "wrong": 0.1, "cases": 2},
            "milliseconds": {"p50": 6.0, "p95": 10.0},
        },
        "languages": {
            "en": figures(
                5,
                topic={"cases": 4, "right": 0.25, "suggested": 0.5, "refused": 0.0, "wrong": 0.25},
                emergency={"cases": 1, "recall": 1.0, "false_alarms": 0.0},
                language_identification={"accuracy": 1.0},
                country={"precision": 0.5, "recall": 0.5, "wrong": 0.2, "cases": 2},
                milliseconds={"p50": 3.0, "p95": 5.0},
            ),
            "es": figures(
                5,
                emergency={"cases": 1, "recall": 0.0, "false_alarms": 0.25},
                out_of_scope={"cases": 3, "refused": 0.3333, "answered_as_topic": 0.3333},
                dialogue={"cases": 1, "accuracy": 1.0},
                language_identification={"accuracy": 0.8},
                country={"precision": None, "recall": None, "wrong": 0.0, "cases": 0},
                milliseconds={"p50": 8.0, "p95": 10.0},
            ),
        },
    }


def test_measure_of_nothing():
    assert measure([]) == {"overall": figures(0), "languages": {}}


@pytest.mark.parametrize("label", sorted(DANGER_TOPICS))
def test_measure_counts_no_false_alarm_inside_danger_topics(label):
    pairs = [(case(label=label), understood("emergency", "emergency"))]
    assert measure(pairs)["overall"]["emergency"] == {"cases": 0, "recall": None, "false_alarms": None}


def test_measure_of_the_dialogue_act_emergency_is_no_false_alarm():
    pairs = [(case("dialogue", "emergency"), understood("emergency", "emergency")), (case(), understood())]
    found = measure(pairs)["overall"]
    assert (found["emergency"]["false_alarms"], found["dialogue"]) == (0.0, {"cases": 1, "accuracy": 1.0})


@pytest.mark.parametrize(("count", "p50", "p95"), [(1, 1, 1), (2, 2, 2), (3, 2, 3), (100, 51, 96)])
def test_measure_of_times(count, p50, p95):
    pairs = [(case(), understood(milliseconds=float(number))) for number in range(count, 0, -1)]
    assert measure(pairs)["overall"]["milliseconds"] == {"p50": p50, "p95": p95}


def test_confusions_are_the_commonest_first_with_their_messages():
    pairs = [
        (case(text="a"), understood("answer", "housing")),
        (case(text="b"), understood("refuse", "out_of_scope")),
        (case(text="c", language="es"), understood("refuse", "out_of_scope")),
        (case(text="d"), understood("emergency", "emergency")),
        (case(text="e"), understood()),
        (case(text="f"), understood("suggest", "suggest", "wages_unpaid")),
        (case("oos", "out_of_scope", text="g"), understood("answer", "housing")),
    ]
    expected = [
        ("wages_unpaid", "refuse", ["[en] b", "[es] c"]),
        ("wages_unpaid", "emergency", ["[en] d"]),
        ("wages_unpaid", "housing", ["[en] a"]),
    ]
    assert confusions(pairs, 9) == expected
    assert confusions(pairs, 2) == expected[:2]
    assert confusions(pairs, 0) == []
