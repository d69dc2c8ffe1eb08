"""Every page for everyone is baked, or it is said why not."""

from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.portal.baking.pages import NOT_BAKED, PAGES


def views(found):
    for one in found:
        if isinstance(one, URLResolver):
            yield from views(one.url_patterns)
        elif isinstance(one, URLPattern):
            yield one.name, one.callback


def test_every_page_for_everyone_is_baked_or_it_is_said_why_not():
    public = {name for name, view in views(get_resolver().url_patterns) if getattr(view, "is_public", False)}
    assert public - NOT_BAKED.keys() == PAGES.keys()
    assert PAGES.keys() & NOT_BAKED.keys() == set()
    assert all(NOT_BAKED.values())
