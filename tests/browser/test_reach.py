"""The portal is within everybody's reach: large type, a keyboard alone, twice the size, no scripts, paper."""

from dataclasses import dataclass

import pytest
from tests import database
from tests.browser.looking import FITS, NARROW, WIDE, looked_at, violations
from tests.browser.test_pages import PAGES, PUBLIC
from tests.catalogue.press import MORE_PEOPLE, TODAY, Press, columned, moment

from gongkai.catalogue.actions import publishing, topics
from gongkai.catalogue.models import Publication
from gongkai.organs.models import User

PHONE = {"width": 375, "height": 800}
ZOOMED = {"width": 640, "height": 450}  # what is left of 1280 by 900 at 200 %
SHEET = {"width": 672, "height": 980}  # A4 within its margins, at 96 points an inch
QUARTERS = "".join(f"<th>第{number}季度收费金额（元）</th>" for number in range(1, 9))
AMOUNTS = "<td>1234567890.12</td>" * 8
TITLE = "关于公布公证服务收费标准的通知"
BODY = (
    "<h2>一、收费标准</h2><p>详见<a href='https://www.gov.cn/'>有关规定</a>。</p>"
    f"<table><caption>收费情况</caption><tr>{QUARTERS}</tr><tr>{AMOUNTS}</tr></table>"
)
# What would be read only in part: text beyond the edge, or cut off by what surrounds it.
CUT = """() => {
    const scrolls = (one) => {
        for (let up = one; up; up = up.parentElement) {
            if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true;
        }
        return false;
    };
    const cut = [];
    for (const one of document.body.querySelectorAll("*")) {
        if (!one.checkVisibility() || one.closest(".visually-hidden, .skip, .trap, svg")) continue;
        const style = getComputedStyle(one), box = one.getBoundingClientRect();
        const hides = /hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
        const beyond = box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(one);
        if (hides || beyond) cut.push(one.outerHTML.slice(0, 120));
    }
    return cut;
}"""
# Everything that Tab should reach; of a group of radio buttons it reaches one.
REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary, [tabindex='0']"
)].filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0)
  .map((one, place) => { one.dataset.place = place; return place; })"""
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {
        place: one.dataset.place === undefined ? null : Number(one.dataset.place),
        isOut: one === document.body,
        isRinged: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3,
        isSeen: box.width > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
        html: one.outerHTML.slice(0, 120),
    };
}"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a reader finds: the paths of pages by what they show."""

    root: str
    pages: dict[str, str]

    def __getitem__(self, name):
        return self.root + self.pages[name]


@pytest.fixture(scope="module")
def shelf(site, django_db_blocker):
    """A column of its own in which something of every kind is out."""
    with django_db_blocker.unblock(), database.pointed(site.database):
        with database.committed_as_owner(site.database):
            people = {key: User.objects.get(email=f"{key}@justice.example") for key in MORE_PEOPLE}
        pages = filled(site.cast, people)
    site.work()
    return Shelf(site.url, pages)


def filled(cast, people):
    column = columned(cast, "公证收费", "reach", duty="20-8")
    columned(cast, "公证动态", "reach-news")
    press = Press(cast, column=column, **people)
    item = press.published(title=TITLE, body=BODY, summary="公证服务收费标准", keywords="公证,收费")
    old = press.published(title="公证服务收费标准（旧）")
    gone = press.published(title="公证服务收费公示")
    press.withdrawn(gone)
    with cast.entered(people["jiang"]):
        publishing.mark_validity(
            old, "repealed", why="被新的标准替代。", on=TODAY, at=moment(), by=people["jiang"]
        )
    with cast.entered(cast.zhou):
        topic = topics.open_topic(
            cast.justice, topics.TopicFacts(name="公证怎么办", slug="reach"), on=TODAY, by=cast.zhou
        )
        topics.fill(topic, Publication.objects.filter(pk=item.pk), on=TODAY, by=cast.zhou)
    return {
        "home": "/",
        "organ": "/justice/",
        "column": "/justice/columns/reach/",
        "empty": "/justice/columns/reach-news/",
        "item": f"/justice/items/{item.pk}/",
        "old": f"/justice/items/{old.pk}/",
        "gone": f"/justice/items/{gone.pk}/",
        "topic": "/justice/topics/reach/",
        "search": "/justice/search/?q=公证收费",
        "ask": "/justice/ask/",
    }


