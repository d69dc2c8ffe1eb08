"""Jobs of the baked pages: asked for by each act that changes one, each baking exactly what it changed."""

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.catalogue.press import TODAY, columned, moment
from tests.database import as_owner
from tests.portal.baking.kitchen import files, in_tree, untrue

from gongkai import handlers
from gongkai.catalogue.actions import columns, drafting, guide, publishing, topics
from gongkai.catalogue.choices import Validity
from gongkai.catalogue.models import Publication
from gongkai.catalogue.wordings import wording_of
from gongkai.letters.actions import Head, set_letterhead
from gongkai.organs.actions import open_unit
from gongkai.portal.baking import tree
from gongkai.portal.baking.keeping import bake, everything, is_complete
from gongkai.portal.baking.tasks import check, follow_act, go_on

TASKS = {"baking.follow": follow_act, "baking.go_on": go_on}
LISTS = {
    "/",
    "/feed.xml",
    "/justice/",
    "/justice/catalogue/",
    "/justice/columns/zcwj/",
    "/justice/columns/zcwj/feed.xml",
    "/justice/feed.xml",
    "/justice/sitemap-0.xml",
}


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.BAKED_ROOT = tmp_path / "baked"


@pytest.fixture
def house(press, monkeypatch):
    """The house with two items and a tree that is true; a list page holds two."""
    for module in ("catalogue.queries.public", "portal.baking.pages", "portal.baking.causes"):
        monkeypatch.setattr(f"gongkai.{module}.LIST_PAGE", 2)
    press.published(title="第一号通知")
    press.published(title="第二号通知")
    everything(lambda _: None)
    with as_owner():
        ProcrastinateJob.objects.all().delete()
    return press


def done():
    """Do the jobs that were asked for; the pages that changed in the tree meanwhile."""
    before = {address: in_tree(address) for address in tree.pages()}
    while waiting := _taken():
        for name, arguments in waiting:
            TASKS[name](**arguments)
    after = {address: in_tree(address) for address in tree.pages()}
    return {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}


def _taken():
    with as_owner():
        found = ProcrastinateJob.objects.filter(task_name__in=TASKS).order_by("pk")
        told = list(found.values_list("task_name", "args"))
        found.delete()
    return told


def test_each_act_of_publishing_bakes_what_it_changes_and_no_more(house, django_capture_on_commit_callbacks):
    item = house.published(title="第三号通知")
    own = {f"/justice/items/{item.pk}/{ending}" for ending in ("", "text.txt", "qr.svg")}
    # with the third a second page begins, and the first gets a way to go on
    pages = {"/justice/columns/zcwj/pages/1/", "/justice/columns/zcwj/pages/2/"}
    assert done() == own | LISTS | pages
    assert untrue() == []

    with house.cast.entered(house.jiang):
        acts = {"on": TODAY, "at": moment(), "by": house.jiang}
        publishing.mark_validity(item, Validity.REPEALED, why="已被第四号通知废止。", **acts)
    assert f"/justice/items/{item.pk}/" in done()
    assert untrue() == []

    explaining = house.published(title="第三号通知解读", interprets_id=item.pk)
    assert f"/justice/items/{item.pk}/" in done()
    with django_capture_on_commit_callbacks(execute=True):
        house.withdrawn(explaining, keep_title=False)
    # before any job is done
    assert "第三号通知解读".encode() not in b"".join(files().values())
    assert in_tree("/justice/") is None
    done()
    assert "第三号通知解读".encode() not in b"".join(files().values())
    assert "撤回".encode() in in_tree(f"/justice/items/{explaining.pk}/")
    assert untrue() == []


def test_a_job_that_is_done_before_its_act_took_the_pages_away_keeps_them(
    house, django_capture_on_commit_callbacks
):
    item = house.published(title="第三号通知")
    done()
    with django_capture_on_commit_callbacks() as late:
        house.withdrawn(item, keep_title=False)
    done()
    for take_away in late:
        take_away()
    assert "撤回".encode() in in_tree(f"/justice/items/{item.pk}/")
    assert untrue() == []


