"""A root folder of the test's own."""

import pytest
from tests.files.conftest import files_root, keep

from gongkai.jobs.acting import system_id

__all__ = ["files_root", "keep"]


@pytest.fixture(autouse=True)
def fresh_system_id():
    system_id.cache_clear()
