"""The three outcomes, never a guess: answer, suggest, refuse; and emergencies before all of them.

Used by the NLU pipeline and by ``python -m bot evaluate`` alike, so that what is measured is what people get.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import sqrt

from bot.types import Outcome

EMERGENCY = "emergency"
OUT_OF_SCOPE = "out_of_scope"
MENUS_ONLY = "menus_only"
MOST_SUGGESTIONS = 3
_LEAST_CALM = 0.1
DANGER_TOPICS = frozenset(
    (
        "trafficking",
        "domestic_violence",
        "sexual_violence",
        "child_protection",
        "distress_on_route",
        "mental_health",
        "emergency_healthcare",
    )
)
"""Topics next to danger: who asks about them may be in it, and an emergency reply that offers the topic is no false alarm."""


@dataclass(frozen=True)
class Thresholds:
    """Probabilities at which outcomes change. How they were chosen: docs/adr/0003-understanding.md.

    - ``alarm``: at least this alarming (:func:`alarm`) is an emergency, whatever else it may be.
    - ``answer``: at least this sure of a topic answers it, if it is also ``lead`` times likelier than whatever comes next; ``act`` is the
      same for what is said to the assistant itself.
    - ``suggest``: at least this likely that the message is about any topic at all suggests the likeliest ones.
    - ``button``: at least this likely deserves a button of its own after the first.
    - ``second``: at least this likely in another part of the message is a second question.
    """

    alarm: float = 0.06
    answer: float = 0.4
    lead: float = 1.5
    act: float = 0.3
    suggest: float = 0.15
    button: float = 0.003
    second: float = 0.8


@dataclass(frozen=True)
class Decision:
    """What to do with one message.

    ``label`` is the topic answered or the dialogue act; ``suggestions`` are topics offered as buttons, likeliest first.
    """

    outcome: Outcome
    label: str
    suggestions: tuple[str, ...] = ()


Ranking = Sequence[tuple[str, float]]
"""Labels with their probabilities, likeliest first."""


def decide(
    ranking: Ranking,
    emergency: float,
    topics: AbstractSet[str],
    thresholds: Thresholds,
    second: Ranking = (),
    out_of_scope: float = 0.0,
) -> Decision:
    """The decision for a message with this ``ranking`` of topics and dialogue acts.

    ``second`` is the ranking of another part of the same message, where it has several; ``emergency`` and ``out_of_scope`` are the
    probabilities of the detectors.
    """
    ranking = doubted(ranking, out_of_scope, topics)
    likely_topics = [label for label, probability in ranking if label in topics and probability >= thresholds.button]
    if alarm(ranking, emergency) >= thresholds.alarm:
        return Decision(Outcome.EMERGENCY, EMERGENCY, tuple(likely_topics[:MOST_SUGGESTIONS]))
    if not ranking:
        return Decision(Outcome.REFUSE, OUT_OF_SCOPE)
    label, probability = ranking[0]
    if label in topics and probability >= thresholds.answer and _leads(ranking, thresholds.lead):
        return Decision(Outcome.ANSWER, label, _second_question(label, second, topics, thresholds))
    if label not in topics and label not in {OUT_OF_SCOPE, EMERGENCY} and probability >= thresholds.act:
        return Decision(Outcome.DIALOGUE, label)
    if _about_topics(ranking, topics) >= thresholds.suggest and likely_topics:
        return Decision(Outcome.SUGGEST, "suggest", tuple(likely_topics[:MOST_SUGGESTIONS]))
    return Decision(Outcome.REFUSE, OUT_OF_SCOPE)


def through_menus(decision: Decision) -> Decision:
    """What is left of ``decision`` in a language that is not understood well enough: emergencies and plain talk, but no guess at a topic."""
    if decision.outcome in {Outcome.EMERGENCY, Outcome.DIALOGUE}:
        return decision
    return Decision(Outcome.MENUS, MENUS_ONLY)


def doubted(ranking: Ranking, out_of_scope: float, topics: AbstractSet[str]) -> Ranking:
    """``ranking`` after a second opinion on a topic: where the detector is surer than the ranking that the message is out of scope, it is
    believed, and the topics are that much less likely. What is said to the assistant itself is not doubted.
    """
    first = dict(ranking).get(OUT_OF_SCOPE, 0.0)
    if out_of_scope <= first or not ranking or ranking[0][0] not in topics:
        return ranking
    share = (1 - out_of_scope) / (1 - first)
    others = [(label, probability * (share if label in topics else 1)) for label, probability in ranking if label != OUT_OF_SCOPE]
    return sorted([*others, (OUT_OF_SCOPE, out_of_scope)], key=lambda pair: -pair[1])


def alarm(ranking: Ranking, emergency: float) -> float:
    """How alarming a message is: the odds of an ``emergency``, divided by the root of the odds of the likeliest thing in which nobody is in
    danger. A calm explanation weighs against an alarm, but by half only: a missed emergency is the worst of errors.
    """
    calm = max((probability for label, probability in ranking if label not in DANGER_TOPICS | {EMERGENCY}), default=0.0)
    return _odds(emergency) / sqrt(_odds(max(calm, _LEAST_CALM)))


def _odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return bounded / (1 - bounded)


def _leads(ranking: Ranking, times: float) -> bool:
    """Whether the first is so much likelier than the second that showing it is no guess."""
    return len(ranking) < 2 or ranking[0][1] >= times * ranking[1][1]


def _about_topics(ranking: Ranking, topics: AbstractSet[str]) -> float:
    return sum(probability for label, probability in ranking if label in topics)


def _second_question(first: str, second: Ranking, topics: AbstractSet[str], thresholds: Thresholds) -> tuple[str, ...]:
    if second and second[0][0] in topics and second[0][0] != first and second[0][1] >= thresholds.second:
        return (second[0][0],)
    return ()
