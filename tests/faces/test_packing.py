"""How a browser lets what is sent to it be compressed."""

import pytest
from django.test import RequestFactory

from gongkai.faces.packing import taken


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("", set()),
        ("identity", set()),
        ("gzip, deflate, br, zstd", {"gzip", "br"}),
        ("gzip;q=1.0, br;q=0.5", {"gzip", "br"}),
        ("gzip;q=0, br", {"br"}),
        ("br; q=0.0", set()),
        ("x-gzipped", set()),
    ],
)
def test_what_a_browser_can_read(asked, read):
    assert taken(RequestFactory().get("/", headers={"accept-encoding": asked})) == read
