"""Compiling translations for gettext: ``python -m bot.language.compile``."""

from __future__ import annotations

from pathlib import Path

from bot.types import ROOT

LOCALES = ROOT / "locales"


def stale(locales: Path = LOCALES) -> list[Path]:
    """Every ``.po`` under ``locales`` whose ``.mo`` is missing or older, sorted."""
    return [source for source in sorted(locales.glob("*/LC_MESSAGES/*.po")) if _is_stale(source, source.with_suffix(".mo"))]


def _is_stale(source: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def compile_all(locales: Path = LOCALES) -> int:
    """Compile what is stale; return how many were compiled. A reader never sees half a file."""
    from babel.messages.mofile import write_mo  # here, because the launcher only asks what is stale
    from babel.messages.pofile import read_po

    sources = stale(locales)
    for source in sources:
        with source.open("rb") as po:
            catalog = read_po(po)
        target = source.with_suffix(".mo")
        scratch = target.with_suffix(".mo.new")
        with scratch.open("wb") as mo:
            write_mo(mo, catalog)
        scratch.replace(target)
    return len(sources)


if __name__ == "__main__":
    compile_all()
