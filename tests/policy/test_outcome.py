"""The decision for a message, at and around each threshold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.outcome import (
    EMERGENCY,
    MOST_SUGGESTIONS,
    OUT_OF_SCOPE,
    Decision,
    Thresholds,
    alarm,
    decide,
    doubted,
    through_menus,
)
from bot.types import Outcome

TOPICS = frozenset({"wages", "contract", "visa", "asylum", "trafficking"})
LIMITS = Thresholds(alarm=0.25, answer=0.5, lead=1.5, act=0.4, suggest=0.3, button=0.1, second=0.8)

REFUSE = Decision(Outcome.REFUSE, OUT_OF_SCOPE)


def answer(label, *suggestions):
    return Decision(Outcome.ANSWER, label, suggestions)


def suggest(*topics):
    return Decision(Outcome.SUGGEST, "suggest", topics)


def emergency(*topics):
    return Decision(Outcome.EMERGENCY, EMERGENCY, topics)


def dialogue(label):
    return Decision(Outcome.DIALOGUE, label)


CASES = {
    "nothing understood": ([], 0.0, REFUSE),
    "answer at the threshold": ([("wages", 0.5)], 0.0, answer("wages")),
    "answer below the threshold": ([("wages", 0.49)], 0.0, suggest("wages")),
    "act at the threshold": ([("greet", 0.4)], 0.0, dialogue("greet")),
    "act below the threshold": ([("greet", 0.39)], 0.0, REFUSE),
    "act below, topics about": ([("greet", 0.39), ("wages", 0.3)], 0.0, suggest("wages")),
    "topics together about": ([("wages", 0.2), ("visa", 0.1)], 0.0, suggest("wages", "visa")),
    "topics together too unlikely": ([("wages", 0.19), ("visa", 0.1)], 0.0, REFUSE),
    "no more than three": (
        [("wages", 0.3), ("visa", 0.25), ("asylum", 0.2), ("contract", 0.15)], 0.0, suggest("wages", "visa", "asylum"),
    ),
    "unlikely topics get no button": ([("wages", 0.3), ("visa", 0.09)], 0.0, suggest("wages")),
    "topics about, but none deserves a button": (
        [("wages", 0.09), ("visa", 0.09), ("asylum", 0.09), ("contract", 0.09)], 0.0, REFUSE,
    ),
    "acts get no button": ([("wages", 0.3), ("greet", 0.29), ("visa", 0.1)], 0.0, suggest("wages", "visa")),
    "out of scope": ([(OUT_OF_SCOPE, 0.9)], 0.0, REFUSE),
    "out of scope first, topics about": ([(OUT_OF_SCOPE, 0.45), ("wages", 0.4)], 0.0, suggest("wages")),
    "answer that does not lead enough": ([("wages", 0.55), ("visa", 0.4)], 0.0, suggest("wages", "visa")),
    "alarm in what is surely calm": ([("wages", 0.9)], 0.43, emergency("wages")),
    "below an alarm in what is surely calm": ([("wages", 0.9)], 0.42, answer("wages")),
    "alarm in what is probably calm": ([("wages", 0.5)], 0.2001, emergency("wages")),
    "below an alarm in what is probably calm": ([("wages", 0.5)], 0.1999, answer("wages")),
    "alarm next to danger": ([("trafficking", 0.9)], 0.08, emergency("trafficking")),
    "below an alarm next to danger": ([("trafficking", 0.9)], 0.07, answer("trafficking")),
    "alarm with nothing understood": ([], 0.08, emergency()),
    "emergency before an act": ([("greet", 0.9)], 1.0, emergency()),
    "emergency with nothing understood": ([], 1.0, emergency()),
    "emergency offers at most three": (
        [("wages", 0.3), ("visa", 0.25), ("asylum", 0.2), ("contract", 0.15)], 0.9, emergency("wages", "visa", "asylum"),
    ),
    "emergency as a label is not enough": ([(EMERGENCY, 0.9)], 0.07, REFUSE),
    "emergency as a label with an alarm": ([(EMERGENCY, 0.9)], 0.08, emergency()),
    "emergency as a label, topics about": ([(EMERGENCY, 0.6), ("wages", 0.35)], 0.0, suggest("wages")),
}  # fmt: skip


@pytest.mark.parametrize(("ranking", "danger", "expected"), CASES.values(), ids=CASES)
def test_decide(ranking, danger, expected):
    assert decide(ranking, danger, TOPICS, LIMITS) == expected


@pytest.mark.parametrize(
    ("second", "suggestions"),
    [
        ([], ()),
        ([("visa", 0.8)], ("visa",)),
        ([("visa", 0.79)], ()),
        ([("wages", 0.9)], ()),
        ([("greet", 0.9), ("visa", 0.85)], ()),
        ([("visa", 0.8), ("asylum", 0.8)], ("visa",)),
    ],
)
def test_decide_with_second_question(second, suggestions):
    assert decide([("wages", 0.9)], 0.0, TOPICS, LIMITS, second) == answer("wages", *suggestions)


@pytest.mark.parametrize("ranking", [[("greet", 0.9)], [("wages", 0.4)], []])
def test_decide_with_second_question_but_no_first_answer(ranking):
    assert decide(ranking, 0.0, TOPICS, LIMITS, [("visa", 0.9)]) == decide(ranking, 0.0, TOPICS, LIMITS)


LABELS = st.sampled_from([*sorted(TOPICS), "greet", OUT_OF_SCOPE, EMERGENCY])
SHARES = st.floats(0, 1)
RANKINGS = st.dictionaries(LABELS, SHARES).map(lambda found: sorted(found.items(), key=lambda item: -item[1]))


@given(RANKINGS, SHARES, RANKINGS)
def test_decide_suggests_only_topics_and_not_too_many(ranking, danger, second):
    decision = decide(ranking, danger, TOPICS, LIMITS, second)
    assert set(decision.suggestions) <= TOPICS - {decision.label}
    assert len(decision.suggestions) == len(set(decision.suggestions)) <= MOST_SUGGESTIONS


@given(RANKINGS, SHARES, RANKINGS)
def test_decide_puts_emergencies_before_all_else(ranking, danger, second):
    decision = decide(ranking, danger, TOPICS, LIMITS, second)
    if danger >= 0.999:  # nothing is as calm as that
        assert decision.outcome is Outcome.EMERGENCY or ranking[0][1] > 0.999
    if danger < 0.07:
        assert decision.outcome is not Outcome.EMERGENCY


@given(RANKINGS, SHARES, SHARES)
def test_alarm_grows_with_danger_and_never_with_calm(ranking, danger, more):
    low, high = sorted([danger, more])
    assert alarm(ranking, low) <= alarm(ranking, high)
    assert alarm([*ranking, ("work_visa", more)], danger) <= alarm(ranking, danger)
    assert alarm([*ranking, ("trafficking", more), (EMERGENCY, more)], danger) == alarm(ranking, danger)


@given(RANKINGS, SHARES)
def test_decide_never_answers_what_is_not_the_likeliest_topic(ranking, danger):
    decision = decide(ranking, danger, TOPICS, LIMITS)
    if decision.outcome is Outcome.ANSWER:
        assert (decision.label, True) == (ranking[0][0], ranking[0][1] >= LIMITS.answer)
        assert decision.label in TOPICS


@given(RANKINGS, SHARES)
def test_decide_never_suggests_nothing(ranking, danger):
    decision = decide(ranking, danger, TOPICS, LIMITS)
    assert decision.outcome is not Outcome.SUGGEST or decision.suggestions


@pytest.mark.parametrize(
    ("ranking", "detected", "expected"),
    [
        ([("wages", 0.8), ("visa", 0.2)], 0.5, [(OUT_OF_SCOPE, 0.5), ("wages", 0.4), ("visa", 0.1)]),
        ([("wages", 0.6), (OUT_OF_SCOPE, 0.4)], 0.4, [("wages", 0.6), (OUT_OF_SCOPE, 0.4)]),
        ([("wages", 0.5), (OUT_OF_SCOPE, 0.2), ("greet", 0.3)], 0.6, [(OUT_OF_SCOPE, 0.6), ("greet", 0.3), ("wages", 0.25)]),
        ([("greet", 0.5), ("wages", 0.4)], 0.9, [("greet", 0.5), ("wages", 0.4)]),
        ([], 0.9, []),
    ],
)
def test_second_opinion_on_a_topic(ranking, detected, expected):
    found = doubted(ranking, detected, TOPICS)
    assert [label for label, _ in found] == [label for label, _ in expected]
    assert [probability for _, probability in found] == pytest.approx([probability for _, probability in expected])


def test_topic_is_refused_where_the_detector_is_sure():
    assert decide([("wages", 0.9), ("visa", 0.1)], 0.0, TOPICS, LIMITS, out_of_scope=0.9) == REFUSE


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (answer("wages"), Decision(Outcome.MENUS, "menus_only")),
        (suggest("wages"), Decision(Outcome.MENUS, "menus_only")),
        (REFUSE, Decision(Outcome.MENUS, "menus_only")),
        (emergency("trafficking"), emergency("trafficking")),
        (dialogue("greet"), dialogue("greet")),
    ],
)
def test_menus_only_keeps_emergencies_and_plain_talk(decision, expected):
    assert through_menus(decision) == expected
