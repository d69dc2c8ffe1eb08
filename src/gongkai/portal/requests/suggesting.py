"""已公开的相近信息: where published information may answer before somebody has to wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.opendata.addresses import page_of
from gongkai.organs.models import Organ
from gongkai.search.place import current
from gongkai.search.queries import Filters, find_some
from gongkai.search.sources import as_out

MOST = 5


@dataclass(frozen=True, slots=True)
class Published:
    """Something that is published already, and where."""

    title: str
    url: str


def already_published(organ: Organ, wanted: str) -> Sequence[Published]:
    """What of the organ's published information resembles what somebody wants; shown before he submits.

    Nothing where the index is not there: nobody is kept from asking.
    """
    index = current()
    if index is None:
        return ()
    ids = find_some(index, wanted, filters=Filters(organ=organ.pk), limit=MOST)
    return [Published(one.title, page_of(one)) for one in as_out(ids)]
