"""The whole portal, walked through as a reader would: no dead link, no way out unasked, every page as prescribed."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from django.urls import resolve
from tests.catalogue.press import moment
from tests.database import as_owner
from tests.walks.contents import body

from gongkai import facts
from gongkai.law.websites import Tier
from gongkai.search.keeping import rebuild
from gongkai.websites.judging import judge
from gongkai.websites.walking import Answer, Ground, walk

STARTS = ("/", "/justice/search/?q=法律", "/sitemap.xml", "/robots.txt")


class Visitor:
    """Asks for addresses in this process, and for styles and pictures where they lie."""

    def __init__(self):
        self.client = Client(headers={"host": urlsplit(settings.SITE_URL).netloc})

    def __call__(self, address):
        parts = urlsplit(address)
        if parts.path.startswith(settings.STATIC_URL):
            return shipped(parts.path.removeprefix(settings.STATIC_URL))
        cache.clear()  # nobody is turned away for asking too often
        answer = self.client.get(f"{parts.path}?{parts.query}")
        headers = answer.headers
        return Answer(
            answer.status_code, headers.get("Content-Type", ""), body(answer), headers.get("Location", "")
        )


def shipped(name):
    place = finders.find(name)
    if place is None:
        return Answer(404)
    kind = "text/css" if name.endswith(".css") else ""
    with open(place, "rb") as file:
        return Answer(200, kind, file.read())


def test_walk(whole_corpus, settings, tmp_path):
    settings.SEARCH_ROOT = tmp_path / "search"
    rebuild(lambda _: None, at=moment())
    import time
    t = time.process_time()
    import cProfile
    pr = cProfile.Profile(); pr.enable()
    found = walk(Visitor(), Ground(settings.SITE_URL), *STARTS)
    pr.disable()
    import pstats; pstats.Stats(pr).sort_stats("cumulative").print_stats(45)
    pstats.Stats(pr).sort_stats("tottime").print_stats(25)
    print(time.process_time() - t, len(found.statuses), len(found.pages))
    for what, n in Counter(f.what for f in found.faults).most_common(40): print(n, what, [f.on for f in found.faults if f.what == what][:2])
    t = time.process_time()
    for what, n in Counter(f.what for f in judge(found, facts.website_rules())).most_common(40): print(n, what)
    print(time.process_time() - t)
    listed = {l.to for a,r in found.pages.items() if a.endswith(".xml") for l in r.links}
    print("unreachable", [a for a in listed if a not in found.linked][:20])
    raise AssertionError
