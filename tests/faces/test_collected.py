"""Where a page finds style, script and pictures."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from gongkai.faces.collected import CollectedStorage

SHEET = "faces/portal.css"


@pytest.fixture
def collected(tmp_path):
    """Storage into which one file was collected."""
    storage = CollectedStorage(location=tmp_path, base_url="/static/")
    with Path(finders.find(SHEET)).open("rb") as sheet:
        storage.save(SHEET, sheet)
    assert list(storage.post_process({SHEET: (storage, SHEET)}))
    return storage


def test_a_file_is_named_by_what_is_in_it_each_time_alike(collected):
    found = collected.url(SHEET)
    assert found.startswith("/static/faces/portal.")
    assert found != f"/static/{SHEET}"
    assert (collected.url(SHEET), collected.url(SHEET)) == (found, found)


def test_a_file_that_was_not_collected_is_told_each_time(collected):
    for _ in range(2):
        with pytest.raises(ValueError, match=r"faces/none\.css"):
            collected.url("faces/none.css")
