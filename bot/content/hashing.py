"""The hash that binds a verification to the exact words."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

from bot.types import ContentHash

_HEX_DIGITS = 16


def content_hash(sentences: Iterable[str]) -> ContentHash:
    """Hash of a section's sentences, in order: 16 hexadecimal digits of SHA-256.

    Unicode is brought to NFC and runs of blanks to one, so that only what a reader can see counts: changing a comma
    changes the hash, saving the file with another editor does not.
    """
    normalised = "\n".join(normalise_passage(sentence) for sentence in sentences)
    return ContentHash(hashlib.sha256(normalised.encode()).hexdigest()[:_HEX_DIGITS])


def normalise_passage(text: str) -> str:
    """``text`` in NFC with single blanks: what a fingerprint of a source's passage is taken of."""
    return " ".join(unicodedata.normalize("NFC", text).split())
