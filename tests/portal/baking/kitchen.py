"""The tree of a test, and what the app says at an address when there is no tree."""

import gzip

import brotli
from django.conf import settings
from django.test import Client

from gongkai.isolation.scope import PUBLIC, entered
from gongkai.portal.baking import tree
from gongkai.portal.baking.pages import everywhere

HOST = "127.0.0.1:8000"  # that of SITE_URL in tests


def every_address():
    with entered(PUBLIC):
        return list(everywhere())


def from_app(address, client=None):
    """The answer of the app without any tree."""
    stood, settings.BAKED_ROOT = settings.BAKED_ROOT, settings.BAKED_ROOT / "none"
    try:
        return (client or Client(headers={"host": HOST})).get(address)
    finally:
        settings.BAKED_ROOT = stood


def in_tree(address):
    """What stands in the tree at an address; None where nothing does. All three files say the same."""
    place = tree.place_of(address)
    if not place.exists():
        assert not [one for one in tree._compressed(place) if one.exists()]
        return None
    content = place.read_bytes()
    assert gzip.decompress(place.with_name(f"{place.name}.gz").read_bytes()) == content
    assert brotli.decompress(place.with_name(f"{place.name}.br").read_bytes()) == content
    return content


def files():
    """Everything in the tree, as text by path."""
    return {path: path.read_bytes() for path in tree.site().rglob("*") if path.is_file()}


def untrue(but=()):
    """The addresses at which tree and app do not say the same, or only one says something."""
    told = {address: from_app(address) for address in {*every_address(), *tree.pages()} - set(but)}
    pages = {
        address: answer.content if answer.status_code == 200 else None for address, answer in told.items()
    }
    return sorted(address for address, page in pages.items() if page != in_tree(address))
