"""The passage of a law text that a source rests on, and its fingerprint.

``watch`` names it as ``folder/file.md#L<line of its heading>`` in the collection of law texts. Only the hash of a passage is kept in the
project, never the passage itself.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from bot.content.hashing import normalise_passage

_HEADING = re.compile(r"(#+)\s*(.*\S)")
_NUMBERED_PARAGRAPH = re.compile(r"\(?\d+[.)]?")  # inside an article, though the texts mark it like one
_WATCH = re.compile(r"(?P<file>[\w./-]+\.md)#L(?P<line>\d+)")


def read_passage(watch: str, laws: Path) -> str:
    """The watched passage: from its heading to the next one of the same or a higher rank.

    Raises ``ValueError`` where ``watch`` is malformed or no heading is at that line, ``OSError`` where the file cannot be read.
    """
    place = _WATCH.fullmatch(watch)
    if place is None:
        raise ValueError(f"'{watch}' does not name a passage")
    lines = (laws / place["file"]).read_text(encoding="utf-8").splitlines()
    first = int(place["line"]) - 1
    heading = _HEADING.match(lines[first]) if 0 <= first < len(lines) else None
    if heading is None:
        raise ValueError(f"no heading at {watch}")
    last = first + 1
    while last < len(lines) and not _ends(lines[last], len(heading[1])):
        last += 1
    return "\n".join(lines[first:last])


def _ends(line: str, rank: int) -> bool:
    heading = _HEADING.match(line)
    return heading is not None and len(heading[1]) <= rank and not _NUMBERED_PARAGRAPH.fullmatch(heading[2])


def fingerprint(passage: str) -> str:
    """Hash of the normalised passage: 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256(normalise_passage(passage).encode()).hexdigest()[:16]