@pytest.fixture(scope="module")
def screen(browser):
    """One page for all who come without an account; nobody leaves anything there but cookies."""
    context = browser.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(screen, site):
    """Gives the screen a size, and large type or not."""

    def page(size, *, large=False):
        screen.context.clear_cookies()
        if large:
            screen.context.add_cookies([{"name": "large", "value": "1", "url": site.url}])
        screen.emulate_media(media="screen")
        screen.set_viewport_size(size)
        return screen

    return page


def test_what_is_out_is_for_everyone_and_fits_its_screen(opened, shelf):
    page = opened(PHONE)
    for name in shelf.pages:
        page.goto(shelf[name])
        for width in (NARROW, WIDE):
            looked_at(page, name, widths=(width,))
            assert (name, page.evaluate(CUT)) == (name, [])


def test_every_page_of_the_portal_is_for_everyone_in_large_type_on_a_phone(opened, shelf):
    page = opened(PHONE, large=True)
    paths = [one.path for one in PAGES if one.person == PUBLIC and not one.path.startswith("/accounts/")]
    for path in dict.fromkeys((*shelf.pages.values(), *paths)):
        page.goto(shelf.root + path)
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "22px", path
        assert (path, violations(page)) == (path, [])
        assert (path, page.evaluate(FITS), page.evaluate(CUT)) == (path, True, [])


@pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
def test_at_twice_the_size_nothing_is_cut_and_nothing_scrolls_sideways(opened, shelf, large):
    page = opened(ZOOMED, large=large)
    for name in shelf.pages:
        page.goto(shelf[name])
        assert (name, page.evaluate(FITS), page.evaluate(CUT)) == (name, True, [])


@pytest.mark.parametrize("name", ["home", "search", "column", "item", "ask"])
def test_the_keyboard_reaches_all_sees_where_it_is_and_is_nowhere_held(opened, shelf, name):
    page = opened({"width": 1280, "height": 900})
    page.goto(shelf[name])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto("about:blank")  # else the address still says #main, and some browsers begin there
    page.goto(shelf[name])
    reachable, reached = page.evaluate(REACHABLE), []
    for _ in range(2 * len(reachable) + 10):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        if focus["isOut"]:
            break
        assert (focus["isRinged"], focus["isSeen"]) == (True, True), focus["html"]
        reached.append(focus["place"])
    assert focus["isOut"], f"held at {focus['html']}"
    assert set(reachable) - set(reached) == set()
    known = [place for place in reached if place is not None]
    assert known == sorted(known)


def test_without_scripts_a_reader_searches_narrows_and_reads(browser, shelf):
    page = browser.new_page(locale="zh-CN", viewport=PHONE, java_script_enabled=False)
    page.goto(shelf["organ"])
    page.fill("#masthead-q", "公证收费")
    page.press("#masthead-q", "Enter")
    page.get_by_text("缩小范围").click()
    page.locator(".facets").get_by_role("link", name="现行有效").click()
    page.get_by_role("link", name=TITLE).click()
    assert page.get_by_role("heading", level=1).inner_text() == TITLE
    assert page.get_by_role("cell", name="1234567890.12").count() == 8
    page.get_by_role("link", name="纯文字版").click()
    assert "一、收费标准" in page.content()
    page.go_back()
    page.get_by_label("当前位置").get_by_role("link", name="公证收费").click()
    assert page.get_by_role("link", name="公证服务收费标准（旧）").is_visible()
    assert page.get_by_role("link", name="公证服务收费公示").count() == 0
    page.goto(shelf["empty"])
    page.get_by_role("link", name="看看哪些栏目里有信息").click()
    page.get_by_role("link", name="公证收费").last.click()
    assert page.get_by_role("heading", level=1).inner_text() == "公证收费"
    page.close()


def test_on_paper_the_whole_item_stands_with_its_address(opened, shelf):
    page = opened(SHEET)
    page.emulate_media(media="print")
    page.goto(shelf["item"])
    assert page.evaluate(FITS)
    assert page.evaluate(CUT) == []
    for gone in (".portal-nav", ".masthead-search", ".page-actions", ".site-foot nav", "[href*='/ask/']"):
        assert not page.locator(gone).first.is_visible(), gone
    for kept in (".wordmark", "h1", ".elements", "td", ".page-address img", ".site-foot p"):
        assert page.locator(kept).first.is_visible(), kept
