"""An administrator at work in a real browser: units, the leading group, and a person's whole way."""

from email import message_from_bytes, policy

import pytest
from tests.browser.looking import looked_at
from tests.browser.site import let_in

JUSTICE = "/desk/organs/justice/"
PASSWORD = "豆浆 配油条 加热干面"
NEWCOMER = "zheng@justice.example"


@pytest.fixture
def page(browser, site):
    """钱管理's browser."""
    context = browser.new_context(locale="zh-CN", base_url=site.url)
    opened = context.new_page()
    let_in(opened, site, "qian")
    yield opened
    context.close()


def send(page, **fields):
    """Fill a form in and send it."""
    for name, value in fields.items():
        page.fill(f"main [name={name}]", value)
    page.click("main form button[type=submit]")


def told(page):
    return page.locator("main .message").inner_text()


def link_in_newest_mail(site):
    """The newest link of that kind; what other tests left undone may have been mailed after it."""
    newest_first = sorted(site.mails.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    lines = [line for file in newest_first for line in text_of(file).splitlines()]
    line = next(line for line in lines if "/accounts/password/reset/key/" in line)
    return line[line.index("/accounts/") :]


def text_of(mail):
    return message_from_bytes(mail.read_bytes(), policy=policy.default).get_body(("plain",)).get_content()


def test_units_and_leading_posts_are_entered_and_closed(page):
    page.goto(JUSTICE)
    page.get_by_role("link", name="增加内设机构").click()
    send(page, name="宣传科", phone="打电话")
    assert "电话只能用数字" in page.locator(".error-summary").inner_text()
    assert page.input_value("[name=name]") == "宣传科"
    looked_at(page)
    send(page, phone="0312-3089001")
    assert told(page) == "内设机构已增加。"
    page.get_by_role("link", name="登记领导小组职务").click()
    page.select_option("[name=post]", "leader")
    send(page, holder="吴局长", title="局长")
    assert told(page) == "领导小组职务已登记。"
    looked_at(page)
    close = (
        page.locator("main li, main tr")
        .filter(has_text="宣传科")
        .get_by_role("button", name="撤销", exact=True)
    )
    close.first.click()
    assert "撤销内设机构“宣传科”？" in page.locator("dialog[open]").inner_text()
    page.keyboard.press("Escape")
    close.first.click()
    page.locator("dialog[open]").get_by_role("button", name="撤销").click()
    assert told(page) == "“宣传科”已撤销。"
    page.get_by_role("link", name="组长 吴局长").click()
    looked_at(page)
    send(page)
    assert told(page) == "领导小组职务已结束。"


def test_two_administrators_at_once_lose_nothing(page):
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{JUSTICE}change/")
    send(other, document_code="保司")
    # the bureau of the cast has a code whose check digit is wrong, which stays as it was
    send(page, document_code="保司发")
    assert "其他人已经处理过此事项" in page.locator(".error-summary").inner_text()
    assert "机关代字：保司" in told(page)
    assert page.input_value("[name=document_code]") == "保司发"
    looked_at(page)
    send(page)
    assert told(page) == "机关信息已保存。"


def test_a_person_is_invited_comes_gets_a_role_and_is_suspended(browser, page, site):
    page.goto(f"{JUSTICE}people/")
    page.get_by_role("link", name="邀请人员").click()
    page.get_by_label("经办人").check()
    send(page, name="郑新人", email=NEWCOMER)
    assert "邀请邮件正在发出" in told(page)
    page.get_by_role("link", name="郑新人").click()
    assert "待接受邀请" in page.locator("main").inner_text()
    looked_at(page)
    site.work()

    context = browser.new_context(locale="zh-CN", base_url=site.url)
    newcomer = context.new_page()
    newcomer.goto(link_in_newest_mail(site))
    send(newcomer, password1=PASSWORD, password2=PASSWORD)
    newcomer.get_by_role("link", name="去登录").click()
    send(newcomer, login=NEWCOMER, password=PASSWORD)
    newcomer.wait_for_url("**/desk/")
    newcomer.goto("/desk/organs/")
    assert newcomer.get_by_role("heading", level=1).inner_text() == "保定市司法局"
    assert newcomer.get_by_role("link", name="修改机关信息").count() == 0

    page.reload()
    assert "在用" in page.locator("main").inner_text()
    page.get_by_role("link", name="授予角色").click()
    page.select_option("[name=role]", "administrator")
    looked_at(page)
    send(page)
    assert told(page) == "角色已授予。"
    newcomer.reload()
    assert newcomer.get_by_role("link", name="修改机关信息").count() == 1

    page.get_by_role("button", name="停用", exact=True).click()
    page.locator("dialog[open]").get_by_role("button", name="停用").click()
    assert told(page) == "郑新人已停用，现在起不能登录。"
    looked_at(page)
    newcomer.reload()
    newcomer.wait_for_url("**/accounts/login/**")
    context.close()
