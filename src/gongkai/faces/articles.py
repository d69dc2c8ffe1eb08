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
    return cited(instruments()[short].art(number, paragraph, item))


def cited(provision: Provision) -> Article:
    """A place that a rule names, with what it says."""
    is_known = provision.instrument is GIR and provision.article is not None
    return Article(provision, gists().get(provision.article or 0, "") if is_known else "")


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
