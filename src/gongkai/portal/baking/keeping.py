"""Keeping the tree true: what changed at once, and all of it by and by, a little at a time.

A job that runs for long holds up the end of a worker, so whatever may be much is done for some seconds and
then gone on with. Between a few pages and the next, others get their turn.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import structlog
from django.conf import settings
from django.db import DatabaseError

from gongkai.isolation.scope import PUBLIC, entered
from gongkai.jobs.acting import acting, every_organ
from gongkai.ledger.models import Entry
from gongkai.organs.models import Organ
from gongkai.portal.baking import tree
from gongkai.portal.baking.causes import OF_THE_WHOLE, TOLD, Changed, changed_by
from gongkai.portal.baking.pages import everywhere, of_organ
from gongkai.portal.baking.rendering import rendered

ALL, EDITION, FOLLOWED, LOOKED_AT = "all", "edition", "followed", "looked-at"
FEW = 10  # for so long somebody else may have to wait for the lock
MANY = 5000  # addresses held at once
BREATH = 0.02  # seconds in which others can take the lock
# Clocks of processes differ, and a transaction may commit some time after the moment that it wrote down.
OVERLAP = timedelta(minutes=5)
MOST_FOLLOWED = 500  # entries; where there are more, every page is compared
MOST_NOTED = 500  # entries whose act may be committed and whose pages are not yet taken away
log = structlog.get_logger(__name__)


class BakingError(Exception):
    """A page could not be made; it is left to the app."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Pages that are compared one after the other.

    Attributes:
        name: under which is noted how far it has come.
        pages: their addresses, in an order that does not change while nothing is added.
        below: the folder of the tree in which they stand.
    """

    name: str
    pages: Callable[[], Iterator[str]]
    below: str = ""


EVERY_PAGE = Walk(ALL, everywhere)


def bake(pages: Iterable[str]) -> int:
    """Write pages as the public reads them now, and remove those that are no more.

    Returns:
        How many could not be made; they are removed, so that the app shows what is wrong.

    Raises:
        DatabaseError: the database is away; what stands in the tree stays.
    """
    failed = 0
    for few in _by_few(pages):
        with tree.alone(), entered(PUBLIC):
            failed += sum(not _is_renewed(address) for address in few)
        time.sleep(BREATH)
    return failed


def take_away(entry: int, pages: Iterable[str]) -> None:
    """Remove pages that say what an act took back; the app says what is to be read now.

    Nothing is removed where the act was followed before this got its turn: what stands there is new.
    """
    if tree.site().exists():
        with tree.alone():
            if str(entry) not in _followed():
                for address in pages:
                    tree.remove(address)


def note_followed(entry: int, pages: Iterable[str]) -> list[str]:
    """Note that the pages of an act were baked; those that were taken away meanwhile, and are to be again."""
    with tree.alone():
        tree.keep_note(FOLLOWED, " ".join([*_followed(), str(entry)][-MOST_NOTED:]))
        return [address for address in pages if not tree.is_there(address)]


def take_down(addresses: Iterable[str]) -> None:
    """Remove all that stands below addresses which nothing has any more; the app tells where it is now."""
    for address in addresses:
        tree.remove_below(address)


def changed_with(entry: int, organ: int) -> Changed:
    """What an entry of an organ's ledger changed of the pages, but for what is seen to without it."""
    with acting({organ, *every_organ()}):
        found = Entry.objects.get(pk=entry)
        if _comes_later(found):
            return Changed(())
        changed = changed_by(found)
        later = Entry.objects.filter(organ=organ, act__in=OF_THE_WHOLE, pk__gt=entry)
        return replace(changed, organ=None) if changed.organ and later.exists() else changed


def begin_organ(organ: int, entry: int) -> None:
    """Let every page of an organ be compared, because an entry changed what stands around them."""
    tree.begin_pass(_pass_of(organ), str(entry))


def go_on_with_organ(organ: int, seconds: float) -> bool:
    """Compare pages of an organ for some seconds; whether some are left."""
    with entered(PUBLIC):
        found = Organ.objects.get(pk=organ)
    walk = Walk(_pass_of(organ), lambda: of_organ(found) if found.is_active else iter(()), found.slug)
    return _go_on(walk, seconds)


def look(at: datetime, seconds: float) -> bool:
    """Follow what was left behind and compare pages for some seconds; whether it must go on at once.

    It must where the program has changed since every page was compared, or never was.
    """
    _catch_up(at)
    is_new = tree.note(EDITION) != edition()
    under_way = tree.pass_under_way(ALL)
    if under_way is None or (is_new and under_way.generation != edition()):
        tree.begin_pass(ALL, edition())
    return _go_on(EVERY_PAGE, seconds) and is_new


