"""The bundle of evidence."""

import io
import json
import zipfile
from datetime import date
from hashlib import sha256

from tests.requests.actions.test_answering import RELEASE, looked_through
from tests.requests.office import ASKED_FOR

from gongkai.ledger.models import Entry
from gongkai.requests.actions import handling
from gongkai.requests.bundle import INDEX, LEDGER, MANIFEST, bundled, digest, pieces

ON = date(2026, 10, 12)


def test_the_bundle_holds_everything_with_its_check_value(office):
    request = office.handled()
    looked_through(request, office)
    office.answered(request, "L13", RELEASE, on=ON)
    with zipfile.ZipFile(io.BytesIO(bundled(request))) as archive:
        names = set(archive.namelist())
        rows = json.loads(archive.read(MANIFEST))
        assert names == {INDEX, MANIFEST, *(row["name"] for row in rows)}
        for row in rows:
            assert sha256(archive.read(row["name"])).hexdigest() == row["sha256"]
        assert ASKED_FOR in archive.read(LEDGER).decode()
        assert any(name.endswith("（示司公复〔2026〕1号）.pdf") for name in names)
        assert digest(pieces(request)) in archive.read(INDEX).decode()


def test_what_the_reply_rests_on_is_fixed_as_it_is_signed(office):
    request = office.handled()
    looked_through(request, office)
    office.answered(request, "L13", RELEASE, on=ON)
    sealed = Entry.objects.get(act="requests.EvidenceSealed")
    before = sealed.data["sha256"]
    handling.write_finding(request, "separation", {"is_separable": True}, on=ON, by=office.cast.wang)
    assert digest(pieces(request)) != before
    assert sealed.data["count"] >= 2


def test_the_same_case_makes_the_same_file(office):
    request = office.handled()
    assert bundled(request) == bundled(request)
