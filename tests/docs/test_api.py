"""The manual of the interface: each command in it works, and says what the manual shows."""

import json
import re
import shlex
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

MANUAL = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
COMMANDS = re.findall(r"^    (curl .+)$", MANUAL, re.MULTILINE)
SHOWN = re.search(r"```json\n(.+?)```", MANUAL, re.DOTALL)


def address(command, item):
    """The path and query that a command asks for."""
    parts = shlex.split(command.replace("$ITEM", str(item)).replace("$SITE", ""))
    path = next(part for part in parts if part.startswith("/"))
    data = [parts[at + 1] for at, part in enumerate(parts) if part == "--data-urlencode"]
    return f"{path}?{'&'.join(data)}" if data else path


@pytest.fixture
def item(press, settings, tmp_path):
    settings.OPENDATA_ROOT = tmp_path / "opendata"
    cache.clear()
    return press.published()


def test_every_command_works(item):
    client = Client()
    assert len(COMMANDS) >= 10
    for command in COMMANDS:
        answer = client.get(address(command, item.pk))
        # neither the index of the search nor the files of the night are made here
        expected = {"limit=1000": 400, "/search": 503, "/data/": 503}
        status = next((code for mark, code in expected.items() if mark in command), 200)
        assert answer.status_code == status, command


def test_the_mistake_is_told_as_shown(item):  # noqa: ARG001  the organ stands
    assert Client().get("/api/v1/items?limit=1000").json() == json.loads(SHOWN[1])


@pytest.mark.django_db
def test_every_address_and_parameter_is_in_the_manual():
    for path, operations in Client().get("/api/v1/openapi.json").json()["paths"].items():
        name = path.removeprefix("/api/v1/").partition("/")[0]
        assert f"`{name}`" in MANUAL, path
        (row,) = [line for line in MANUAL.splitlines() if line.startswith(f"| `{name}`")]
        for one in operations["get"]["parameters"]:
            if one["in"] == "query" and one["name"] not in ("cursor", "limit"):
                assert f"`{one['name']}`" in row, (path, one["name"])
