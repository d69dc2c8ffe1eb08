"""A citizen at the portal: what is typed into the form, and short ways through its pages."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from gongkai.isolation import scope
from gongkai.jobs.acting import acting
from gongkai.ledger.models import Entry
from gongkai.portal.requests import guarding
from gongkai.requests.codes import ALPHABET
from gongkai.requests.models import InfoRequest
from gongkai.requests.tasks import mail_receipt, write_receipt

ID_NUMBER, PHONE, ADDRESS = "130602199001010012", "13800138000", "示例市示例路1号示例小区2号楼301"
TYPED = {
    "content": "示例市司法局2025年行政复议案件统计表",
    "kind": "natural",
    "name": "张三丰",
    "id_kind": "居民身份证",
    "id_number": ID_NUMBER,
    "phone": PHONE,
    "email": "zhangsanfeng@163.com",
    "address": ADDRESS,
    "postcode": "071000",
    "form": "纸质复印件",
    "way": "post",
}
CODE = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")
STAMP = re.compile(r'name="stamp" value="([^"]+)"')


class Citizen:
    """Somebody with a browser, who takes the time that people take."""

    def __init__(self, organ):
        self.client, self.organ = Client(), organ

    def get(self, path=""):
        return self.client.get(f"/justice/{path}")

    def post(self, path, **fields):
        return self.client.post(f"/justice/{path}", fields)

    def stamp(self):
        return STAMP.search(self.get("ask/").text)[1]

    def hand_in(self, *, stamp=None, files=(), **changes):
        sent = {**TYPED, "stamp": stamp or self.stamp(), **changes}
        return self.post("ask/receipt/", **sent, attached=list(files))

    def asked(self, **changes):
        """Hand in; the request and its code."""
        page = self.hand_in(**changes)
        assert page.status_code == 200, page.text
        code = CODE.search(page.text)[0]
        with acting([self.organ.pk]):
            return InfoRequest.objects.latest("pk"), code

    def follow(self, number, code, **more):
        return self.post("follow/", number=number, code=code, **more)

    def stranger(self):
        """The same person at another browser."""
        return Citizen(self.organ)


@contextmanager
def office_of(cast, person):
    """What the office does meanwhile, in the scope of one of its people."""
    with cast.entered(person):
        yield


def jobs_done(organ):
    """Do what the worker does after a request came in."""
    with acting([organ.pk]):
        entries = list(Entry.objects.filter(act="law.Confirmed").values_list("pk", flat=True))
    for entry in entries:
        for job in (mail_receipt, write_receipt):
            job(entry=entry, organ=organ.pk)


@pytest.fixture
def citizen(office, settings, tmp_path, monkeypatch):
    """A citizen; nobody waits here for the seconds that the guard wants."""
    settings.CACHES = {
        **settings.CACHES,
        "default": {**settings.CACHES["default"], "LOCATION": tmp_path / "cache"},
    }
    cache.clear()
    monkeypatch.setattr(guarding, "LEAST", timedelta(seconds=-1))
    before = scope.current()
    yield Citizen(office.cast.justice)
    assert scope.current() == before
