"""The gettext catalogues: ``locales/<language>/LC_MESSAGES/{assistant,answers}.mo``.

The English text is its own key (msgid), so an English sentence that changes loses its translations until somebody has
translated the new one; what a message is for stands in its context (msgctxt).
"""

from __future__ import annotations

import gettext
from pathlib import Path

from bot.types import ENGLISH, ROOT, LanguageTag

DOMAINS = ("assistant", "answers")


class _NotFound(gettext.NullTranslations):
    """The end of the chain: says that there is no translation, where gettext would return the English."""

    def pgettext(self, context: str, message: str) -> str:
        raise KeyError(context)


class Catalogues:
    """All compiled catalogues under ``folder``, loaded when a language is first asked for."""

    def __init__(self, folder: Path = ROOT / "locales") -> None:
        self._folder = folder
        self._loaded: dict[LanguageTag, gettext.NullTranslations] = {}

    def find(self, language: LanguageTag, context: str, english: str) -> str | None:
        """The current translation of ``english``, or ``None`` where there is none. English translates to itself."""
        if language == ENGLISH:
            return english
        try:
            return self._load(language).pgettext(context, english)
        except KeyError:
            return None

    def translate(self, language: LanguageTag, context: str, english: str) -> str:
        """The translation of ``english``, or the English itself where there is none."""
        return self.find(language, context, english) or english

    def _load(self, language: LanguageTag) -> gettext.NullTranslations:
        if language not in self._loaded:
            chain: gettext.NullTranslations = _NotFound()
            for domain in DOMAINS:
                path = gettext.find(domain, str(self._folder), [language])
                if path:
                    with Path(path).open("rb") as file:
                        catalogue = gettext.GNUTranslations(file)
                    catalogue.add_fallback(chain)
                    chain = catalogue
            self._loaded[language] = chain
        return self._loaded[language]
