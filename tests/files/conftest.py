"""A root folder of the test's own, and files received into it."""

import pytest
from tests.cast import TODAY
from tests.files.moments import MOMENT

from gongkai.files import receiving


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def keep(cast):
    """Keep a content as 王经办, who may; the file."""

    def store(content, name="文件.txt", by=None):
        person = by or cast.wang
        return receiving.receive(person.organ, name, [content], on=TODAY, at=MOMENT, by=person)[0]

    return store
