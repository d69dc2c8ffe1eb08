"""An item's whole way in a real browser, through all hands, and what a reader without scripts sees of it.

Every page on the way is for everyone and fits its screen.
"""

import pytest
from tests.browser.looking import looked_at
from tests.browser.site import let_in

LEAK = "13800138000"
TITLE, CORRECTED = "关于公布公共法律服务指南的通知", "关于公布公共法律服务指南的通知（2026年版）"
# Where a title stands while its item is out.
PLACES = (
    "/",
    "/justice/",
    "/justice/columns/browser/",
    "/feed.xml",
    "/justice/feed.xml",
    "/justice/columns/browser/feed.xml",
    "/justice/search/feed.xml?q=公共法律服务指南",
    "/api/v1/items?organ=justice",
    "/api/v1/search?q=公共法律服务指南",
)


class Desk:
    """A person at the desk."""

    def __init__(self, browser, site, person):
        self.site, self.context = site, browser.new_context(locale="zh-CN")
        self.page = self.context.new_page()
        self.told = []
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        let_in(self.page, site, person)

    def open(self, path):
        self.page.goto(self.site.url + path)

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def look(self, name):
        """The page as it is, on both widths: no violation, nothing sticking out, no error."""
        looked_at(self.page, name)
        assert self.told == []


class Reader:
    """Somebody without scripts and without an account, and the program of somebody who keeps a mirror."""

    def __init__(self, browser, site, pk):
        self.site, self.pk, self.change = site, pk, 0
        self.context = browser.new_context(locale="zh-CN", java_script_enabled=False)
        self.page = self.context.new_page()

    def reads(self):
        """The item's own page, which a browser may keep for some seconds."""
        self.page.goto(f"{self.site.url}/justice/items/{self.pk}/")
        self.page.reload()
        return self.page.locator("main").inner_text()

    def finds(self):
        """The titles among what the search of the organ finds, typed into the masthead."""
        self.page.goto(f"{self.site.url}/justice/")
        self.page.fill("#masthead-q", "“公共法律服务指南”")
        self.page.press("#masthead-q", "Enter")
        self.page.wait_for_load_state()
        return self.page.locator("ol.item-list li > a").all_inner_texts()

    def told(self, path):
        answer = self.context.request.get(self.site.url + path)
        return answer.text() if answer.ok else ""

    def places(self, title):
        """Where it stands under that title; no list and no feed may be behind another."""
        return [path for path in PLACES if title in self.told(path).replace(f"{title}（", "")]

    def record(self):
        """What the interface answers for the item."""
        answer = self.context.request.get(f"{self.site.url}/api/v1/items/{self.pk}")
        return answer.status, answer.json()

    def changed(self):
        """What came to a mirror since it last asked, of this item."""
        found = self.context.request.get(
            f"{self.site.url}/api/v1/changes?organ=justice&after={self.change}"
        ).json()
        self.change = found["after"]
        return [
            (one["kind"], (one["item"] or {}).get("title"))
            for one in found["results"]
            if one["id"] == self.pk
        ]


@pytest.fixture
def desks(browser, site):
    opened = {}

    def desk(person):
        if person not in opened:
            opened[person] = Desk(browser, site, person)
        return opened[person]

    yield desk
    for one in opened.values():
        one.context.close()


def opened_column(head):
    head.open("/desk/catalogue/columns/open/")
    for field, value in (("name", "浏览器测试栏目"), ("slug", "browser"), ("stale_after", "14")):
        head.page.fill(f"[name={field}]", value)
    head.page.select_option("[name=duty]", "20-1")
    head.press("增加")
    head.look("columns")


