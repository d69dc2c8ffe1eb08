"""A scope holds for its transaction and for nothing else; without one nothing is read."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from gongkai.isolation import scope
from gongkai.isolation.middleware import ScopeMiddleware
from gongkai.isolation.roles import Role
from gongkai.ledger.models import Entry
from gongkai.organs.models import Organ, Unit, User

SETTINGS = "SELECT current_user, current_setting('app.organs', true), current_setting('app.user', true)"

FAILED_LOGIN = """
INSERT INTO axes_accesslog (user_agent, username, http_accept, path_info, attempt_time, session_hash)
VALUES ('', 'x', '', '', now(), '')
"""


def told():
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        return cursor.fetchone()


def desk(*organs):
    return scope.Scope(role=Role.DESK, user=7, organs=frozenset(organs), writes=frozenset(organs))


@pytest.mark.usefixtures("own_database")
def test_without_a_scope_every_table_refuses():
    for model in (Organ, Unit, User, Entry):
        with pytest.raises(DatabaseError, match="permission denied"):
            model.objects.count()


@pytest.mark.usefixtures("own_database")
def test_a_scope_without_organs_reads_no_row_and_no_error():
    with scope.entered(scope.Scope(role=Role.DESK)):
        assert Unit.objects.count() == 0
        assert Entry.objects.count() == 0


@pytest.mark.usefixtures("own_database")
def test_the_connection_forgets_the_scope_when_its_transaction_ends():
    for end in ("commit", "rollback"):
        with scope.entered(desk(1, 2)):
            assert told() == ("gongkai_desk", "{1,2}", "7")
            transaction.set_rollback(end == "rollback")
        assert told() == ("gongkai_app", "", "")
        assert scope.current() == scope.NOBODY


@pytest.mark.usefixtures("own_database")
def test_a_scope_outside_a_transaction_is_refused():
    with pytest.raises(scope.NoTransactionError):
        scope.take(desk(1))


@pytest.mark.usefixtures("own_database")
def test_the_outer_scope_holds_again_after_an_inner_one():
    with scope.entered(desk(1)):
        with scope.entered(desk(2)):
            assert told()[1] == "{2}"
        assert told()[1] == "{1}"
        with pytest.raises(ZeroDivisionError), scope.entered(desk(3)):
            raise ZeroDivisionError
        assert told()[1] == "{1}"
        assert scope.current() == desk(1)


def answered(path, view):
    return ScopeMiddleware(view)(RequestFactory().get(path))


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/", "gongkai_portal"),
        ("/ledger/", "gongkai_portal"),
        ("/desk/", "gongkai_gate"),
        ("/accounts/login/", "gongkai_gate"),
    ],
)
def test_each_face_runs_as_its_own_role(path, role):
    assert answered(path, lambda _: HttpResponse(told()[0])).content.decode() == role
    assert told()[0] == "gongkai_app"


@pytest.mark.usefixtures("own_database")
def test_a_page_that_reads_while_it_streams_fails_loudly():
    def rows():
        yield str(Unit.objects.count())

    response = answered("/desk/", lambda _: StreamingHttpResponse(rows()))
    with pytest.raises(DatabaseError, match="permission denied"):
        b"".join(response)


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize(("status", "kept"), [(500, 0), (503, 0), (507, 1), (422, 1)])
def test_what_a_failed_page_wrote_is_undone_and_a_refusal_keeps_what_was_received(status, kept):
    def answers(_):
        with connection.cursor() as cursor:
            cursor.execute(FAILED_LOGIN)
        return HttpResponse(status=status)

    answered("/accounts/login/", answers)
    with scope.entered(scope.GATE), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM axes_accesslog")
        assert cursor.fetchone() == (kept,)
