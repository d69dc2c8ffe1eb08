"""Reports of errors: taken in once, ended once, their words deleted after their time."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils.timezone import localtime
from tests.cast import TODAY
from tests.database import as_owner

from gongkai.channels import queries
from gongkai.channels.actions.errors import EndedError, Told, answer, close, report
from gongkai.channels.deadlines import KEPT_DAYS
from gongkai.channels.figures import ErrorFigures, errors_of_year
from gongkai.channels.models import ErrorReport
from gongkai.channels.sources import error_reports_due
from gongkai.channels.tasks import mail_answer, purge_reporters
from gongkai.jobs.acting import acting, system_id
from gongkai.ledger.models import Entry
from gongkai.notices.models import Mail
from gongkai.organs.models import User

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def reported(cast, *, on=TODAY, email="du@reader.example"):
    told = Told(page="/justice/guide/", kind="wording", text="第二段有错字", email=email, once=uuid4())
    with acting([cast.justice.pk]):
        return report(cast.justice, told, on=on, at=AT, by=User.objects.get(pk=system_id()))


def test_words_are_sealed_and_the_ledger_knows_none(cast):
    found = reported(cast)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(e)::text FROM channels_errorreport e")
        ((row,),) = cursor.fetchall()
        entry = Entry.objects.get(about=f"channels.errorreport:{found.pk}")
    assert "错字" not in row
    assert "reader.example" not in row
    assert entry.data == {"page": "/justice/guide/", "error": "wording"}
    assert found.due_on == date(2026, 11, 30)  # three working days, over a weekend


def test_an_answer_ends_it_and_goes_out_by_mail_to_who_left_an_address(cast):
    told, silent = reported(cast), reported(cast, email="")
    with cast.entered(cast.wang):
        for one in (told, silent):
            answer(one, "已改正，谢谢。", is_right=True, on=TODAY, by=cast.wang)
        with pytest.raises(EndedError):
            answer(told, "x", is_right=False, on=TODAY, by=cast.wang)
        with pytest.raises(EndedError):
            close(told, "x", on=TODAY, by=cast.wang)
        entries = list(Entry.objects.filter(act="channels.ErrorReportAnswered"))
    for entry in entries:
        for _ in range(2):
            mail_answer(entry=entry.pk, organ=cast.justice.pk)
    with as_owner():
        (mail,) = Mail.objects.all()
    assert mail.to == "du@reader.example"
    assert "已改正，谢谢。" in mail.text
    assert "第二段有错字" not in mail.text


def test_what_waits_is_due_for_those_who_answer(cast):
    found = reported(cast)
    with cast.entered(cast.zhou):
        (item,) = error_reports_due(cast.justice.pk, TODAY)
        assert (item.due, item.url) == (found.due_on, f"/desk/errors/{found.pk}/")
        assert item.people == {cast.wang.pk, cast.zhou.pk}
        close(found, "重复", on=TODAY, by=cast.zhou)
        assert list(error_reports_due(cast.justice.pk, TODAY)) == []
        assert list(queries.open_reports(cast.justice.pk)) == []


def test_the_figures_of_a_year(cast):
    first, second, third = (reported(cast) for _ in range(3))
    reported(cast, on=date(2025, 12, 31))
    with cast.entered(cast.zhou):
        answer(first, "已改正", is_right=True, on=TODAY, by=cast.zhou)
        answer(second, "核实无误", is_right=False, on=TODAY + timedelta(days=9), by=cast.zhou)
        found = errors_of_year(cast.justice.pk, 2026)
        assert found == ErrorFigures(received=3, ended=2, right=1, late=1, mean_days=4.5)
        assert errors_of_year(cast.justice.pk, 2024) == ErrorFigures(0, 0, 0, 0, None)
    assert third.is_open


def test_words_are_deleted_after_their_time_and_figures_stay(cast):
    old, waiting = reported(cast), reported(cast)
    with cast.entered(cast.zhou):
        answer(old, "已改正", is_right=True, on=TODAY, by=cast.zhou)
    for days, purged in ((KEPT_DAYS, False), (KEPT_DAYS + 1, True), (KEPT_DAYS + 2, True)):
        purge_reporters.function(localtime(AT + timedelta(days=days)))
        with cast.entered(cast.zhou):
            assert (ErrorReport.objects.get(pk=old.pk).words is None) == purged
    with cast.entered(cast.zhou):
        assert errors_of_year(cast.justice.pk, 2026).ended == 1
        assert ErrorReport.objects.get(pk=waiting.pk).text == "第二段有错字"
        assert ErrorReport.objects.get(pk=old.pk).text == ""
        assert Entry.objects.filter(act="channels.ErrorReporterPurged").count() == 1
