"""The release gate: which languages are understood well enough to answer free text. Pure; the figures come from the development sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.types import LanguageTag


@dataclass(frozen=True)
class Gate:
    """The shares, between 0 and 1, that a language must reach: topics ``understood`` (answered right or among the buttons), and
    ``emergencies`` found.
    """

    understood: float
    emergencies: float


def menus_only(figures: Mapping[str, Any], languages: Iterable[LanguageTag], gate: Gate) -> tuple[LanguageTag, ...]:
    """The ``languages`` that stay below ``gate``, or that nobody has measured, in their order.

    ``figures`` is what :func:`bot.evaluation.measure.measure` gives.
    """
    measured = figures.get("languages", {})
    return tuple(language for language in languages if not _passes(measured.get(language), gate))


def _passes(figures: Mapping[str, Any] | None, gate: Gate) -> bool:
    if not figures:
        return False
    topic, recall = figures["topic"], figures["emergency"]["recall"]
    if topic["right"] is None or recall is None:
        return False
    return bool(topic["right"] + topic["suggested"] >= gate.understood and recall >= gate.emergencies)