def everything(tell: Callable[[int], None]) -> tuple[int, int]:
    """Compare every page without a pause, and write their check values down.

    Returns:
        How many there are, and how many could not be made.

    Args:
        tell: called with how many were compared, now and then.
    """
    tree.begin_pass(ALL, edition())
    with entered(PUBLIC):
        pages = list(everywhere())
    failed = 0
    for done in range(0, len(pages), FEW):
        tell(done)
        failed += bake(pages[done : done + FEW])
    _finish(EVERY_PAGE, edition(), pages)
    tree.list_sums()
    return len(pages), failed


def count() -> int:
    """How many pages there are to bake."""
    with entered(PUBLIC):
        return sum(1 for _ in everywhere())


def is_complete() -> bool:
    """Whether every page was baked by this program."""
    return tree.note(EDITION) == edition()


@cache
def edition() -> str:
    """Changes with whatever shapes every page: the program, its static files, the site's own address."""
    package = Path(__file__).parents[2]
    found = (path for ending in ("*.py", "*.html", "*.toml") for path in package.rglob(ending))
    told = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in sorted(found)]
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    told += [version("gongkai"), settings.SITE_URL, manifest.read_text() if manifest.exists() else ""]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _is_renewed(address: str) -> bool:
    """Bake one page; whether it could be made."""
    try:
        page = rendered(address)
        if page is None:
            tree.remove(address)
            return True
        if page.content_type != tree.media_type(tree.place_of(address)):
            raise BakingError(f"{address}：{page.content_type}")
        tree.put(address, page.content)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001  one page must not hold up the others
        tree.remove(address)
        log.warning("page not baked", error=type(error).__name__, page=address)
        return False
    return True


def _comes_later(entry: Entry) -> bool:
    """Whether the walk through every page, which is to come or began after this act, comes by its pages.

    So the hundreds of acts that set an installation up are not followed one by one.
    """
    since = _looked_at()
    return not is_complete() and (since is None or entry.recorded_at < since)


def _catch_up(at: datetime) -> None:
    """Bake what acts changed since it was last looked, whether or not their jobs were done."""
    since = _looked_at()
    if since is not None and at - since < OVERLAP:
        return
    if since is not None:
        with acting(every_organ()):
            recent = Entry.objects.filter(act__in=TOLD, recorded_at__gte=since - OVERLAP)
            found = list(recent.order_by("pk")[: MOST_FOLLOWED + 1])
            changed = [changed_by(entry) for entry in found[:MOST_FOLLOWED]]
        if len(found) > MOST_FOLLOWED:
            tree.begin_pass(ALL, edition())
            tree.keep_note(EDITION, "")
        take_down(address for one in changed for address in one.gone)
        bake(dict.fromkeys(page for one in changed for page in one.pages))
    with tree.alone():
        tree.keep_note(LOOKED_AT, at.isoformat())


def _followed() -> list[str]:
    return tree.note(FOLLOWED).split()


def _looked_at() -> datetime | None:
    noted = tree.note(LOOKED_AT)
    return datetime.fromisoformat(noted) if noted else None


def _go_on(walk: Walk, seconds: float) -> bool:
    """Go on with a walk for some seconds; whether something is left of it."""
    end = time.monotonic() + seconds
    with tree.walking(walk.name) as is_this_one:
        under_way = tree.pass_under_way(walk.name)
        if not is_this_one or under_way is None:
            return False
        generation, position = under_way.generation, under_way.position
        with entered(PUBLIC):
            pages = list(islice(walk.pages(), position, position + MANY))
        for few in _by_few(pages):
            bake(few)
            position += len(few)
            if not tree.move_pass(walk.name, tree.Pass(generation, position)) or time.monotonic() > end:
                return True
        if len(pages) == MANY:
            return True
        with entered(PUBLIC):
            every = list(walk.pages())
        return not _finish(walk, generation, every)


def _finish(walk: Walk, generation: str, pages: Iterable[str]) -> bool:
    """End a walk: see to what stands in the tree and is none of its pages; False where it began anew."""
    wanted = set(pages)
    bake(page for page in tree.pages(walk.below) if page not in wanted)
    if not tree.end_pass(walk.name, generation):
        return False
    if walk is EVERY_PAGE:
        tree.keep_note(EDITION, generation)
    return True


def _by_few(pages: Iterable[str]) -> Iterator[list[str]]:
    left = iter(pages)
    while few := list(islice(left, FEW)):
        yield few


def _pass_of(organ: int) -> str:
    return f"organ-{organ}"
