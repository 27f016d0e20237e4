"""Measures, and writes docs/benchmark.md: ``python -m bench``."""

from __future__ import annotations

import os
import platform
import sys
from datetime import date
from pathlib import Path
from typing import Any

from bench.ours import measure_ours, measure_training
from bench.stock import CannotBuild, measure_stock
from bench.tenfold import make_tenfold, make_twelve
from bot.content.load import read_topic_ids
from bot.language.table import spoken
from bot.types import ROOT

_CLIENTS = (1, 8, 32)
_TURNS = 480
_EXAMPLES = 40
_PAGE = ROOT / "docs" / "benchmark.md"
_TARGETS = (
    ("whole system resident", "memory", 450.0, "MB, below"),
    ("turn, p50, one client", "p50", 7.0, "ms, below"),
    ("turns a second, best of 1, 8, 32 clients", "rate", 200.0, "at least"),
)


def main() -> int:
    """Measure everything in one run; the page is written anew after each part, so that a run that is cut short leaves what it has."""
    scratch = ROOT / "var" / "bench"
    scratch.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {}
    for name, measure in (
        ("ours", lambda: measure_ours(ROOT, scratch / "ours", _CLIENTS, _TURNS)),
        ("stock", lambda: measure_stock(scratch, _CLIENTS, _TURNS)),
        ("twelve", lambda: _twelve(scratch)),
        ("tenfold", lambda: _tenfold(scratch)),
    ):
        print(f"Measuring: {name} ...", flush=True)
        try:
            found[name] = measure()
        except CannotBuild as error:
            print(f"Skipped: {error}", file=sys.stderr)
        _PAGE.write_text(render(found["ours"], found.get("tenfold"), found.get("stock"), found.get("twelve")), encoding="utf-8")
    print(_PAGE.read_text(encoding="utf-8"))
    return 0


def _twelve(scratch: Path) -> dict[str, float]:
    make_twelve(ROOT, scratch / "twelve", [language.tag for language in spoken()], read_topic_ids(), _EXAMPLES)
    return measure_training(scratch / "twelve", scratch / "ours-twelve")


def _tenfold(scratch: Path) -> dict[str, Any]:
    make_tenfold(ROOT, scratch / "tenfold")
    return measure_ours(scratch / "tenfold", scratch / "ours-tenfold", _CLIENTS, _TURNS)


def render(
    ours: dict[str, Any], tenfold: dict[str, Any] | None, stock: dict[str, Any] | None, twelve: dict[str, float] | None
) -> str:
    """The page docs/benchmark.md."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return "\n".join(
        [
            "# Benchmark",
            "",
            f"Made by `make bench` on {date.today().isoformat()} ({machine}); never typed. Everything was measured in one run on one",
            "machine, client included, so compare the columns rather than the single figures. A turn of ours: a question in, a content",
            "answer out, through the web channel, Rasa, the action server and the durable store. A turn of the stock assistant: `hello`",
            "through Rasa's REST channel, in-memory store, no action. Memory: resident, all processes (launcher, action server, Rasa).",
            "Tenfold: synthetic copies, ten times the content in every language and ten times the examples of the language asked in.",
            "",
            _table(ours, tenfold, stock),
            "",
            "## Against the targets",
            "",
            *_targets(ours),
            *_training_target(twelve),
            "",
        ]
    )


def _training_target(twelve: dict[str, float] | None) -> list[str]:
    if twelve is None:
        return []
    met = "met" if twelve["training"] < 120 and twelve["model"] < 100 else "NOT met"
    size = f"{twelve['training']:.0f} s (below 120), model {twelve['model']:.0f} MB (below 100)"
    return [f"- training on 12 languages x 96 topics x {_EXAMPLES} examples: {size}: {met}"]


def _table(ours: dict[str, Any], tenfold: dict[str, Any] | None, stock: dict[str, Any] | None) -> str:
    columns = [ours, stock, tenfold]
    rows = ["| | ours | stock `rasa init` | stock / ours | ours, tenfold content and examples |", "|---|---|---|---|---|"]
    for name, key, unit in (
        ("installed environment", "install", "MB"), ("start until ready", "startup", "s"), ("resident memory", "memory", "MB"),
        ("training", "training", "s"),
    ):  # fmt: skip
        rows.append(_row(f"{name}, {unit}", [column and column[key] for column in columns]))
    rows.append(_row("model, MB", [ours["model"], None, tenfold and tenfold["model"]]))
    for index, clients in enumerate(_CLIENTS):
        for name in ("p50", "p95", "p99", "turns_per_second"):
            label = f"{name.replace('_', ' ')}, {clients} client{'s' if clients > 1 else ''}" + (
                "" if "turns" in name else ", ms"
            )
            rows.append(_row(label, [column and getattr(column["loads"][index], name) for column in columns]))
    return "\n".join(rows)


def _row(name: str, values: list[float | None]) -> str:
    mine, other, larger = values
    ratio = f"{other / mine:.2f}" if mine and other else "-"
    shown = ["-" if value is None else f"{value:.1f}" for value in (mine, other, larger)]
    return f"| {name} | {shown[0]} | {shown[1]} | {ratio} | {shown[2]} |"


def _targets(ours: dict[str, Any]) -> list[str]:
    measured = {
        "memory": ours["memory"],
        "p50": ours["loads"][0].p50,
        "rate": max(load.turns_per_second for load in ours["loads"]),
    }
    lines = []
    for name, key, limit, unit in _TARGETS:
        met = measured[key] >= limit if key == "rate" else measured[key] < limit
        lines.append(f"- {name}: {measured[key]:.1f} ({unit} {limit:.0f}): {'met' if met else 'NOT met'}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
