"""The interface against its own description: every answer is as described, whatever is asked."""

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from tests.catalogue.press import moment
from tests.files import made

from gongkai.search.keeping import rebuild
from gongkai.wsgi import application

EXAMPLES = 12
DESCRIPTION = "/api/v1/openapi.json"


def test_it_is_described_as_openapi_31():
    told = Client().get(DESCRIPTION).json()
    assert told["openapi"] == "3.1.0"
    for path, operations in told["paths"].items():
        assert list(operations) == ["get"], path
        found = operations["get"]
        assert found["summary"]
        assert all(one.get("description") or one["in"] == "path" for one in found["parameters"]), path
        for status, answer in found["responses"].items():
            media = "application/json" if status == "200" else "application/problem+json"
            assert list(answer["content"]) == [media]
    for name, kind in told["components"]["schemas"].items():
        for field, described in kind.get("properties", {}).items():
            assert described.get("description"), f"{name}.{field}"


@pytest.fixture
def described(press, settings, tmp_path):
    """The description as schemathesis reads it, with something of every kind to be found."""
    settings.API_PER_MINUTE = 0
    settings.SEARCH_ROOT = tmp_path / "search"
    cache.clear()
    item = press.draft()
    press.attach(item, made.docx("附件里的话"), "附件.docx")
    press.publish(press.reviewed(item))
    press.published(interprets_id=item.pk)
    press.withdrawn(press.published())
    rebuild(lambda _: None, at=moment())
    # The test's transaction is open on this connection, which a real request would close.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(DESCRIPTION, application)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_answer_is_as_described(described, mode):
    """Whether what is asked fits the description or breaks it."""

    def ask(operation):
        @settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(operation.as_strategy(generation_mode=mode))
        def answered(case):
            case.call_and_validate(headers={"Accept-Encoding": "identity"})  # nobody unpacks it here

        answered()

    operations = [one.ok() for one in described.get_all_operations()]
    assert len(operations) > 10
    for operation in operations:
        ask(operation)
