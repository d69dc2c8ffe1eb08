"""The data files: what the public reads, in three formats, and nothing that was taken back meanwhile."""

import csv
import gzip
import json
import tracemalloc
from hashlib import sha256
from itertools import islice

import pytest
from django.core.cache import cache
from django.test import Client
from pyarrow import parquet
from tests.catalogue.press import moment
from tests.database import as_owner
from tests.files import made

from gongkai.catalogue.models import Publication
from gongkai.isolation.scope import PUBLIC, entered
from gongkai.opendata import places, tables, writing
from gongkai.opendata.formats import FORMATS
from gongkai.opendata.queries import is_current
from gongkai.opendata.records import FullItemRecord
from gongkai.opendata.tables import TABLES
from gongkai.opendata.writers import WRITERS
from gongkai.organs.models import Organ

EVERYWHERE = places.EVERYWHERE


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.OPENDATA_ROOT = tmp_path / "opendata"
    cache.clear()


def written():
    writing.write_everything(moment(), lambda _: None)


def current(organ):
    with entered(PUBLIC):
        return is_current(organ)


def read_csv(slug, name):
    with (places.folder(slug) / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_lines(slug, name):
    return [json.loads(line) for line in (places.folder(slug) / f"{name}.jsonl").read_text().splitlines()]


def read_parquet(slug, name):
    return parquet.read_table(places.folder(slug) / f"{name}.parquet").to_pylist()


def test_the_files_hold_what_the_interface_tells_in_the_same_words(press):
    item = press.draft(title="=1+1 的通知")
    press.attach(item, made.docx("附件里的话"), "附件.docx")
    press.publish(press.reviewed(item))
    press.withdrawn(press.published(title="撤回的"))
    press.draft(title="没有发布的")
    written()
    told = Client().get(f"/api/v1/items/{item.pk}").json()
    for slug in ("justice", EVERYWHERE):
        assert read_lines(slug, "items") == [told]
        (row,) = read_csv(slug, "items")
        assert row["title"] == "'=1+1 的通知"  # which a spreadsheet does not take for a formula
        assert set(told) - set(row) == {"text", "body"}
        assert {row["id"], row["formed_on"], row["published_at"]} == {
            str(item.pk),
            told["formed_on"],
            told["published_at"],
        }
        assert json.loads(row["files"]) == told["files"]
        (held,) = read_parquet(slug, "items")
        assert {name: held[name] for name in ("title", "text", "body", "files", "marked_on")} == {
            name: told[name] for name in ("title", "text", "body", "files", "marked_on")
        }
        assert held["published_at"] == Publication.objects.get(pk=item.pk).published_at
    for name, address in (("organs", "organs"), ("columns", "columns")):
        assert read_lines(EVERYWHERE, name) == Client().get(f"/api/v1/{address}").json()["results"]


def test_every_table_stands_in_every_format_with_its_check_value(year):
    year.published()
    written()
    for slug in ("justice", EVERYWHERE):
        found = places.manifest(slug)
        assert {one.name for one in found.files} == {
            f"{table.name}.{suffix}" for table in TABLES for suffix in FORMATS
        }
        for one in found.files:
            content = (places.folder(slug) / one.name).read_bytes()
            assert (one.size, one.sha256) == (len(content), sha256(content).hexdigest())
            readers = {"csv": read_csv, "jsonl": read_lines, "parquet": read_parquet}
            rows = readers[one.format](slug, one.table)
            assert len(rows) == one.rows
            assert all(list(row) == table_of(one.table).fields(one.format) for row in rows)
    figures = {row["key"]: row["value"] for row in read_lines("justice", "figures")}
    total = read_lines("justice", "reports")[0]["data"]["tables"]["requests"]["new"][-1]
    assert figures["requests.new"] == total
    values = [row["value"] for row in read_csv("justice", "figures")]
    assert ["" if one is None else str(one) for one in figures.values()] == values


def test_a_compressed_copy_stands_beside_each_file_of_text_and_goes_with_it(press):
    item = press.published(title="公开的通知")
    written()
    for slug in ("justice", EVERYWHERE):
        folder = places.folder(slug)
        packed = {path.name: gzip.decompress(path.read_bytes()) for path in folder.glob("*.gz")}
        texts = [one for one in places.manifest(slug).files if FORMATS[one.format].is_text]
        assert packed == {f"{one.name}.gz": (folder / one.name).read_bytes() for one in texts}
    before = {path: path.stat().st_mtime_ns for path in places.site().rglob("*.gz")}
    press.published(title="另一份通知")
    written()
    assert "另一份通知" in gzip.decompress((places.folder("justice") / "items.csv.gz").read_bytes()).decode()
    assert all(path.stat().st_mtime_ns // 10**9 > second // 10**9 for path, second in before.items())
    press.withdrawn(item)
    places.take_away("justice")
    assert not list(places.folder("justice").glob("*"))


def table_of(name):
    return next(one for one in TABLES if one.name == name)


def test_the_dictionary_tells_every_field(press):  # noqa: ARG001  the organ stands
    written()
    with (places.folder(EVERYWHERE) / places.DICTIONARY).open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    assert [(row["table"], row["field"]) for row in told] == [
        (table.name, name) for table in TABLES for name in table.record.model_fields
    ]
    assert all(row["meaning"] and row["type"] for row in told)
    kinds = {(row["table"], row["field"]): row["type"] for row in told}
    assert kinds["items", "published_at"] == "时间"
    assert kinds["items", "interprets"] == "整数"
    assert kinds["items", "files"] == "列表"
    assert kinds["figures", "value"] == "数字"


def test_what_is_withdrawn_while_files_are_written_is_not_in_them(press, monkeypatch):
    staying, going = press.published(title="留着的"), press.published(title="正在撤回的")
    times, is_put = [], writing._is_put

    def withdrawn_meanwhile(*given):
        if not times:
            press.withdrawn(going, keep_title=False)
        times.append(1)
        return is_put(*given)

    monkeypatch.setattr(writing, "_is_put", withdrawn_meanwhile)
    written()
    assert len(times) > 1
    for slug in ("justice", EVERYWHERE):
        assert [row["id"] for row in read_lines(slug, "items")] == [staying.pk]
        assert [row["title"] for row in read_parquet(slug, "items")] == ["留着的"]


def test_whether_files_are_current_is_told_by_what_was_taken_back(press):
    item = press.published()
    assert not current(press.organ.pk)
    written()
    press.published()  # waits for the night
    assert current(press.organ.pk)
    press.withdrawn(item)
    assert not current(press.organ.pk)
    written()
    assert current(press.organ.pk)
    places.take_away(EVERYWHERE)
    assert not current(press.organ.pk)


def test_an_organ_out_of_use_has_no_files(press):
    press.published()
    written()
    with as_owner():
        Organ.objects.filter(pk=press.organ.pk).update(is_active=False)
    written()
    assert not places.folder("justice").exists()
    assert read_lines(EVERYWHERE, "items") == []
    assert not current(press.organ.pk)


def test_the_memory_taken_does_not_grow_with_the_rows(monkeypatch, tmp_path):
    """A row is written before the next is made; Parquet holds a group of them."""
    monkeypatch.setattr("gongkai.opendata.writers.GROUP_LETTERS", 1 << 20)
    fields = FullItemRecord.model_fields
    example = dict.fromkeys(fields) | {"id": 1, "title": "题" * 20, "files": []}

    def peak(rows):
        table = tables.Table("items", "条目", FullItemRecord, lambda _: iter(()))
        tracemalloc.start()
        for suffix, one in WRITERS.items():
            with one.writing(tmp_path / f"x.{suffix}", table) as add:
                for number in range(rows):
                    add(example | {"body": f"{number:06}" * 5000})
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few = peak(100)
    assert peak(600) < few * 1.3


def test_rows_are_read_a_few_at_a_time(press, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(tables, "AT_ONCE", 1)
    for _ in range(3):
        press.published()
    with entered(PUBLIC), django_assert_num_queries(3):  # one of them for the files of each lot
        assert len(list(islice(table_of("items").rows(press.organ.pk), 2))) == 2
