"""The interface against its own description: every answer is as described, whatever is asked."""

import pytest
import schemathesis
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import load_all_checks
from tests.files import made

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
def described(press, settings):
    """The description as schemathesis reads it, with something of every kind to be found."""
    settings.API_PER_MINUTE = 0
    cache.clear()
    item = press.draft()
    press.attach(item, made.docx("附件里的话"), "附件.docx")
    press.publish(press.reviewed(item))
    press.published(interprets_id=item.pk)
    press.withdrawn(press.published())
    return schemathesis.openapi.from_wsgi(DESCRIPTION, application)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_every_answer_is_as_described(case):
    case.call_and_validate()
