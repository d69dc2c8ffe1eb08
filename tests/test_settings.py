"""Tests write to a folder of their own, never into the checkout."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).parents[1]
WRITTEN = ("VAR", "STATIC_ROOT", "FILES_ROOT", "EMAIL_FILE_PATH", "SMS_FILE_PATH")
TELL = "from django.conf import settings; print(settings.VAR)"
PROBE = """
import django
django.setup()
from django.test import Client
for host in ("127.0.0.1:8000", "xxgk.example.gov.cn", "localhost", "evil.example"):
    print(Client().get("/healthz", headers={"host": host}).status_code)
"""


def said(script, **more):
    """What a new process says, with ``more`` in its environment."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])} | more
    answer = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return answer.stdout.strip()


def told_by(**more):
    """Where a new process that reads these settings writes."""
    return Path(said(TELL, **more))


@pytest.mark.parametrize("name", WRITTEN)
def test_what_tests_write_goes_to_a_folder_of_their_own(name):
    place = Path(getattr(settings._wrapped, name))
    assert place.is_relative_to(Path(tempfile.gettempdir()).resolve())
    assert not place.is_relative_to(ROOT)


def test_tries_are_counted_there_too():
    assert Path(settings.CACHES["default"]["LOCATION"]).is_relative_to(settings.VAR)


def test_a_process_that_a_test_starts_writes_there_too():
    assert told_by(DJANGO_SETTINGS_MODULE="gongkai.settings") == settings.VAR


def test_each_test_process_has_a_folder_of_its_own_which_goes_with_it():
    other = told_by(DJANGO_SETTINGS_MODULE="tests.settings")
    assert other != settings.VAR
    assert not other.exists()


def test_probes_on_this_machine_need_no_setting():
    answers = said(PROBE, DJANGO_SETTINGS_MODULE="gongkai.settings", GONGKAI_HOSTS="xxgk.example.gov.cn")
    assert answers.split() == ["200", "200", "400", "400"]


def test_django_s_own_checks_find_nothing():
    # No process that serves runs them, so they are run here.
    call_command("check", fail_level="WARNING")
