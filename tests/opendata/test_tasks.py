"""Jobs of the data files: each night all, and at once whatever was taken back."""

import pytest
from tests.catalogue.press import moment

from gongkai.opendata import places, tasks, writing
from gongkai.opendata.tasks import renew, write_all

EVERYWHERE = places.EVERYWHERE


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.OPENDATA_ROOT = tmp_path / "opendata"


@pytest.fixture
def started(monkeypatch):
    """What would be done in a process of its own; it cannot see what the test's transaction holds."""
    found = []
    monkeypatch.setattr(tasks, "write_apart", lambda *arguments: found.append(arguments))
    return found


def stand():
    return [slug for slug in ("justice", EVERYWHERE) if places.manifest(slug)]


def test_with_a_withdrawal_the_files_go_and_are_made_anew(press, started, django_capture_on_commit_callbacks):
    item = press.published()
    writing.write_everything(moment(), lambda _: None)
    assert stand() == ["justice", EVERYWHERE]
    with django_capture_on_commit_callbacks(execute=True):
        press.withdrawn(item)
    assert stand() == []
    renew(entry=0, organ=press.organ.pk)
    assert started == [("--organ", str(press.organ.pk))]


def test_files_are_taken_away_by_the_job_where_nobody_did(press, started):
    item = press.published()
    writing.write_everything(moment(), lambda _: None)
    press.withdrawn(item)
    renew(entry=0, organ=press.organ.pk)
    assert stand() == []
    assert len(started) == 1


def test_of_several_that_wait_only_the_first_makes_them_anew(press, monkeypatch):
    items = [press.published() for _ in range(2)]
    writing.write_everything(moment(), lambda _: None)
    for item in items:
        press.withdrawn(item)
    made = []

    def write_here(_, organ):
        made.append(organ)
        writing.write_organ(int(organ), moment())
        writing.write_together(moment())

    monkeypatch.setattr(tasks, "write_apart", write_here)
    for _ in items:
        renew(entry=0, organ=press.organ.pk)
    assert (stand(), made) == (["justice", EVERYWHERE], [str(press.organ.pk)])


def test_nothing_is_made_anew_where_nothing_was_taken_back(press, started):
    press.published()
    writing.write_everything(moment(), lambda _: None)
    renew(entry=0, organ=press.organ.pk)
    assert (stand(), started) == (["justice", EVERYWHERE], [])


def test_each_night_all_are_written(started):
    write_all(at=moment())
    assert started == [()]


def test_a_failure_is_told(monkeypatch):
    monkeypatch.setattr(tasks, "COMMAND", ("false",))
    with pytest.raises(places.WritingError):
        tasks.write_apart()
