"""Walks through small websites that hold one mistake each."""

import pytest

from gongkai import facts
from gongkai.websites.judging import judge
from gongkai.websites.walking import Answer, Ground, walk

ORIGIN = "https://sfj.example.gov.cn"
GROUND = Ground(ORIGIN)


def site(**pages):
    """A site of these pages; ``index`` is the first, others are fetched by their names."""
    asked = []

    def fetch(address):
        asked.append(address)
        name = address.removeprefix(f"{ORIGIN}/").partition("?")[0] or "index"
        found = pages.get(name, Answer(404))
        return found if isinstance(found, Answer) else Answer(200, "text/html; charset=utf-8", found.encode())

    fetch.asked = asked
    return fetch


def faults(**pages):
    return [fault.what for fault in walk(site(**pages), GROUND, "/").faults]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<a href='/gone'>x</a>", "链接“https://sfj.example.gov.cn/gone”打不开（404）"),
        ("<img src='gone.png'>", "页面引用的"),
        ("<img srcset='gone.png 2x' src='/'>", "页面引用的"),
        ("<script src='https://cdn.example.com/x.js'></script>", "向其他网站"),
        ("<link rel=stylesheet href='//cdn.example.com/x.css'>", "向其他网站"),
        ("<p style='background: url(https://example.com/x.png)'>", "向其他网站"),
        ("<a href='https://www.gov.cn/'>x</a>", "不经询问就离开本网站"),
        ("<form action='https://example.com/q'></form>", "不经询问就离开本网站"),
        ("<form action='/gone'></form>", "表单提交到的"),
        ("<a href='javascript:void(0)'>x</a>", "不是网页地址"),
        ("<a href='http://['>x</a>", "不是网页地址"),
        ("<a href='#nowhere'>x</a>", "没有“#nowhere”这个位置"),
        ("<a href='/second#nowhere'>x</a>", "/second”上没有“#nowhere”这个位置"),
        ("<a href='/out'>x</a>", "不经询问就转到其他网站"),
    ],
)
def test_a_mistake_is_named(page, words):
    (fault,) = faults(index=page, second="<p>", out=Answer(302, to="https://example.com/"))
    assert words in fault


def test_what_is_in_order_is_passed_over():
    page = """<h2 id="top">题</h2><a href="#top">x</a><a href="mailto:a@b.example">x</a>
        <img src="data:image/png;base64,AA=="><a href="/leaving/?to=https%3A%2F%2Fexample.com">x</a>
        <form action="/post"></form><a href="/away">x</a><a href="/政策/">x</a>
        <link rel="stylesheet" href="/s.css">"""
    pages = {
        "leaving/": "<a href='https://example.com'>继续</a>",
        "post": Answer(405),
        "away": Answer(302, to="/second"),
        "second": "<p>",
        "%E6%94%BF%E7%AD%96/": "<p>",
        "s.css": Answer(200, "text/css", b"@import 'more.css'; p { background: url(\"p.png\") }"),
        "more.css": Answer(200, "text/css"),
        "p.png": Answer(200, "image/png"),
    }
    assert faults(index=page, **pages) == []
    assert "页面引用的" in faults(index=page, **{**pages, "p.png": Answer(404)})[0]


def test_pages_that_differ_in_a_question_only_are_asked_for_once():
    fetch = site(
        index="".join(f"<a href='/s?q={n}&p=1'>x</a><a href='/s?p={n}'>x</a>" for n in range(9)), s="<p>"
    )
    found = walk(fetch, GROUND, "/")
    assert fetch.asked == [f"{ORIGIN}/", f"{ORIGIN}/s?q=0&p=1", f"{ORIGIN}/s?p=0"]
    assert not found.is_cut
    assert walk(fetch, Ground(ORIGIN, most=2), "/").is_cut


def test_feeds_and_site_maps_are_followed_and_the_desk_is_not():
    feed = b"<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://sfj.example.gov.cn/gone'/></feed>"
    index = "<link rel='alternate' href='/feed.xml'><a href='/desk/'>x</a>"
    pages = {"index": index, "feed.xml": Answer(200, "application/atom+xml", feed), "desk/": "<a href='/no'>"}
    (fault,) = faults(**pages)
    assert "订阅源或者站点地图所列的" in fault


def test_every_page_of_a_walk_is_judged():
    found = walk(site(index="<a href='/second'>x</a>", second="<nav><a>依申请公开</a></nav>"), GROUND, "/")
    judged = list(judge(found, facts.website_rules()))
    assert {fault.on for fault in judged} == {f"{ORIGIN}/", f"{ORIGIN}/second"}
    assert "左侧没有“政府信息公开指南”入口" in [fault.what for fault in judged]
