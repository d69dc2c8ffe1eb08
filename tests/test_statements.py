"""Questions that are put into SQL once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext
from tests.catalogue.press import columned

from gongkai import statements
from gongkai.catalogue.models import Column, Publication
from gongkai.isolation import scope
from gongkai.organs.models import Organ
from gongkai.statements import Blank, Kept, Statement

COLUMNS = Statement(
    lambda: (
        Column.objects.filter(organ=Blank("organ"), position__gte=Blank("least"), is_active=True)
        .select_related("unit", "organ")
        .annotate(has_some=Exists(Publication.objects.filter(column=OuterRef("pk"))))
        .order_by("name")
    )
)
NAMES = Statement(lambda: Organ.objects.filter(slug=Blank("slug")).only("name")[:1])
ITEMS = Statement(lambda: Publication.objects.filter(organ=Blank("organ")).order_by("pk"))

ITS_COLUMNS = Statement(lambda: Column.objects.filter(organ=Blank("organ")))


def test_it_answers_as_the_queryset_does_each_time_with_other_values(press):
    below = columned(press.cast, "规章", "gz", parent=press.column)
    press.published(column=below)
    asked = Column.objects.filter(organ=press.organ.pk, is_active=True).order_by("name")
    for _ in range(2):
        found = COLUMNS.rows(organ=press.organ.pk, least=0)
        assert [vars(one) | {"_state": None} for one in found] == [
            vars(one) | {"_state": None, "has_some": one == below}
            for one in asked.select_related("unit", "organ")
        ]
        assert COLUMNS.rows(organ=press.organ.pk, least=10_000) == []
        assert COLUMNS.rows(organ=0, least=0) == []


def test_what_belongs_to_a_row_is_there_without_asking_again(press, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = COLUMNS.first(organ=press.organ.pk, least=0)
        assert found.organ.name == press.organ.name


def test_what_was_asked_can_be_read(press):
    with CaptureQueriesContext(connection) as asked:
        NAMES.first(slug=press.organ.slug)
    (one,) = asked.captured_queries
    assert f"'{press.organ.slug}'" in one["sql"]


def test_what_was_left_out_is_fetched_when_it_is_asked_for(press, django_assert_num_queries):
    found = NAMES.first(slug=press.organ.slug)
    assert found.get_deferred_fields() >= {"short_name", "level"}
    with django_assert_num_queries(1):
        assert found.short_name == press.organ.short_name


def test_a_value_is_never_read_as_sql(press):
    assert NAMES.first(slug=f"{press.organ.slug}' OR '1'='1") is None
    assert NAMES.first(slug="%s") is None


@pytest.mark.django_db
def test_nothing_matches_no_value():
    with scope.entered(scope.PUBLIC):
        assert NAMES.first(slug=None) is None


def test_a_blank_left_empty_is_named():
    with pytest.raises(KeyError, match="least"):
        COLUMNS.rows(organ=1)


def test_policies_hold_as_ever(press):
    press.published(title="在")
    press.withdrawn(press.published(title="撤"))
    everything = ITEMS.rows(organ=press.organ.pk)
    with scope.entered(scope.PUBLIC):
        assert ITEMS.rows(organ=press.organ.pk) == list(
            Publication.objects.filter(organ=press.organ.pk).order_by("pk")
        )
    with scope.entered(scope.GATE):
        assert NAMES.rows(slug=press.organ.slug) == list(Organ.objects.filter(slug=press.organ.slug))
    assert len(everything) == 2


@pytest.mark.django_db
def test_every_thread_asks_through_its_own_connection():
    def ask() -> int:
        with scope.entered(scope.PUBLIC):
            assert NAMES.first(slug="none") is None
            return connection.connection.info.backend_pid

    def ask_and_leave() -> int:
        try:
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        assert other.submit(ask_and_leave).result() != ask()


def test_what_is_made_of_an_answer_is_made_again_when_the_answer_is_another(press, django_assert_num_queries):
    made = []

    def names(found):
        made.append(len(found))
        return [one.name for one in found]

    kept = Kept(COLUMNS, names)
    first = kept.of(organ=press.organ.pk, least=0)
    with django_assert_num_queries(1):
        assert kept.of(organ=press.organ.pk, least=0) is first
    press.published()
    assert kept.of(organ=press.organ.pk, least=0) == first
    press.column.name = "改过的名称"
    press.column.save()
    assert "改过的名称" in kept.of(organ=press.organ.pk, least=0)
    assert kept.of(organ=0, least=0) == []
    assert made == [len(first), len(first), len(first), 0]


def test_no_more_is_kept_than_a_bounded_number(press, monkeypatch):
    monkeypatch.setattr(statements, "MOST_KEPT", 1)
    kept = Kept(NAMES, list)  # as it was made, it keeps one
    mine, other = (kept.of(slug=slug) for slug in (press.organ.slug, "none"))
    assert ([one.name for one in mine], other) == ([press.organ.name], [])
    assert kept.of(slug=press.organ.slug) is not mine


def test_nothing_is_noted_at_models_that_are_shared(press):
    (column, *_) = Kept(ITS_COLUMNS, list).of(organ=press.organ.pk)
    with pytest.raises(TypeError, match="mappingproxy"):
        assert column.organ
    (column, *_) = Kept(COLUMNS, list).of(organ=press.organ.pk, least=0)
    assert column.organ.name == press.organ.name


@pytest.mark.django_db
def test_a_statement_that_is_asked_often_is_planned_once():
    with scope.entered(scope.PUBLIC):
        for _ in range(3):
            ITEMS.rows(organ=1)
        prepared = connection.connection.execute("SELECT statement FROM pg_prepared_statements").fetchall()
    assert [sql for (sql,) in prepared if "catalogue_publication" in sql]