def drafted(clerk):
    """An item written in the editor, with something pasted from Word; its path."""
    clerk.open("/desk/catalogue/draft/")
    clerk.page.fill("[name=title]", TITLE)
    clerk.page.select_option("[name=column]", label="浏览器测试栏目")
    clerk.page.fill("[name=formed_on]", "2026-11-02")
    area = clerk.page.get_by_role("textbox", name="正文")
    area.click()
    area.press_sequentially("各科室：")
    area.press("Enter")
    clerk.page.evaluate(
        """(html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            document.querySelector(".editor-area").dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        "<h2 style='color:red'>一、服务范围</h2><p class='MsoNormal'><span lang='ZH'>值班手机"
        f"{LEAK}。</span></p><table><tr><th>事项</th><td>公证</td></tr></table>",
    )
    clerk.look("editor")
    clerk.press("保存")
    body = clerk.page.locator(".item-body").inner_html()
    assert "<h2>一、服务范围</h2>" in body
    assert "MsoNormal" not in body
    assert "<td>公证</td>" in body
    clerk.look("draft")
    return clerk.page.url.removeprefix(clerk.site.url)


def reviewed(desk, path, picture=""):
    desk.open(f"{path}review/")
    if picture:
        desk.look(picture)
    desk.page.check("[name=verdict][value=passed]")
    desk.page.check("[name=proofread]")
    desk.page.fill("[name=text]", "同意。")
    desk.press("提交")
    assert "已办理" in desk.page.content()


def examined(officer, path, picture=""):
    officer.open(f"{path}secrecy/")
    if picture:
        officer.look(picture)
    officer.page.check("[name=conclusion][value=open]")
    officer.press("提交")


def justified(publisher, path):
    """Nothing is published before each finding of the gate was removed or justified."""
    publisher.open(path)
    publisher.look("blocked")
    assert publisher.page.get_by_role("button", name="立即发布").is_disabled()
    publisher.page.get_by_role("link", name="说明理由").click()
    publisher.look("justify")
    publisher.page.fill("[name=reason]", "系本机关对外公布的值班手机")
    publisher.press("确认可以公开")


def corrected(desks, path):
    """The correction goes the whole way again."""
    publisher = desks("jiang")
    publisher.open(path)
    publisher.page.get_by_role("link", name="更正", exact=True).click()
    publisher.page.fill("[name=why]", "更正服务范围")
    publisher.look("correct")
    publisher.press("起草更正稿")
    publisher.page.get_by_role("link", name="修改", exact=True).click()
    publisher.page.fill("[name=title]", CORRECTED)
    publisher.press("保存")
    publisher.open(f"{path}compare/?left=1&right=3")
    publisher.look("compare")
    desks("wang").open(path)
    desks("wang").press("送审")
    for person in ("li", "zhou", "feng"):
        reviewed(desks(person), path)
    examined(desks("chu"), path)
    publisher.open(path)
    publisher.press("立即发布")
    assert "已发布" in publisher.page.content()


def withdrawn(publisher, path):
    publisher.open(path)
    publisher.page.get_by_role("link", name="撤回", exact=True).click()
    publisher.page.fill("[name=why]", "内容已由新的指南替代")
    publisher.look("withdraw")
    publisher.press("撤回")
    assert "页面上留有撤回说明" in publisher.page.content()
    publisher.look("withdrawn")


def test_an_item_from_the_draft_to_its_withdrawal(desks, browser, site):
    opened_column(desks("zhou"))
    path = drafted(desks("wang"))
    reader = Reader(browser, site, int(path.rstrip("/").rpartition("/")[2]))
    desks("wang").press("送审")
    assert "已送审" in desks("wang").page.content()
    for person in ("li", "zhou", "feng"):
        reviewed(desks(person), path, f"review-{person}")
    examined(desks("chu"), path, "secrecy")
    publisher = desks("jiang")
    justified(publisher, path)
    assert (reader.places(TITLE), reader.record()[0]) == ([], 404)
    publisher.press("立即发布")
    assert "已发布" in publisher.page.content()
    publisher.look("published")
    site.work()
    assert reader.places(TITLE) == list(PLACES)
    assert "一、服务范围" in reader.reads()
    assert reader.finds() == [TITLE]
    assert reader.changed() == [("published", TITLE)]

    publisher.page.get_by_role("link", name="标注有效性", exact=True).click()
    publisher.page.select_option("[name=validity]", "repealed")
    publisher.page.fill("[name=why]", "被新的指南替代")
    publisher.look("mark")
    publisher.press("标注")
    assert "已标注有效性" in publisher.page.content()
    corrected(desks, path)
    site.work()
    assert (reader.places(TITLE), reader.places(CORRECTED)) == ([], list(PLACES))
    page = reader.reads()
    assert "更正：更正服务范围" in page
    assert "本文件废止" in page
    assert reader.finds() == [CORRECTED]
    assert reader.record()[1]["title"] == CORRECTED
    assert reader.changed() == [("published", CORRECTED)]

    withdrawn(publisher, path)
    site.work()
    assert (reader.places(TITLE), reader.places(CORRECTED)) == ([], [])
    page = reader.reads()
    assert "撤回。原因：内容已由新的指南替代" in page
    assert "一、服务范围" not in page
    assert reader.finds() == []
    assert reader.record()[0] == 410
    assert reader.changed() == [("withdrawn", None)]
    reader.context.close()
    publisher.open("/desk/catalogue/")
    publisher.look("list")
    publisher.open("/desk/catalogue/figures/")
    publisher.look("figures")


def test_without_scripts_a_text_is_written_all_the_same(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    let_in(page, site, "wang")
    page.goto(f"{site.url}/desk/catalogue/draft/")
    assert page.locator("textarea[name=body]").is_visible()
    context.close()


def test_each_mistake_of_a_table_is_shown_with_its_cell(desks, tmp_path):
    clerk = desks("wang")
    clerk.open("/desk/catalogue/from-sheet/")
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("link", name="下载模板").click()
    template = tmp_path / "template.xlsx"
    download.value.save_as(template)
    clerk.page.set_input_files("[name=file]", template)
    clerk.press("检查并导入")
    assert "表里没有条目" in clerk.page.content()
    clerk.look("from-sheet")
