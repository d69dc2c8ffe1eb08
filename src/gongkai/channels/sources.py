"""What of the site is due: what readers reported and nobody has answered."""

from collections.abc import Iterator
from datetime import date

from gongkai.channels.queries import open_reports
from gongkai.notices.due import DueItem
from gongkai.organs.models import Role
from gongkai.organs.queries import running

HANDLERS = (Role.CLERK, Role.HEAD, Role.PUBLISHER)


def error_reports_due(organ: int, on: date) -> Iterator[DueItem]:
    """Every report that waits; the number stands for it, since a title goes out by mail."""
    waiting = list(open_reports(organ))
    held = running(on).filter(organ=organ, role__in=HANDLERS) if waiting else ()
    people = frozenset(one.user_id for one in held)
    for report in waiting:
        yield DueItem(
            title=f"网站纠错留言（编号 {report.pk}）待答复",
            due=report.due_on,
            url=f"/desk/errors/{report.pk}/",
            organ=organ,
            people=people,
        )
