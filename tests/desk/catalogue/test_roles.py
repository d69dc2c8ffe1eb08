"""Every address of the catalogue as every role: who is let in, and nobody else."""

import pytest
from django.test import Client
from tests.catalogue.press import TODAY
from tests.database import undone
from tests.desk.visitor import logged_in
from tests.files import made

from gongkai.catalogue.actions import topics
from gongkai.catalogue.models import Item, Publication
from gongkai.desk.catalogue.urls import COLUMNS, ITEM, TOPICS, urlpatterns

EVERYBODY = {"wang", "li", "zhou", "qian", "feng", "chu", "jiang", "sun"}
DRAFTERS = {"wang", "li", "zhou", "jiang"}
PUBLISHERS = {"zhou", "jiang"}
KEEPERS = {"zhou", "qian", "jiang"}
# Who is not refused; what the state of the item does not allow is refused in words, not as forbidden.
ALLOWED = {
    "item": EVERYBODY,
    "item-compare": EVERYBODY,
    "item-version": EVERYBODY,
    "items": EVERYBODY,
    "items-export": EVERYBODY,
    "figures": EVERYBODY,
    "columns": EVERYBODY,
    "item-draft": DRAFTERS,
    "item-from-word": DRAFTERS,
    "items-from-sheet": DRAFTERS,
    "items-template": DRAFTERS,
    "item-change": DRAFTERS,
    "item-submit": DRAFTERS,
    "item-recall": DRAFTERS,
    "item-discard": DRAFTERS,
    "item-attach": DRAFTERS,
    "item-detach": DRAFTERS,
    "item-review": {"li"},
    "item-secrecy": {"chu"},
    "item-inspect": DRAFTERS | {"feng", "chu"},
    "item-justify": {"li", "zhou", "feng", "chu", "jiang"},
    "item-publish": PUBLISHERS,
    "item-schedule": PUBLISHERS,
    "item-unschedule": PUBLISHERS,
    "item-return": PUBLISHERS,
    "item-correct": PUBLISHERS,
    "item-drop": PUBLISHERS,
    "item-withdraw": PUBLISHERS,
    "item-mark": PUBLISHERS,
    "guide": EVERYBODY,
    "guide-change": PUBLISHERS,
    "topics": EVERYBODY,
    "topic": EVERYBODY,
    "topic-open": PUBLISHERS,
    "topic-change": PUBLISHERS,
    "topic-fill": PUBLISHERS,
    "topic-thin": PUBLISHERS,
    "topic-archive": PUBLISHERS,
    "topic-reopen": PUBLISHERS,
    "column-open": KEEPERS,
    "numbering": KEEPERS,
    "column-change": KEEPERS,
    "column-close": KEEPERS,
    "column-reopen": KEEPERS,
}
# Whoever comes second finds it gone or frozen, and is told so in words.
ONCE = ("item-detach", "topic-thin")
FORBIDDEN, MISSING, WRONG_METHOD = 403, 404, 405


def addresses():
    """Every address by name, with places for what it is about."""
    folders = (("", urlpatterns), ("columns/", COLUMNS), ("topics/", TOPICS), ("{item}/", ITEM))
    for prefix, patterns in folders:
        for one in patterns:
            if getattr(one, "name", None):
                route = str(one.pattern)
                if prefix == "topics/":
                    route = route.replace("<int:pk>", "{topic}")
                for name in ("int:pk", "int:attachment", "int:finding", "int:number", "int:entry"):
                    route = route.replace(f"<{name}>", "{" + name.partition(":")[2] + "}")
                yield one.name, f"/desk/catalogue/{prefix}{route}"


ADDRESSES = dict(addresses())


@pytest.fixture
def places(press):
    item = press.draft(body="<p>手机13800138000</p>")
    attachment = press.attach(item, made.docx())
    press.submit(item)
    finding = item.findings.first()
    out = Publication.objects.get(pk=press.published(title="已公开的条目").pk)
    with press.cast.entered(press.jiang):
        topic = topics.open_topic(
            press.organ, topics.TopicFacts(name="专题", slug="zt"), on=TODAY, by=press.jiang
        )
        (entry,) = topics.fill(topic, [out], on=TODAY, by=press.jiang)
    return {
        "topic": topic.pk,
        "entry": entry.pk,
        "item": item.pk,
        "pk": press.column.pk,
        "attachment": attachment.pk,
        "finding": finding.pk,
        "number": 1,
    }


def visited(client, path):
    """The answer to whatever method the address takes."""
    answer = client.get(path)
    return client.post(path) if answer.status_code == WRONG_METHOD else answer


def test_every_address_says_who_is_let_in():
    assert ADDRESSES.keys() == ALLOWED.keys()


def test_every_address_lets_in_whom_it_should(desks, places):
    let_in, clients = {}, {person: getattr(desks, person) for person in EVERYBODY}
    for name, address in ADDRESSES.items():
        path = address.format(**places)
        with undone():
            let_in[name] = {
                person
                for person, client in clients.items()
                if visited(client, path).status_code not in (FORBIDDEN, MISSING)
            }
    for name in ONCE:
        assert let_in.pop(name) <= ALLOWED[name]
    assert let_in == {name: people for name, people in ALLOWED.items() if name not in ONCE}


def test_a_stranger_of_another_organ_finds_nothing(press, places):
    stranger = logged_in(press.cast.zhao)
    for name, address in ADDRESSES.items():
        if "{" in address:
            answer = visited(stranger, address.format(**places))
            assert answer.status_code in (FORBIDDEN, MISSING), name
            assert "关于加强公共法律服务工作的通知" not in answer.text, name


def test_nobody_gets_in_without_logging_in(places):
    for name, address in ADDRESSES.items():
        answer = visited(Client(), address.format(**places))
        assert answer.status_code == 302, name
        assert answer.url.startswith("/accounts/login/"), name


def test_whoever_was_let_in_changed_nothing_that_was_not_theirs(desks, places):
    for path in (
        ADDRESSES[name].format(**places) for name in ("item-publish", "item-withdraw", "item-submit")
    ):
        for person in EVERYBODY:
            visited(getattr(desks, person), path)
    assert Item.objects.get(pk=places["item"]).state == "first"
    assert not Publication.objects.filter(pk=places["item"]).exists()
