"""Topics: opened, filled with what is out, archived."""

from dataclasses import asdict

import pytest
from tests.catalogue.press import TODAY

from gongkai.catalogue.actions import topics as acts
from gongkai.catalogue.models import Publication, TopicEntry
from gongkai.catalogue.queries.public import in_topic, topic_at, topic_once_at, topics, topics_of
from gongkai.isolation import scope
from gongkai.ledger.queries import history

FACTS = acts.TopicFacts(name="法治宣传月", slug="fzxc", description="一个月的宣传活动。")


@pytest.fixture
def topic(press):
    with press.cast.entered(press.jiang):
        return acts.open_topic(press.organ, FACTS, on=TODAY, by=press.jiang)


def filled(press, topic, *items):
    with press.cast.entered(press.jiang):
        out = Publication.objects.filter(pk__in=[item.pk for item in items]).order_by("pk")
        return acts.fill(topic, out, on=TODAY, by=press.jiang)


def test_what_is_out_is_gathered_and_read_by_the_public(press, topic):
    first, second = press.published(), press.published(title="第二件")
    filled(press, topic, first, second)
    with scope.entered(scope.PUBLIC):
        found = topic_at(press.organ.pk, "fzxc")
        assert [one.pk for one in in_topic(found)] == [first.pk, second.pk]
        assert found.published == 2
        assert topics_of(Publication.objects.get(pk=first.pk)).get() == topic
    press.withdrawn(first)
    with scope.entered(scope.PUBLIC):
        assert [one.pk for one in in_topic(topic)] == [second.pk]
        assert topics(press.organ.pk).get().published == 1


def test_a_topic_changes_and_says_what(press, topic):
    with press.cast.entered(press.jiang):
        changed = acts.TopicFacts(**asdict(FACTS) | {"name": "宪法宣传周"})
        acts.change_topic(topic, changed, on=TODAY, by=press.jiang)
        (newest,) = [entry for entry in history(topic) if entry.act == "catalogue.TopicChanged"]
    assert newest.data == {"before": {"name": "法治宣传月"}, "after": {"name": "宪法宣传周"}}


def test_an_address_that_a_topic_had_is_taken_by_no_other(press, topic):
    with press.cast.entered(press.jiang):
        acts.change_topic(topic, acts.TopicFacts(name="普法", slug="pf"), on=TODAY, by=press.jiang)
        with pytest.raises(acts.TopicError, match="“普法”用过的"):
            acts.open_topic(press.organ, FACTS, on=TODAY, by=press.jiang)
        assert topic_once_at(press.organ.pk, "fzxc") == topic
        acts.change_topic(topic, FACTS, on=TODAY, by=press.jiang)


def test_an_archived_topic_stays_and_takes_nothing_more(press, topic):
    item, other = press.published(), press.published(title="第二件")
    (entry,) = filled(press, topic, item)
    with press.cast.entered(press.jiang):
        acts.archive(topic, on=TODAY, by=press.jiang)
        assert topic.is_archived
        with pytest.raises(acts.TopicError, match="请先恢复"):
            acts.fill(topic, [Publication.objects.get(pk=other.pk)], on=TODAY, by=press.jiang)
        with pytest.raises(acts.TopicError, match="请先恢复"):
            acts.thin(entry, on=TODAY, by=press.jiang)
        with pytest.raises(acts.TopicError, match="已经归档"):
            acts.archive(topic, on=TODAY, by=press.jiang)
        acts.reopen(topic, on=TODAY, by=press.jiang)
        acts.thin(entry, on=TODAY, by=press.jiang)
        with pytest.raises(acts.TopicError, match="没有归档"):
            acts.reopen(topic, on=TODAY, by=press.jiang)
        assert not TopicEntry.objects.exists()


def test_what_is_not_out_or_there_already_does_not_come_in(press, topic):
    item = press.published()
    filled(press, topic, item)
    with pytest.raises(acts.TopicError, match="都已经在专题里"):
        filled(press, topic, item)
    press.withdrawn(item)
    with pytest.raises(acts.TopicError, match="已经公开的条目"):
        filled(press, topic, item)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"name": " "}, "请填写专题名称"), ({"slug": "法治"}, "小写英文"), ({}, "已有网址名")],
)
def test_an_unsound_topic_is_refused(press, topic, change, words):
    given = acts.TopicFacts(**asdict(FACTS) | change)
    with press.cast.entered(press.jiang), pytest.raises(acts.TopicError, match=words):
        acts.open_topic(topic.organ, given, on=TODAY, by=press.jiang)
