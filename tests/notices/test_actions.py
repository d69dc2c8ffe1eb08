"""That a mail came back is an act: once, of a mail of that organ, without what the mail said."""

import pytest
from tests.cast import TODAY
from tests.notices.conftest import NOW

from gongkai.jobs.acting import acting, system_id
from gongkai.ledger.actions import OutOfScopeError
from gongkai.ledger.models import Entry
from gongkai.notices.actions import LONGEST, BouncedAlreadyError, bounce
from gongkai.notices.models import Mail, State
from gongkai.organs.models import User


def came_back(mail, answer="550 User unknown"):
    system = User.objects.get(pk=system_id())
    return bounce(Mail.objects.get(pk=mail), code="5.1.1", answer=answer, at=NOW, on=TODAY, by=system)


def test_a_mail_that_came_back_is_marked_its_text_forgotten_and_written_down(cast, posted):
    mail = posted(text="请点此设置密码")
    with acting([cast.justice.pk]):
        found = came_back(mail)
        assert (found.state, found.bounced_at, found.text, found.html) == (State.BOUNCED, NOW, "", "")
        assert found.last_error == "550 User unknown"
    with cast.entered(cast.zhou):
        entry = Entry.objects.get()
    assert (entry.act, entry.about) == ("notices.MailBounced", f"notices.mail:{mail}")
    assert entry.data == {"code": "5.1.1"}


def test_it_comes_back_once(cast, posted):
    mail = posted()
    with acting([cast.justice.pk]):
        came_back(mail)
        with pytest.raises(BouncedAlreadyError, match="无需再次登记"):
            came_back(mail)
        assert Entry.objects.count() == 1


def test_what_the_other_server_answered_is_kept_in_one_line_that_fits(cast, posted):
    mail = posted()
    with acting([cast.justice.pk]):
        found = came_back(mail, "550 no\r\n" + "x" * 1000)
    assert "\n" not in found.last_error
    assert len(found.last_error) <= LONGEST


def test_a_mail_of_another_organ_does_not_come_back(cast, posted):
    mail = posted()
    with acting([cast.justice.pk]):
        row = Mail.objects.get(pk=mail)
    with acting([cast.finance.pk]), pytest.raises((Mail.DoesNotExist, OutOfScopeError)):
        bounce(row, code="5.1.1", answer="", at=NOW, on=TODAY, by=User.objects.get(pk=system_id()))
    with acting([cast.justice.pk]):
        assert Mail.objects.get(pk=mail).state == State.WAITING
