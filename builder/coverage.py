"""How much of each locale and page is translated: a table for people, or JSON for programs."""

import argparse
import json
import sys
from dataclasses import asdict, dataclass

from babel.messages.catalog import Message
from mkdocs.exceptions import BuildError

from builder import locales, messages


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of one domain in one locale; numbers of messages, and of English words left."""

    locale: str
    domain: str
    translated: int
    fuzzy: int
    missing: int
    words_left: int


def measure() -> list[Coverage]:
    """Compare every locale's PO files with the sources of today, whether `make messages` ran or not."""
    templates = messages.templates()
    return [
        _coverage(locale, domain, [message for message in template if message.id])
        for locale in locales.names()[1:]
        for domain, template in sorted(templates.items())
    ]


def _coverage(locale: str, domain: str, wanted: list[Message]) -> Coverage:
    catalogue = locales.read_catalogue(locale, domain)
    found = [catalogue.get(message.id) for message in wanted]
    fuzzy = [message for message in found if message and message.fuzzy]
    done = [message for message in found if message and not message.fuzzy and _is_translated(message)]
    left = [message for message in wanted if message.id not in {message.id for message in done}]
    return Coverage(
        locale=locale,
        domain=domain,
        translated=len(done),
        fuzzy=len(fuzzy),
        missing=len(wanted) - len(done) - len(fuzzy),
        words_left=sum(len(_source(message).split()) for message in left),
    )


def _is_translated(message: Message) -> bool:
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return bool(forms) and all(forms)


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    """Print the coverage; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    try:
        rows = measure()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    if options.format == "json":
        print(json.dumps([asdict(row) for row in rows], indent=2))
        return 0
    print(f"{'locale':8} {'domain':40} {'translated':>10} {'fuzzy':>6} {'missing':>8} {'words left':>11}")
    for row in rows:
        total = row.translated + row.fuzzy + row.missing
        share = f"{100 * row.translated // (total or 1)} %"
        print(f"{row.locale:8} {row.domain:40} {share:>10} {row.fuzzy:6} {row.missing:8} {row.words_left:11}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
