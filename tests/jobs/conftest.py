import pytest
from tests.cast import enact
from tests.database import committed_as_owner
from tests.jobs import probes  # noqa: F401  its jobs are known to the queue from here on

from gongkai.organs.models import Unit


@pytest.fixture
def committed(own_database):
    """The cast, committed in a database that other processes can reach."""
    with committed_as_owner(own_database):
        return enact()


@pytest.fixture
def unit(committed):
    with committed.entered(committed.wang):
        return Unit.objects.create(organ=committed.justice, name="办公室")


@pytest.fixture
def log(tmp_path):
    return tmp_path / "worker.log"
