"""What the website return 政府网站工作年度报表 asks about visits and about what readers reported."""

from dataclasses import dataclass

from django.db.models import Avg, Count, F, Q

from gongkai.channels.models import ErrorReport
from gongkai.channels.queries import Visits, months, undivided, whole

DAY = 24 * 60 * 60


def visits_of_year(organ: int, year: int) -> Visits:
    """独立用户访问总量 and 网站总访问量 of a year: what was counted here and what was brought in.

    Nobody is recognised on another day, so 独立用户 is the sum of the different visitors of each day.
    """
    return whole((*months(organ, year), undivided(organ, year)), f"{year}年")


@dataclass(frozen=True, slots=True)
class ErrorFigures:
    """What readers reported in a year, and what came of it.

    Attributes:
        received: 收到留言数量.
        ended: 办结留言数量: answered or closed, whenever that was.
        right: how many of them told of a real error.
        late: how many ended after their last day.
        mean_days: 平均办理时间, in days from the report to its end; none where nothing ended.
    """

    received: int
    ended: int
    right: int
    late: int
    mean_days: float | None


def errors_of_year(organ: int, year: int) -> ErrorFigures:
    """The reports of a year."""
    found = ErrorReport.objects.filter(organ=organ, reported_on__year=year)
    ended = Q(ended_on__isnull=False)
    counts = found.aggregate(
        received=Count("pk"),
        ended=Count("pk", filter=ended),
        right=Count("pk", filter=Q(is_right=True)),
        late=Count("pk", filter=ended & Q(ended_on__gt=F("due_on"))),
        mean=Avg(F("ended_on") - F("reported_on"), filter=ended),
    )
    mean = counts.pop("mean")
    return ErrorFigures(
        **counts, mean_days=round(mean.total_seconds() / DAY, 1) if mean is not None else None
    )
