"""An index of its own for each test, and a reader."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.catalogue.press import moment

from gongkai.search.keeping import rebuild


@pytest.fixture(autouse=True)
def index(settings, tmp_path, press):  # noqa: ARG001  the organ stands
    settings.SEARCH_ROOT = tmp_path / "search"
    cache.clear()
    rebuild(lambda _: None, at=moment())


@pytest.fixture
def visitor():
    return Client()
