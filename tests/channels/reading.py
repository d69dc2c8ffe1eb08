"""People and machines who read pages, in a folder of the test's own."""

from datetime import date

import pytest
from django.conf import settings

from gongkai.channels.hits import Pool

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
DAY = date(2026, 11, 25)


@pytest.fixture
def pool_place(settings, tmp_path):
    """Where views wait."""
    settings.VISITS_ROOT = tmp_path / "visits"


def pool():
    return Pool(settings.VISITS_ROOT)


def read(*pages, who="1", organ="justice", robot=False, on=DAY):
    """Somebody reads pages of an organ."""
    for page in pages:
        pool().add(organ, page, who=[who], is_robot=robot, on=on)
