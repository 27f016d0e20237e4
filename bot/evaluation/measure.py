"""From understood cases to figures. Pure; the definitions are those of the design (section 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.evaluation.cases import Case
from bot.evaluation.understand import Understood
from bot.policy.outcome import DANGER_TOPICS

Pair = tuple[Case, Understood]


def topic_result(case: Case, understood: Understood) -> str:
    """``right``, ``suggested``, ``refused`` or ``wrong``, for a case of kind ``topic``."""
    if understood.outcome == "answer":
        return "right" if understood.label == case.label else "wrong"
    if understood.outcome == "emergency" and case.label not in DANGER_TOPICS:
        return "refused"  # a false alarm, counted as such beside
    return "suggested" if case.label in understood.suggestions else "refused"


def measure(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Every figure overall and per language. Shares are between 0 and 1, or ``None`` where there was no case."""
    languages = sorted({case.language for case, _ in pairs})
    return {
        "overall": _figures(pairs),
        "languages": {language: _figures([pair for pair in pairs if pair[0].language == language]) for language in languages},
    }


def _figures(pairs: Sequence[Pair]) -> dict[str, Any]:
    topics = [pair for pair in pairs if pair[0].kind == "topic"]
    emergencies = [pair for pair in pairs if pair[0].kind == "emergency"]
    dialogue = [pair for pair in pairs if pair[0].kind == "dialogue"]
    out_of_scope = [pair for pair in pairs if pair[0].kind == "oos"]
    calm = [pair for pair in pairs if pair[0].kind != "emergency" and pair[0].label not in {*DANGER_TOPICS, "emergency"}]
    results = Counter(topic_result(*pair) for pair in topics)
    milliseconds = sorted(understood.milliseconds for _, understood in pairs)
    return {
        "cases": len(pairs),
        "topic": {
            "cases": len(topics),
            **{name: _share(results[name], len(topics)) for name in ("right", "suggested", "refused", "wrong")},
        },
        "emergency": {
            "cases": len(emergencies),
            "recall": _share(_count(emergencies, "emergency"), len(emergencies)),
            "false_alarms": _share(_count(calm, "emergency"), len(calm)),
        },
        "out_of_scope": {
            "cases": len(out_of_scope),
            "refused": _share(sum(_is_refused(understood) for _, understood in out_of_scope), len(out_of_scope)),
            "answered_as_topic": _share(_count(out_of_scope, "answer"), len(out_of_scope)),
        },
        "dialogue": {
            "cases": len(dialogue),
            "accuracy": _share(sum(understood.label == case.label for case, understood in dialogue), len(dialogue)),
        },
        "language_identification": {"accuracy": _share(sum(u.language == case.language for case, u in pairs), len(pairs))},
        "country": _country(pairs),
        "milliseconds": {"p50": _percentile(milliseconds, 50), "p95": _percentile(milliseconds, 95)},
    }


def _is_refused(understood: Understood) -> bool:
    return understood.outcome == "refuse"


def _country(pairs: Sequence[Pair]) -> dict[str, Any]:
    named = [pair for pair in pairs if pair[0].country]
    told = [pair for pair in pairs if pair[1].country]
    right = sum(case.country == understood.country for case, understood in named)
    wrong = sum(case.country != understood.country for case, understood in told)
    return {
        "precision": _share(right, len(told)),
        "recall": _share(right, len(named)),
        "wrong": _share(wrong, len(pairs)),
        "cases": len(named),
    }


def _count(pairs: Sequence[Pair], outcome: str) -> int:
    return sum(understood.outcome == outcome for _, understood in pairs)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _percentile(ordered: Sequence[float], percent: int) -> float | None:
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 3) if ordered else None


def confusions(pairs: Sequence[Pair], most: int) -> list[tuple[str, str, list[str]]]:
    """The commonest confusions of topics: what it was, what was answered, and the messages."""
    found: dict[tuple[str, str], list[str]] = {}
    for case, understood in pairs:
        if case.kind == "topic" and topic_result(case, understood) in {"wrong", "refused"}:
            shown = understood.label if understood.outcome == "answer" else understood.outcome
            found.setdefault((case.label, shown), []).append(f"[{case.language}] {case.text}")
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(label, shown, texts) for (label, shown), texts in ranked[:most]]
