"""The probes find what is wrong, and the pages for machines tell it to the right ones."""

from datetime import datetime, timedelta
from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from tests.database import point

from gongkai.health import probes
from gongkai.isolation.roles import Role


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def probed(path, **headers):
    return Client().get(path, headers=headers or None)


@pytest.fixture
def away(own_database):
    """The database cannot be reached."""
    point(f"{own_database}_absent", Role.APP)
    yield
    point(own_database, Role.APP)


@pytest.mark.usefixtures("own_database")
def test_a_whole_place_without_worker_is_ready_and_says_what_is_missing():
    response = probed("/readyz")
    told = response.json()
    assert (response.status_code, told["ready"]) == (200, True)
    assert told["probes"]["database"]["is_well"]
    assert "重新启动" in told["probes"]["worker"]["told"]


@pytest.mark.usefixtures("own_database")
def test_a_worker_lives_by_its_heartbeat():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        assert probes.worker().is_well
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
        assert not probes.worker().is_well


@pytest.mark.usefixtures("own_database")
def test_tables_of_an_older_program_are_noticed(monkeypatch):
    monkeypatch.setattr(probes, "newest_migrations", lambda: frozenset({("organs", "9999_future")}))
    assert "gongkai migrate" in probes.database().told


@pytest.mark.usefixtures("away")
def test_without_the_database_the_place_is_not_ready_and_the_process_lives():
    response = probed("/readyz")
    assert response.status_code == 503
    assert "检查它是否运行" in response.json()["probes"]["database"]["told"]
    assert probed("/healthz").content == b"ok\n"
    assert b"gongkai_database_up 0.0" in probed("/metrics").content


@pytest.mark.parametrize(
    ("free", "is_well", "word"), [(1, False, "立即"), (2 << 30, True, "安排"), (9 << 30, True, "剩余")]
)
def test_a_disk_that_fills_is_noticed_in_time(monkeypatch, free, is_well, word):
    monkeypatch.setattr(probes.shutil, "disk_usage", lambda _: Usage(0, 0, free))
    assert probes.disk().is_well is is_well
    assert word in probes.disk().told


@pytest.mark.usefixtures("own_database")
def test_a_clock_that_runs_away_is_noticed(monkeypatch):
    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + timedelta(hours=1)

    assert probes.clock().is_well
    monkeypatch.setattr(probes, "datetime", Later)
    assert "时间同步" in probes.clock().told


def test_a_mail_server_that_is_away_is_noticed(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert "GONGKAI_SMTP" in probes.mail().told


@pytest.mark.usefixtures("own_database")
def test_strangers_learn_only_whether_it_is_ready(settings):
    assert probed("/readyz", x_forwarded_for="203.0.113.9").json() == {"ready": True}
    assert probed("/metrics", x_forwarded_for="203.0.113.9").status_code == 403
    settings.METRICS_TOKEN = "a-token"
    assert probed("/metrics", x_forwarded_for="203.0.113.9", authorization="Bearer wrong").status_code == 403
    page = probed("/metrics", x_forwarded_for="203.0.113.9", authorization="Bearer a-token")
    assert b"gongkai_database_up 1.0" in page.content
    assert b"gongkai_requests_total" in page.content


@pytest.mark.usefixtures("own_database")
def test_figures_name_no_path_and_no_person():
    probed("/accounts/somebody@example.org/")
    assert b"somebody" not in probed("/metrics").content
