"""每日到期汇总: once each working morning, what is overdue, due today and due soon, and gathered notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai import facts
from gongkai.notices.due import DueItem, items
from gongkai.notices.inbox import News, tell
from gongkai.notices.models import Kind, Notice
from gongkai.notices.queries import ungathered
from gongkai.organs.queries import running

SOON = 3  # working days


@dataclass(frozen=True, slots=True)
class Group:
    """Due items under one heading."""

    name: str
    items: tuple[DueItem, ...]


def groups(due: Sequence[DueItem], on: date) -> list[Group]:
    """Due items by urgency, empty groups left out; what is due later is left for a later day."""
    soon = facts.calendar().add_workdays(on, SOON)
    found = (
        Group("已经逾期", tuple(item for item in due if item.due < on)),
        Group("今日到期", tuple(item for item in due if item.due == on)),
        Group(f"{SOON}个工作日内到期", tuple(item for item in due if on < item.due <= soon)),
    )
    return [group for group in found if group.items]


def digest(
    person: int, due: Sequence[DueItem], gathered: Sequence[Notice], *, on: date, organ: int
) -> News | None:
    """A person's digest of a day; nothing where there is nothing to tell."""
    mine = groups([item for item in due if person in item.people], on)
    if not mine and not gathered:
        return None
    counted = [f"{group.name}{len(group.items)}件" for group in mine]
    if gathered:
        counted.append(f"通知{len(gathered)}条")
    lines: list[str] = []
    for group in mine:
        lines += [f"【{group.name}】", *(f"· {item.title}（{_day(item.due)}）" for item in group.items)]
    if gathered:
        lines += ["【通知】", *(f"· {notice.title}" for notice in gathered)]
    return News(
        kind=Kind.DIGEST,
        key=f"digest:{organ}:{on.isoformat()}",
        title=f"{_day(on)}待办：{'、'.join(counted)}",
        body="\n".join(lines),
        url="/desk/",
    )


def send_digests(organ: int, *, on: date, at: datetime) -> None:
    """Tell everybody of an organ what is due; once a day, however often it is called."""
    due = items(organ, on)
    people = running(on).filter(organ=organ).values_list("user", flat=True).order_by("user").distinct()
    for person in people:
        gathered = list(ungathered(person))
        news = digest(person, due, gathered, on=on, organ=organ)
        if news and not Notice.objects.filter(user_id=person, key=news.key).exists():
            tell([person], news, organ=organ, at=at)
            Notice.objects.filter(pk__in=[notice.pk for notice in gathered]).update(gathered_at=at)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
