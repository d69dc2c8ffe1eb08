import pytest
from tests.jobs import probes  # noqa: F401  its jobs are known to the queue from here on

from gongkai.organs.models import Unit


@pytest.fixture
def unit(committed):
    with committed.entered(committed.wang):
        return Unit.objects.create(organ=committed.justice, name="办公室")


@pytest.fixture
def log(tmp_path):
    return tmp_path / "worker.log"
