import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def uncounted(db):  # noqa: ARG001  a fixture in use
    """Nobody has tried anything yet."""
    cache.clear()
