"""What everybody may read."""

from tests.catalogue.press import columned

from gongkai.catalogue.models import Column, Publication
from gongkai.catalogue.queries import public
from gongkai.isolation import scope


def test_columns_stand_as_a_tree_with_what_is_out_in_each(press):
    below = columned(press.cast, "规章", "gz", parent=press.column)
    press.published(column=below)
    press.draft(column=below)
    (top,) = public.tree(public.counted(public.columns(press.organ.pk)))
    assert [(branch.column.name, branch.depth, branch.column.published) for branch in top.walk()] == [
        ("政策文件", 0, None),
        ("规章", 1, 1),
    ]


def test_the_public_reads_lists_without_what_was_withdrawn(press):
    kept, gone = press.published(title="在"), press.published(title="撤")
    press.withdrawn(gone)
    with scope.entered(scope.PUBLIC):
        assert [one.title for one in public.published(press.organ.pk)] == ["在"]
        assert [one.pk for one in public.in_column(Column.objects.get())] == [kept.pk]
        assert public.publication(press.organ.pk, gone.pk).is_withdrawn
        assert public.publication(press.organ.pk, 0) is None


def test_a_text_and_its_interpretation_know_each_other(press):
    policy = press.published()
    press.published(title="图解", interprets_id=policy.pk)
    with scope.entered(scope.PUBLIC):
        found = Publication.objects.get(pk=policy.pk)
        nothing, (interpretation,) = public.related(found)
        assert nothing is None
        assert interpretation.title == "图解"
        assert public.related(interpretation) == (found, [])


def test_the_stretches_of_ids_in_which_an_organ_has_items(press):
    items = [press.published() for _ in range(3)]
    press.withdrawn(items[0])
    press.draft()
    with scope.entered(scope.PUBLIC):
        assert public.stretches(1) == {press.organ.pk: [item.pk for item in items]}
        assert public.stretches(1000) == {press.organ.pk: sorted({item.pk // 1000 for item in items})}
