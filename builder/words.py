"""The words of templates, rules and navigation in a reader's language, marked where they have no translation."""

import gettext
from collections.abc import Callable
from typing import NamedTuple

from builder.fallback import mark


class Words(gettext.NullTranslations):
    """A catalogue that marks what it has no translation of, and remembers what it was asked for.

    Attributes:
        found: The messages that came out translated since ``forget``.
        missed: Those that did not.
    """

    def __init__(
        self, translations: gettext.GNUTranslations | None, lang: str, preview: "Preview | None" = None
    ) -> None:
        """Wrap a catalogue.

        Args:
            translations: The catalogue; None where the messages are in the reader's language as they are written.
            lang: The language of the messages, BCP 47.
            preview: Where the words come from, in the translator's preview.
        """
        super().__init__()
        self._preview = preview
        self.found: set[str] = set()
        self.missed: set[str] = set()
        self._lang = lang
        self._translations = translations or gettext.NullTranslations()
        if translations:
            translations.add_fallback(_Untranslated())

    def gettext(self, message: str) -> str:
        """Return the translation of a message, or the message between marks."""
        return self._told(message, self._translations.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of the right one of two forms, or that form between marks."""
        return self._told(msgid1, self._translations.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation that a message has in a context, or the message between marks."""
        return self._told(message, self._translations.pgettext(context, message))

    def forget(self) -> None:
        """Start remembering anew."""
        self.found.clear()
        self.missed.clear()

    def _told(self, message: str, answer: str) -> str:
        if not isinstance(answer, _Source):
            self.found.add(message)
            return mark(answer, self._preview.lang, self._preview.key(message)) if self._preview else answer
        self.missed.add(message)
        return mark(answer, self._lang, self._preview.key(message) if self._preview else "")


class Preview(NamedTuple):
    """What a catalogue needs to tell translators where its words come from.

    Attributes:
        lang: The language of its translations.
        key: Returns the key of a message in the page.
    """

    lang: str
    key: Callable[[str], str]


class _Source(str):
    """A message that came back as it was written."""

    __slots__ = ()


class _Untranslated(gettext.NullTranslations):
    """What gettext asks for a message that its catalogue has no translation of."""

    def gettext(self, message: str) -> str:
        return _Source(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _Source(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        del context
        return _Source(message)
