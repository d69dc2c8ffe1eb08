"""Who asks: no page, list, export, letter, log or entry tells numbers and address."""

import pytest
from django.core.cache import cache
from tests.desk.visitor import logged_in
from tests.requests.office import ASKED_FOR, PERSON
from tests.walks.contents import body, text_of
from tests.walks.routes import PART, addresses, patterns

from gongkai.law import events as law
from gongkai.ledger.models import Entry
from gongkai.requests.actions import answering, handling
from gongkai.requests.models import CaseLetter

PRIVATE = tuple(PERSON[name] for name in ("id_number", "phone", "address", "email"))
ROUTES = (
    "desk/requests/",
    "desk/supervision/",
    "desk/activity/",
    "desk/notices/",
    "desk/jobs/",
    "desk/files/",
)
# What addresses hold beside numbers of letters.
KNOWN = {
    "code": ("L05", "L13"),
    "number": (1, 2),
    "suffix": ("docx", "pdf"),
    "kind": ("E27",),
    "about": ("third_party",),
    "year": (2026,),
    "slug": ("justice",),
    "day": ("2026-10-09",),
}


@pytest.fixture
def consulted(office):
    """A request of which a third party has been asked by a letter."""
    request = office.handled()
    on = request.received_on
    known = {"name": "示例科技有限公司（示例）", "address": "示例市示例路9号"}
    party = handling.name_consultee(request, law.Party.THIRD_PARTY, known, on=on, by=office.cast.wang)
    tie = answering.begin_letter(request, "L05", consultee=party, on=on, by=office.cast.wang)
    office.filled(tie, {"record": ASKED_FOR, "concerning": "第二部分的配方"}, on=on)
    office.signed(tie, on=on)
    answering.send_letter(tie, proof="XA2", on=on, by=office.cast.wang)
    return request


def answers(client, request):
    letters = tuple(CaseLetter.objects.filter(request=request).values_list("pk", flat=True))
    routes = [one for one in patterns() if one == "desk/" or one.startswith(ROUTES)]
    parts = {name for route in routes for name in PART.findall(route)}
    known = {**dict.fromkeys(parts, letters), **KNOWN, "pk": (request.pk,)}
    for route in routes:
        for address in addresses(route, known):
            cache.clear()  # nobody is turned away for asking too often
            yield address, client.get(address)
    for kind in ("csv", "xlsx"):
        yield f"export {kind}", client.get(f"/desk/requests/?_export={kind}")


@pytest.mark.parametrize("who", ["wang", "li", "zhou", "qian", "sun"])
def test_no_page_export_or_letter_tells_the_applicants_numbers(office, consulted, caplog, who):
    caplog.set_level("DEBUG")
    client = logged_in(getattr(office.cast, who))
    told, seen, named = [], 0, False
    for address, answer in answers(client, consulted):
        seen += answer.status_code == 200
        text = text_of(body(answer), address) + str(answer.headers)
        told += [(address, one) for one in PRIVATE if one in text]
        named = named or consulted.serial in text
    assert told == []
    assert named
    assert seen > len(ROUTES)
    assert not [one for one in PRIVATE if one in caplog.text]


def test_no_entry_of_the_ledger_tells_them(office, consulted):  # noqa: ARG001  fixtures in use
    told = str(list(Entry.objects.values_list("data", flat=True)))
    assert "示例科技有限公司" not in told
    assert Entry.objects.filter(about__contains="request").exists()
    assert not [one for one in PRIVATE if one in told]
