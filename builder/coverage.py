"""How much of each locale and page is translated: a table for people, or JSON for programs."""

import argparse
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from mkdocs.exceptions import BuildError

from builder import blame, locales, markup
from builder.errors import ROOT
from builder.pages import written_in

_WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of one domain in one locale.

    Attributes:
        locale: BCP 47.
        domain: ``theme``, ``calculator`` or ``pages/<page>``.
        translated: How many messages are.
        fuzzy: How many have a translation that was made from another text.
        missing: How many have none.
        words_left: Words of the source in the fuzzy and missing ones.
        waiting_since: The day on which the oldest text that is fuzzy or missing was written or last changed;
            None where nothing is left, or where git does not know.
    """

    locale: str
    domain: str
    translated: int
    fuzzy: int
    missing: int
    words_left: int
    waiting_since: date | None = None

    @property
    def total(self) -> int:
        """How many messages there are."""
        return self.translated + self.fuzzy + self.missing

    @property
    def share(self) -> float:
        """How much is translated, from 0 to 1 in hundredths; 1 only if all is."""
        return (100 * self.translated // self.total) / 100 if self.total else 1.0

    def days_waiting(self, today: date) -> int | None:
        """Return for how many days the oldest text has been waiting."""
        return (today - self.waiting_since).days if self.waiting_since else None


def measure(templates: Mapping[str, Catalog]) -> list[Coverage]:
    """Compare every locale's PO files with the messages of each domain.

    Raises:
        SourceError: a PO file has a mistake.
    """
    return [
        _coverage(locale, domain, [message for message in template if message.id])
        for locale in locales.names()
        for domain, template in sorted(templates.items())
        if locale != written_in(domain)
    ]


def written_templates() -> dict[str, Catalog]:
    """Return the messages as `make messages` wrote them last: the site's own page needs no extraction."""
    found = {}
    for file in sorted(locales.LOCALES.rglob("*.pot")):
        with file.open("rb") as opened:
            found[file.relative_to(locales.LOCALES).with_suffix("").as_posix()] = read_po(opened)
    return found


def total(rows: list[Coverage]) -> Coverage:
    """Return the sum of one locale's rows."""
    waiting = [row.waiting_since for row in rows if row.total > row.translated]
    return Coverage(
        locale=rows[0].locale,
        domain="",
        translated=sum(row.translated for row in rows),
        fuzzy=sum(row.fuzzy for row in rows),
        missing=sum(row.missing for row in rows),
        words_left=sum(row.words_left for row in rows),
        # One that is unknown may be the oldest.
        waiting_since=None if None in waiting else min((day for day in waiting if day), default=None),
    )


def _coverage(locale: str, domain: str, wanted: list[Message]) -> Coverage:
    catalogue = locales.read_catalogue(locale, domain)
    found = {message.id: catalogue.get(message.id, message.context) for message in wanted}
    fuzzy = [message for message in wanted if (there := found[message.id]) and there.fuzzy]
    done = [message for message in wanted if (there := found[message.id]) and _is_translated(there)]
    left = [message for message in wanted if message not in done]
    return Coverage(
        locale=locale,
        domain=domain,
        translated=len(done),
        fuzzy=len(fuzzy),
        missing=len(wanted) - len(done) - len(fuzzy),
        words_left=sum(len(_WORD.findall(markup.words(locales.forms(message.id)[0]))) for message in left),
        waiting_since=_waiting_since(left),
    )


def _is_translated(message: Message) -> bool:
    translated = locales.forms(message.string)
    return not message.fuzzy and bool(translated) and all(translated)


def _waiting_since(left: list[Message]) -> date | None:
    days: list[date] = []
    for message in left:
        # A text that stands in several places has been there since the first of them.
        places = (blame.last_change(ROOT / file, line) for file, line in message.locations)
        if known := [day for day in places if day]:
            days.append(min(known))
        elif message.locations:
            return None  # it may be older than all others
    return min(days, default=None)


def main() -> int:
    """Print the coverage; return the exit code."""
    from builder import messages  # noqa: PLC0415 - whose extraction prints the page that is made of this

    parser = argparse.ArgumentParser(prog="python -m builder.coverage", description=__doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    try:
        # The sources of today count, whether `make messages` ran or not.
        rows = measure(messages.templates())
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    today = datetime.now(UTC).date()
    if options.format == "json":
        print(json.dumps([_as_json(row, today) for row in rows], indent=2))
        return 0
    _print(rows, today)
    return 0


def _as_json(row: Coverage, today: date) -> dict[str, object]:
    since = row.waiting_since.isoformat() if row.waiting_since else None
    return asdict(row) | {"waiting_since": since, "days_waiting": row.days_waiting(today)}


def _print(rows: list[Coverage], today: date) -> None:
    columns = f"{'locale':8} {'PO file':44} {'translated':>10} {'fuzzy':>6} {'missing':>8} {'words left':>11}"
    print(f"{columns}  oldest change waiting")
    for locale in dict.fromkeys(row.locale for row in rows):
        own = [row for row in rows if row.locale == locale]
        for row in (*own, total(own)):
            name = f"{row.domain}.po" if row.domain else "all"
            days = row.days_waiting(today)
            unknown = "unknown" if row.words_left else "–"
            since = unknown if days is None else f"{row.waiting_since} ({days} {'day' if days == 1 else 'days'})"
            numbers = f"{row.share:>10.0%} {row.fuzzy:6} {row.missing:8} {row.words_left:11}"
            print(f"{locale:8} {name:44} {numbers}  {since}")
    if not rows:
        print("There is no locale but the source’s: start one with `make locale LOCALE=de-DE`.")


if __name__ == "__main__":
    sys.exit(main())
