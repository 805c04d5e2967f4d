"""Where a rule was read, how sure the reading is, and when it has to be done again."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# A rule that is still in force has to be compared with its page again after this time.
REVIEW_EVERY = timedelta(days=365)


class Grade(StrEnum):
    """How sure a source is: a whole page read, a part of one, or what others report."""

    PAGE = "page"
    EXCERPT = "excerpt"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a rule was read.

    Attributes:
        title: The page's name, as Microsoft or the publisher gives it (not translated).
        page: A path below learn.microsoft.com/{locale}/, or a whole https address.
        version: The day of the version that was read; None when the page carries none.
        grade: How sure the reading is.
        read: The day on which the page was last found to say the same; None where only the version
            that was read tells how far the reading goes.
    """

    title: str
    page: str
    version: date | None
    grade: Grade
    read: date | None = None

    @property
    def last_read(self) -> date | None:
        """The last day for which the page is known to say this; None when that is not known."""
        return self.read or self.version

    def is_past_review(self, on: date) -> bool:
        """Tell whether the page has to be read again by the day ``on``, because no recent reading is known."""
        return self.last_read is None or on > self.last_read + REVIEW_EVERY

    def url(self, locale: str) -> str:
        """Return the page's address; Microsoft Learn's in the reader's ``locale`` (BCP 47)."""
        if self.page.startswith("https://"):
            return self.page
        return f"https://learn.microsoft.com/{locale.lower()}/{self.page}"
