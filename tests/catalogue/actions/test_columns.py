"""Keeping columns and the form of numbers."""

import pytest
from tests.catalogue.press import TODAY, columned

from gongkai.catalogue.actions.columns import (
    ColumnError,
    ColumnFacts,
    change_column,
    close_column,
    open_column,
    reopen_column,
    set_numbering,
)
from gongkai.catalogue.models import Column
from gongkai.catalogue.queries.public import column_once_at
from gongkai.ledger.models import Entry


@pytest.fixture
def keeper(press):
    with press.cast.entered(press.cast.zhou):
        yield press.cast.zhou


def test_columns_form_paths(press):
    top = columned(press.cast, "法定主动公开内容", "fdzdgknr")
    assert columned(press.cast, "机构职能", "jgzn", parent=top).path == "fdzdgknr/jgzn"


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ({"name": "甲", "slug": "zcwj"}, "已有"),
        ({"name": "甲", "slug": "政策"}, "小写英文"),
        ({"name": "甲", "slug": "a", "duty": "21-8"}, "层级"),
    ],
)
def test_an_unsound_column_is_refused(press, keeper, column, told):
    with pytest.raises(ColumnError, match=told):
        open_column(press.organ, None, ColumnFacts(**column), on=TODAY, by=keeper)


def test_columns_stand_four_deep_at_most(press):
    column = None
    for slug in "abcd":
        column = columned(press.cast, slug, slug, parent=column)
    with pytest.raises(ColumnError, match="最多4级"):
        columned(press.cast, "e", "e", parent=column)


def test_a_changed_path_takes_those_below_along(press, keeper):
    below = columned(press.cast, "规章", "gz", parent=press.column)
    facts = ColumnFacts(name="政策", slug="zc", cycle="monthly")
    change_column(press.column, facts, on=TODAY, by=keeper)
    below.refresh_from_db()
    assert below.path == "zc/gz"
    entry = Entry.objects.get(act="catalogue.ColumnChanged")
    assert entry.data["after"]["path"] == "zc"
    assert entry.data["before"]["cycle"] == "as_changed"


def test_a_path_that_a_column_had_is_taken_by_no_other_and_free_for_itself(press, keeper):
    below = columned(press.cast, "规章", "gz", parent=press.column)
    change_column(press.column, ColumnFacts(name="政策", slug="zc"), on=TODAY, by=keeper)
    with pytest.raises(ColumnError, match="“政策”用过的"):
        open_column(press.organ, None, ColumnFacts(name="新", slug="zcwj"), on=TODAY, by=keeper)
    assert column_once_at(press.organ.pk, "zcwj/gz") == below
    change_column(press.column, ColumnFacts(name="政策", slug="zcwj"), on=TODAY, by=keeper)
    assert column_once_at(press.organ.pk, "zc") == press.column


def test_those_below_a_column_cannot_move_to_what_others_had(press, keeper):
    """One below was called ``gz`` while all stood at ``zcwj``; another took that name elsewhere."""

    def moved(row, name, slug):
        change_column(Column.objects.get(pk=row.pk), ColumnFacts(name=name, slug=slug), on=TODAY, by=keeper)

    below = columned(press.cast, "规章", "gz", parent=press.column)
    moved(below, "规章", "gzk")
    moved(press.column, "政策", "zc")
    column = Column.objects.get(pk=press.column.pk)
    open_column(press.organ, column, ColumnFacts(name="新", slug="gz"), on=TODAY, by=keeper)
    with pytest.raises(ColumnError, match="zcwj/gz 是栏目“规章”用过的"):
        moved(press.column, "政策", "zcwj")


def test_a_column_is_closed_from_below_and_reopened_from_above(press, keeper):
    below = columned(press.cast, "规章", "gz", parent=press.column)
    with pytest.raises(ColumnError, match="下面"):
        close_column(press.column, on=TODAY, by=keeper)
    close_column(below, on=TODAY, by=keeper)
    close_column(press.column, on=TODAY, by=keeper)
    with pytest.raises(ColumnError, match="已经停用"):
        close_column(press.column, on=TODAY, by=keeper)
    below = Column.objects.get(pk=below.pk)
    with pytest.raises(ColumnError, match="上级栏目"):
        reopen_column(below, on=TODAY, by=keeper)
    reopen_column(press.column, on=TODAY, by=keeper)
    reopen_column(Column.objects.get(pk=below.pk), on=TODAY, by=keeper)
    with pytest.raises(ColumnError, match="正在使用"):
        reopen_column(press.column, on=TODAY, by=keeper)


def test_the_form_of_numbers_is_one_that_the_code_fits(press, keeper):
    assert set_numbering(press.organ, "letters", "BDSFJ", on=TODAY, by=keeper).code == "BDSFJ"
    for form, code in (("letters", "保定"), ("unknown", "A")):
        with pytest.raises(ColumnError):
            set_numbering(press.organ, form, code, on=TODAY, by=keeper)
