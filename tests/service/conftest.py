"""What the tests of running installations share.

PostgreSQL's own user must be able to walk to its data where we are root. pytest closes its folders to others,
again and again, so these stand beside them.
"""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from tests.database import TEMPLATE, as_owner, copy, once, pointed, undone

from gongkai.service import demo
from gongkai.service.simulation.writing import moment

DEMO, DAY_OF_DEMO = f"{TEMPLATE}_demo", date(2026, 11, 25)
FILES = "files"


@pytest.fixture(scope="module")
def site_folder():
    """A folder for the installation of one module's tests."""
    yield from walkable()


@pytest.fixture
def cluster_folder():
    """A folder for the cluster of one test."""
    yield from walkable()


def walkable():
    with tempfile.TemporaryDirectory(prefix="gongkai-service-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


@pytest.fixture
def whole_demo(django_db_setup, django_db_blocker, settings):  # noqa: ARG001  a fixture in use
    """The day of a whole demo that was entered once in this run; what a test writes there is undone."""

    def enter(folder):
        settings.FILES_ROOT = folder / FILES
        copy(DEMO)
        with pointed(DEMO), transaction.atomic(), as_owner():
            list(demo.steps(on=DAY_OF_DEMO, at=moment(DAY_OF_DEMO)))

    with django_db_blocker.unblock():
        settings.FILES_ROOT = once("demo", enter) / FILES
        with pointed(DEMO), undone(), as_owner():
            yield DAY_OF_DEMO
