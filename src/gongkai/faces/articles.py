"""Citations on pages: a place in the law and, where we know it, what it says in short."""

from dataclasses import dataclass
from functools import cache

from gongkai import data
from gongkai.law import statutes
from gongkai.law.statutes import GIR, Instrument, Provision


@dataclass(frozen=True, slots=True)
class Article:
    """A cited place; ``gist`` is our summary, not the text, and may be empty."""

    provision: Provision
    gist: str = ""


def article_of(short: str, number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """The place by the instrument's short name, as 条例, in the version in force.

    Raises:
        KeyError: no instrument has that short name.
        NoSuchArticleError: the instrument has no such article.
    """
    instrument = instruments()[short]
    return Article(
        instrument.art(number, paragraph, item), gists().get(number, "") if instrument is GIR else ""
    )


@cache
def instruments() -> dict[str, Instrument]:
    """What can be cited, by short name."""
    known = vars(statutes).values()
    return {found.short: found for found in known if isinstance(found, Instrument)}


@cache
def gists() -> dict[int, str]:
    """What each article of the regulation is about."""
    return {
        int(number): entry[0] for number, entry in data.read_toml("statutes/gir.toml")["articles"].items()
    }
