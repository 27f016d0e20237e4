"""Synthetic copies of the checkout, for seeing how cost grows: ten times the content and examples, and twelve languages. For
measuring only, never served.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.nlu.example_files import read_examples

_COPIES = 9
_COUNTRIES = ("AT", "BE", "BG", "CY", "CZ", "DK", "EE", "FI", "HR")


def make_tenfold(checkout: Path, target: Path) -> None:
    """Write a copy of ``checkout`` to ``target`` with ten times the content in all languages, and ten times the examples in the language
    that is measured: a question costs what its own language's model costs.
    """
    _copy(checkout, target)
    for country in _COUNTRIES[:_COPIES]:
        _copy_content(target, country)
    for path in target.glob("locales/*/LC_MESSAGES/answers.po"):
        _copy_translations(path)
    for path in target.glob("data/nlu/en/*.yml"):
        _copy_examples(path)


def make_twelve(checkout: Path, target: Path, languages: Sequence[str], topics: Collection[str], examples: int) -> None:
    """Write a copy of ``checkout`` to ``target`` with ``examples`` for each of ``topics`` in each of ``languages``: those there are, or another
    language's under that name.
    """
    _copy(checkout, target)
    there = sorted(path.name for path in (checkout / "data/nlu").iterdir())
    shutil.rmtree(target / "data/nlu")
    for number, language in enumerate(languages):
        source = language if language in there else there[number % len(there)]
        kept: dict[str, list[str]] = {}
        for path in sorted((checkout / "data/nlu" / source).glob("*.yml")):
            for example in read_examples(path):
                if example.intent in topics and len(kept.setdefault(example.intent, [])) < examples:
                    kept[example.intent].append(example.text)
        folder = target / "data/nlu" / language
        folder.mkdir(parents=True)
        blocks = (
            f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
            for intent, texts in kept.items()
        )
        (folder / "topics.yml").write_text('version: "3.1"\nnlu:\n' + "".join(blocks), encoding="utf-8")


def _copy(checkout: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    for name in ("bot", "actions", "data", "locales"):
        shutil.copytree(checkout / name, target / name, symlinks=True)
    shutil.copy(checkout / "requirements.txt", target)


def _copy_content(target: Path, country: str) -> None:
    shutil.copytree(target / "data/content/int", target / "data/content" / country, dirs_exist_ok=True)
    (target / "data/reviews" / country).mkdir()
    for ledger in (target / "data/reviews/int").glob("*.jsonl"):
        text = ledger.read_text(encoding="utf-8").replace('"section": "int/', f'"section": "{country}/')
        (target / "data/reviews" / country / ledger.name).write_text(text, encoding="utf-8")


def _copy_translations(path: Path) -> None:
    catalog = read_po(io.BytesIO(path.read_bytes()))
    copied = Catalog(locale=catalog.locale)
    for message in catalog:
        if message.id:
            copied.add(message.id, message.string, context=message.context)
            if (message.context or "").startswith("int/"):
                for country in _COUNTRIES[:_COPIES]:
                    copied.add(message.id, message.string, context=message.context.replace("int/", f"{country}/", 1))
    with path.open("wb") as file:
        write_po(file, copied)


def _copy_examples(path: Path) -> None:
    """Each example ten times, each copy with a made-up word of its own, so that features grow too."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        lines.append(line)
        if line.startswith("    - "):
            lines.extend(f"{line} zq{copy}x{abs(hash(line)) % 997}" for copy in range(_COPIES))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
