"""A copy of the checkout with ten times the content and ten times the examples, for seeing how cost grows. Synthetic: for
measuring only, never served.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

_COPIES = 9
_COUNTRIES = ("AT", "BE", "BG", "CY", "CZ", "DK", "EE", "FI", "HR")


def make_tenfold(checkout: Path, target: Path) -> None:
    """Write the tenfold copy of ``checkout`` to ``target``."""
    shutil.rmtree(target, ignore_errors=True)
    for name in ("bot", "actions", "data", "locales"):
        shutil.copytree(checkout / name, target / name, symlinks=True)
    shutil.copy(checkout / "requirements.txt", target)
    for country in _COUNTRIES[:_COPIES]:
        _copy_content(target, country)
    for path in target.glob("locales/*/LC_MESSAGES/answers.po"):
        _copy_translations(path)
    for path in target.glob("data/nlu/*/*.yml"):
        _copy_examples(path)


def _copy_content(target: Path, country: str) -> None:
    shutil.copytree(target / "data/content/int", target / "data/content" / country)
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
