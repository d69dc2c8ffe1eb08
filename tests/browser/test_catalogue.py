"""An item's whole way in a real browser: every page on it is for everyone and fits its screen."""

import pytest
from tests.browser.looking import looked_at
from tests.browser.site import login

LEAK = "13800138000"


class Desk:
    """A person at the desk."""

    def __init__(self, browser, site, person):
        self.site, self.context = site, browser.new_context(locale="zh-CN")
        self.page = self.context.new_page()
        self.told = []
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        login(self.page, site, person)

    def open(self, path):
        self.page.goto(self.site.url + path)

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def look(self, name):
        """The page as it is, on both widths: no violation, nothing sticking out, no error."""
        looked_at(self.page, name)
        assert self.told == []


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
    clerk.page.fill("[name=title]", "关于公布公共法律服务指南的通知")
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


def reviewed(desk, path, picture):
    desk.open(f"{path}review/")
    desk.look(picture)
    desk.page.check("[name=verdict][value=passed]")
    desk.page.check("[name=proofread]")
    desk.page.fill("[name=text]", "同意。")
    desk.press("提交")
    assert "已办理" in desk.page.content()


def test_an_item_from_the_draft_to_its_withdrawal(desks):
    opened_column(desks("zhou"))
    path = drafted(desks("wang"))
    desks("wang").press("送审")
    assert "已送审" in desks("wang").page.content()
    for person in ("li", "zhou", "feng"):
        reviewed(desks(person), path, f"review-{person}")
    officer = desks("chu")
    officer.open(f"{path}secrecy/")
    officer.look("secrecy")
    officer.page.check("[name=conclusion][value=open]")
    officer.press("提交")
    publisher = desks("jiang")
    publisher.open(path)
    publisher.look("blocked")
    assert publisher.page.get_by_role("button", name="立即发布").is_disabled()
    publisher.page.get_by_role("link", name="说明理由").click()
    publisher.look("justify")
    publisher.page.fill("[name=reason]", "系本机关对外公布的值班手机")
    publisher.press("确认可以公开")
    publisher.press("立即发布")
    assert "已发布" in publisher.page.content()
    publisher.look("published")
    publisher.page.get_by_role("link", name="标注有效性", exact=True).click()
    publisher.page.select_option("[name=validity]", "repealed")
    publisher.page.fill("[name=why]", "被新的指南替代")
    publisher.look("mark")
    publisher.press("标注")
    assert "已标注有效性" in publisher.page.content()
    publisher.page.get_by_role("link", name="更正", exact=True).click()
    publisher.page.fill("[name=why]", "更正服务范围")
    publisher.look("correct")
    publisher.press("起草更正稿")
    publisher.page.get_by_role("link", name="修改", exact=True).click()
    publisher.page.fill("[name=title]", "关于公布公共法律服务指南的通知（2026年版）")
    publisher.press("保存")
    publisher.open(f"{path}compare/?left=1&right=3")
    publisher.look("compare")
    publisher.open(path)
    publisher.page.get_by_role("link", name="撤回", exact=True).click()
    publisher.page.fill("[name=why]", "内容已由新的指南替代")
    publisher.look("withdraw")
    publisher.press("撤回")
    assert "页面上留有撤回说明" in publisher.page.content()
    publisher.look("withdrawn")
    publisher.open("/desk/catalogue/")
    publisher.look("list")
    publisher.open("/desk/catalogue/figures/")
    publisher.look("figures")


def test_without_scripts_a_text_is_written_all_the_same(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    login(page, site, "wang")
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