def test_pages_that_are_taken_away_while_the_job_is_done_are_baked_again(
    house, django_capture_on_commit_callbacks, monkeypatch
):
    item = house.published(title="第三号通知")
    done()
    with django_capture_on_commit_callbacks() as late:
        house.withdrawn(item, keep_title=False)
    rounds = []

    def disturbed(pages):
        failed = bake(pages)
        rounds.append(pages)
        if len(rounds) == 1:
            for take_away in late:
                take_away()
            assert in_tree("/justice/") is None
        return failed

    monkeypatch.setattr("gongkai.portal.baking.tasks.bake", disturbed)
    done()
    assert len(rounds) == 2
    assert untrue() == []


def test_a_correction_that_moves_an_item_bakes_both_columns(house, django_capture_on_commit_callbacks):
    other = columned(house.cast, "其他文件", "other")
    item = house.published(title="要移动的通知")
    done()
    house.correcting(item)
    with house.cast.entered(house.cast.wang):
        drafting.revise(item, other, wording_of(item), on=TODAY, at=moment(), by=house.cast.wang)
    with django_capture_on_commit_callbacks(execute=True):
        house.publish(house.reviewed(item))
    done()
    assert "要移动的通知".encode() in in_tree("/justice/columns/other/")
    assert untrue() == []


def test_acts_around_the_items_are_followed_too(house):
    cast = house.cast
    with cast.entered(house.jiang):
        facts = topics.TopicFacts(name="法治宣传", slug="fzxc")
        topic = topics.open_topic(house.organ, facts, on=TODAY, by=house.jiang)
        topics.fill(topic, Publication.objects.all(), on=TODAY, by=house.jiang)
    assert {"/justice/topics/", "/justice/topics/fzxc/", "/justice/map/"} <= done()
    with cast.entered(house.jiang):
        renamed = topics.TopicFacts(name="普法", slug="pf")
        topics.change_topic(topic, renamed, on=TODAY, by=house.jiang)
    assert {"/justice/topics/fzxc/", "/justice/topics/pf/"} <= done()
    with cast.entered(cast.zhou):
        texts = {"ways": "到本机关查阅。"}
        guide.revise_guide(house.organ, texts, seen=0, on=TODAY, at=moment(), by=cast.zhou)
    assert done() == {"/justice/guide/"}
    with cast.entered(cast.qian):
        open_unit(house.organ, "办公室", is_disclosure_office=True, on=TODAY, by=cast.qian)
    assert done() == {"/justice/", "/justice/guide/"}
    assert untrue() == []


def test_what_stands_around_every_page_of_an_organ_is_followed_on_all(house):
    with house.cast.entered(house.cast.zhou):
        head = Head(contact="张某", phone="0312-1", address="某路1号")
        set_letterhead(house.organ, head, on=TODAY, by=house.cast.zhou)
    changed = done()
    assert {"/justice/", "/justice/guide/", "/justice/columns/zcwj/"} <= changed
    assert not [one for one in changed if one.startswith(("/finance/", "/city/"))]
    with house.cast.entered(house.cast.zhou):
        renamed = columns.ColumnFacts(name="文件", slug="wj")
        columns.change_column(house.column, renamed, on=TODAY, by=house.cast.zhou)
    assert {"/justice/columns/zcwj/", "/justice/columns/wj/"} <= done()
    assert untrue() == []


def test_the_check_goes_on_until_every_page_is_baked(press, monkeypatch):
    press.published()
    monkeypatch.setattr("gongkai.portal.baking.tasks.LOOKING_SECONDS", 0)
    rounds = 0
    while not is_complete():
        check.function(moment())
        rounds += 1
    with as_owner():
        assert ProcrastinateJob.objects.filter(task_name="baking.check").count() == rounds - 1
    assert untrue() == []


def test_a_worker_knows_every_job_that_follows_from_an_act():
    known = set(app.tasks)
    for jobs in handlers.HANDLERS.values():
        for one in jobs:
            assert getattr(one, "then", one).task.name in known
    assert {"baking.check", "search.check"} <= known
