"""The figures as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_COLUMNS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("right", ("topic", "right")),
    ("suggested", ("topic", "suggested")),
    ("refused", ("topic", "refused")),
    ("wrong", ("topic", "wrong")),
    ("emergencies found", ("emergency", "recall")),
    ("false alarms", ("emergency", "false_alarms")),
    ("out of scope refused", ("out_of_scope", "refused")),
    ("answered as a topic", ("out_of_scope", "answered_as_topic")),
    ("dialogue", ("dialogue", "accuracy")),
    ("language told", ("language_identification", "accuracy")),
    ("country found", ("country", "recall")),
    ("country wrong", ("country", "wrong")),
)


def table(figures: dict[str, Any]) -> str:
    """The figures as a Markdown table, a row per language and one for all; shares in per cent, times in milliseconds."""
    head = ["language", "cases", *(name for name, _ in _COLUMNS), "p50 ms", "p95 ms"]
    rows = [_row(language, row) for language, row in figures["languages"].items()]
    rows.append(_row("all", figures["overall"]))
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows)])


def _row(name: str, figures: dict[str, Any]) -> list[str]:
    shares = [_percent(figures[part][key]) for _, (part, key) in _COLUMNS]
    times = [f"{figures['milliseconds'][key]:.2f}" for key in ("p50", "p95")]
    return [name, str(figures["cases"]), *shares, *times]


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def confusion_list(confused: Sequence[tuple[str, str, list[str]]]) -> str:
    """The commonest confusions with their messages, as a Markdown list."""
    lines = []
    for label, shown, texts in confused:
        lines.append(f"- `{label}` taken for `{shown}`: {len(texts)}")
        lines.extend(f"  - {text}" for text in texts)
    return "\n".join(lines)
