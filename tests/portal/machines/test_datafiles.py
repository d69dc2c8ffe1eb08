"""The page of the data files, and the files as the public fetches them: from the app and from nginx."""

import gzip
from hashlib import sha256

import pytest
from django.test import Client
from tests.catalogue.press import moment
from tests.deploy.front import NGINX, Front, needed
from tests.walks.contents import body

from gongkai.opendata import places
from gongkai.opendata.formats import FORMATS
from gongkai.opendata.tables import TABLES
from gongkai.opendata.writing import write_everything

NAMES = [f"{table.name}.{suffix}" for table in TABLES for suffix in FORMATS]


@pytest.fixture
def written(press, settings, tmp_path):
    settings.OPENDATA_ROOT = tmp_path / "opendata"
    press.published(title="公开的通知")
    write_everything(moment(), lambda _: None)
    return press


@pytest.mark.parametrize("page", ["/data/", "/justice/data/"])
@pytest.mark.usefixtures("written")
def test_the_page_leads_to_every_file_and_tells_every_field(page, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        told = Client().get(page).content.decode()
    for name in (*NAMES, places.DICTIONARY, places.MANIFEST):
        assert f'href="{name}"' in told
    for table in TABLES:
        for name in table.record.model_fields:
            assert f"<code>{name}</code>" in told
    assert "2026年10月9日 09:30" in told


def test_while_files_are_made_the_page_and_the_files_say_so(press, settings, tmp_path):  # noqa: ARG001  the organ stands
    settings.OPENDATA_ROOT = tmp_path / "opendata"
    assert "数据文件正在生成" in Client().get("/justice/data/").content.decode()
    answer = Client().get("/justice/data/items.csv")
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert "正在生成" in answer.content.decode()


@pytest.mark.usefixtures("written")
def test_a_file_is_fetched_whole_in_part_and_not_again():
    client = Client()
    whole = client.get("/justice/data/items.jsonl")
    content = body(whole)
    (told,) = [one for one in places.manifest("justice").files if one.name == "items.jsonl"]
    assert sha256(content).hexdigest() == told.sha256
    assert whole["Content-Length"] == str(told.size)
    part = client.get("/justice/data/items.jsonl", headers={"range": "bytes=0-9", "if-range": whole["ETag"]})
    assert (part.status_code, body(part)) == (206, content[:10])
    again = client.get("/justice/data/items.jsonl", headers={"if-none-match": whole["ETag"]})
    assert again.status_code == 304
    for other in ("/justice/data/none.csv", "/nobody/data/items.csv", "/justice/data/..%2Fmanifest.json"):
        assert client.get(other).status_code == 404


@pytest.mark.usefixtures("written")
def test_text_comes_compressed_to_whom_can_read_that():
    for table in TABLES:
        for suffix, told in FORMATS.items():
            address = f"/justice/data/{table.name}.{suffix}"
            plain = Client().get(address)
            packed = Client().get(address, headers={"accept-encoding": "gzip, deflate, br"})
            assert packed.headers.get("Content-Encoding") == ("gzip" if told.is_text else None)
            content = body(packed)
            assert packed["Content-Length"] == str(len(content))
            assert (gzip.decompress(content) if told.is_text else content) == body(plain)
            assert "Accept-Encoding" in packed["Vary"]
            assert (packed["ETag"] == plain["ETag"]) is not told.is_text
    refused = Client().get("/justice/data/items.csv", headers={"accept-encoding": "gzip;q=0"})
    assert ("Content-Encoding" in refused, body(refused)[:3]) == (False, b"\xef\xbb\xbf")


@pytest.mark.usefixtures("written")
def test_nginx_hands_out_the_same_with_the_app_stopped(tmp_path):
    if NGINX is None:
        needed("nginx", "nginx")
    client = Client()
    with Front(tmp_path) as front:
        for address in ("/data/", "/justice/data/"):
            for name in (*NAMES, places.DICTIONARY, places.MANIFEST):
                expected = client.get(address + name)
                answer, content = front.fetch(address + name)
                assert (answer.status, content) == (200, body(expected)), name
                for header in ("Content-Type", "ETag", "Cache-Control", "Access-Control-Allow-Origin"):
                    assert answer.headers[header] == expected[header], (name, header)
                assert answer.headers["Content-Disposition"] == "attachment"
                assert answer.headers["Accept-Ranges"] == "bytes"
                asked = {"Accept-Encoding": "gzip"}
                expected = client.get(address + name, headers=asked)
                answer, content = front.fetch(address + name, **asked)
                assert (answer.status, content) == (200, body(expected)), name
                for header in ("Content-Encoding", "ETag"):
                    assert answer.headers[header] == expected.headers.get(header), (name, header)
        part, content = front.fetch("/justice/data/items.csv", Range="bytes=0-2")
        assert (part.status, content) == (206, b"\xef\xbb\xbf")
        wanted = {"Range": "bytes=0-2", "Accept-Encoding": "gzip"}
        expected = client.get("/justice/data/items.csv", headers=wanted)
        answer, content = front.fetch("/justice/data/items.csv", **wanted)
        assert (answer.status, content) == (200, body(expected))
        assert expected.status_code == answer.status
        assert (answer.headers["Accept-Ranges"], expected.headers.get("Accept-Ranges")) == (None, None)
        assert front.fetch("/lock")[0].status == 503
