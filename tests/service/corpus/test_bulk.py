"""Rows written by the hundred are those that the acts write; the whole year stands as it was told."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from django.forms.models import model_to_dict
from tests.catalogue.press import WORDING
from tests.database import as_owner

from gongkai.catalogue.actions.drafting import WordingError
from gongkai.catalogue.actions.publishing import PublishingError
from gongkai.catalogue.choices import State, Validity
from gongkai.catalogue.models import (
    Attachment,
    Item,
    Publication,
    PublishedFile,
    Remark,
    Topic,
    TopicEntry,
    Version,
)
from gongkai.files.receiving import receive
from gongkai.isolation import scope
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import broken
from gongkai.ledger.subjects import subject
from gongkai.service.corpus import bulk
from gongkai.service.corpus.composing import MARK, Sample
from gongkai.service.corpus.papers import PAPERS, paper

ON = date(2023, 6, 1)
# What two items never share, or what tells of the moment in which a row was written.
OWN = {"id", "item", "publication", "file", "number", "place", "at", "made_at", "published_at"}


@pytest.fixture
def house(press):
    return bulk.House(
        press.organ,
        press.cast.wang,
        (press.cast.li, press.cast.zhou, press.feng),
        press.chu,
        press.jiang,
        {press.column.path: press.column},
    )


def sample(key="a-001", **changes):
    wording = replace(WORDING, formed_on=date(2023, 5, 25), **changes)
    return Sample(key, "justice", "zcwj", wording, ON, paper=changes.pop("paper", ""))


def plain(row):
    return {name: value for name, value in model_to_dict(row).items() if name not in OWN}


def rows_of(item):
    """All rows and entries of an item without what is its own."""
    publication = Publication.objects.get(pk=item.pk)
    entries = Entry.objects.filter(about=subject(item)).order_by("seq")
    return {
        "item": plain(Item.objects.get(pk=item.pk)),
        "publication": plain(publication),
        "versions": [
            {**plain(one), "attachments": len(one.attachments)}
            for one in Version.objects.filter(item=item).order_by("number")
        ],
        "remarks": [plain(one) for one in Remark.objects.filter(item=item).order_by("pk")],
        "attachments": [plain(one) for one in Attachment.objects.filter(item=item)],
        "files": [plain(one) for one in PublishedFile.objects.filter(publication=publication)],
        "entries": [(one.seq, one.act, one.on, one.by_id, set(one.data), _told(one)) for one in entries],
    }


def _told(entry):
    """What an entry tells, but for the number and the id of the file, which are the item's own."""
    return {key: value for key, value in entry.data.items() if key not in ("number", "file")}


def by_acts(press, one, *, file=None):
    item = press.draft(on=ON, **{name: getattr(one.wording, name) for name in one.wording.__slots__})
    if file:
        name, content = file
        press.attach(item, content, name, on=ON)
    press.reviewed(item, on=ON)
    press.publish(item, on=ON)
    return item


def by_bulk(press, house, *some):
    with press.cast.entered(press.cast.wang):
        return bulk.write(house, some)


def test_rows_and_entries_are_those_of_the_acts(press, house):
    one = sample()
    acted = by_acts(press, one)
    written = by_bulk(press, house, one)["a-001"]
    assert rows_of(written) == rows_of(acted)
    assert len(rows_of(written)["entries"]) == 8


def test_those_with_a_file_too(press, house):
    one = replace(sample(), paper="form")
    acted = by_acts(press, one, file=paper("form", house.named))
    written = by_bulk(press, house, one)["a-001"]
    assert rows_of(written) == rows_of(acted)
    assert written.attachments.get().file.stored_id == acted.attachments.get().file.stored_id


def test_numbers_and_places_follow_those_given_by_acts(press, house):
    by_acts(press, sample())
    found = by_bulk(press, house, sample("a-001"), sample("a-002"))
    numbers = Publication.objects.order_by("place").values_list("number", "place")
    assert [(number[-5:], place) for number, place in numbers] == [("00001", 1), ("00002", 2), ("00003", 3)]
    assert by_acts(press, sample()).number.endswith("00004")
    assert {one.number for one in found.values()} < {number for number, _ in numbers}


def test_what_no_act_would_let_pass_is_refused(press, house):
    with pytest.raises(WordingError, match="请填写标题"):
        by_bulk(press, house, sample(title=" "))
    with pytest.raises(PublishingError, match="a-001：正文第1段有手机号码"):
        by_bulk(press, house, sample(body="<p>联系人手机13800138000</p>"))


@pytest.mark.parametrize("kind", PAPERS)
def test_papers_are_the_same_every_time_and_hide_nothing(press, house, kind):
    name, content = paper(kind, house.named)
    assert paper(kind, house.named)[1] == content
    file, _ = receive(press.organ, name, [content], on=ON, at=bulk.moment(ON), by=press.cast.wang)
    assert file.name == name


def test_the_whole_year_is_out(whole_corpus):
    organ = whole_corpus.organ.pk
    with scope.entered(scope.PUBLIC):
        out = Publication.objects.filter(organ=organ)
        assert out.filter(withdrawn_at__isnull=True).count() == 530
        assert out.filter(withdrawn_at__isnull=False).count() == 2
        assert out.filter(correction__gt="").count() == 2
        assert out.filter(interprets__isnull=False).count() == 14
        assert out.exclude(source_name="").count() == 12
        assert set(out.values_list("published_at__year", flat=True)) == {2023}
        assert all(
            MARK in body for body in out.filter(withdrawn_at__isnull=True).values_list("body", flat=True)
        )
        validity = Counter(out.values_list("validity", flat=True))
        assert {Validity.IN_FORCE, Validity.AMENDED, Validity.REPEALED, Validity.VOID, Validity.LAPSED} < set(
            validity
        )
        late = sum(one.due_on < one.published_at.date() for one in out)
        assert 10 <= late <= 40
        assert Topic.objects.filter(archived_on__isnull=False).count() == 1
        assert TopicEntry.objects.count() > 30
        serials = sorted(int(number[-5:]) for number in out.values_list("number", flat=True))
        assert serials == list(range(1, 533))


def test_its_ledger_is_unbroken_and_its_items_have_every_part(whole_corpus):
    with transaction.atomic(), as_owner():
        assert broken() == []
        assert Item.objects.exclude(state__in=(State.PUBLISHED, State.WITHDRAWN)).count() == 0
        assert Remark.objects.values("item").distinct().count() == 532
        kinds = set(PublishedFile.objects.values_list("file__stored__kind", flat=True))
        assert {"docx", "xlsx", "pdf"} <= kinds
    assert whole_corpus.keys[whole_corpus.of("gz-003")] == "gz-003"


def test_a_few_of_each_series_are_enough_for_most_tests(corpus):
    with scope.entered(scope.PUBLIC):
        assert (
            Publication.objects.filter(organ=corpus.organ, pk=corpus.of("gz-001")).get().title
            == "怎样办理遗嘱公证"
        )
