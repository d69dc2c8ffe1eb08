"""What the tests of running installations share.

PostgreSQL's own user must be able to walk to its data where we are root. pytest closes its folders to others,
again and again, so these stand beside them.
"""

import tempfile
from pathlib import Path

import pytest


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
