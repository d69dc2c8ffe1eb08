"""The demo's site: the figures of the founding report, and a report of errors in every state."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.cast import TODAY

from gongkai.channels.figures import visits_of_year
from gongkai.channels.models import ErrorReport
from gongkai.jobs.acting import acting, system_id
from gongkai.organs.models import User
from gongkai.service import demo_site


def test_the_year_sums_up_to_the_figures_that_were_published(cast):
    at = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    with acting([cast.justice.pk]):
        by = User.objects.get(pk=system_id())
        assert len(list(demo_site.steps({"justice": cast.justice}, on=TODAY, at=at, by=by))) == 4
        found = visits_of_year(cast.justice.pk, 2023)
        states = set(ErrorReport.objects.values_list("state", flat=True))
    assert (found.views, found.visitors) == (132706, 54405)
    assert states == set(ErrorReport.State.values)
