"""A case at the desk in a real browser, from the letter in the post to the signed reply, by its people."""

import pytest
from tests.browser.desk import People, choose, fill, follow, press, told
from tests.browser.looking import HEIGHT, NARROW, WIDE, looked_at


@pytest.fixture(scope="module")
def people(browser, site):
    """The bureau's people, each with a logged-in page."""
    found = People(browser, site)
    yield found
    found.go_home()


def prepared(people):
    """The organ's code and letterhead, as its administrator fills them in."""
    page = people("qian")
    page.goto("/desk/organs/justice/change/")
    fill(page, document_code="示司")
    press(page, "保存")
    page.goto("/desk/organs/justice/")
    if not page.get_by_text("信访科").count():
        page.get_by_role("link", name="增加内设机构").click()
        fill(page, name="信访科")
        page.click("main form button[type=submit]")
    for role in ("secrecy", "legal"):
        page.goto("/desk/organs/justice/people/")
        page.get_by_role("link", name="李审核", exact=True).click()
        page.get_by_role("link", name="授予角色").click()
        choose(page, role=role)
        page.click("main form button[type=submit]")
    page.goto("/desk/requests/letterhead/")
    looked_at(page, "letterhead")
    fill(page, contact="李四（示例）", phone="0312-0000000", address="示例市示例路1号", postcode="071000")
    fill(page, **{"same_level_government-name": "保定市人民政府", "upper_justice-name": "河北省司法厅"})
    press(page, "保存")
    assert told(page) == "文书设置已保存。"


def entered(clerk):
    """A request told at the counter, entered with a mistake first; the address of its case."""
    clerk.goto("/desk/requests/")
    looked_at(clerk, "empty")
    follow(clerk, "登记纸质等申请")
    looked_at(clerk, "enter")
    press(clerk, "登记")
    assert "处需要改正" in clerk.locator(".error-summary").inner_text()
    choose(clerk, channel="counter", kind="natural", id_kind="居民身份证", form="纸质复印件", way="post")
    fill(clerk, content="市司法局2025年行政复议案件统计表", name="张三（示例）", phone="13800138000")
    fill(clerk, id_number="130602199001010012", address="示例市示例路1号")
    press(clerk, "登记")
    assert "查询码" in told(clerk)
    looked_at(clerk, "received")
    return clerk.url


def given_out(clerk, case):
    follow(clerk, "登记")
    press(clerk, "登记")
    follow(clerk, "分办")
    choose(clerk, unit=clerk.locator("[name=unit] option", has_text="信访科").get_attribute("value"))
    press(clerk, "分办")
    clerk.get_by_text("怎样算出来的").click()
    looked_at(clerk, "case")
    clerk.goto("/desk/requests/")
    looked_at(clerk, "list")
    clerk.goto(case)


def drafted(clerk):
    """Examined, and the reply written; the letter's address."""
    follow(clerk, "审查并答复")
    looked_at(clerk, "examination")
    clerk.click("main a[href$='/examination/third_party/']")
    clerk.check("[name=none-data]")
    looked_at(clerk, "finding")
    press(clerk, "保存")
    follow(clerk, "怎么答：选择答复")
    looked_at(clerk, "choose")
    press(clerk, "予以公开")
    looked_at(clerk, "letter-begun")
    fill(clerk, information="《市司法局2025年行政复议案件统计表》，共3页", attachments="统计表")
    fill(clerk, form="纸质复印件")
    choose(clerk, mode="attached")
    press(clerk, "保存并检查")
    assert "如不服本答复" in clerk.locator(".paper").inner_text()
    looked_at(clerk, "letter-filled")
    press(clerk, "提交审签")
    return clerk.url


def reviewed(reviewer, case):
    for review in ("disclosure", "secrecy", "legal"):
        reviewer.goto(f"{case}moves/E29/")
        choose(reviewer, review=review, passed="yes")
        press(reviewer, "登记审查")
    looked_at(reviewer, "reviewed")


def signed(head, letter):
    head.goto(letter)
    looked_at(head, "to-sign")
    press(head, "签发")
    head.locator("dialog[open]").get_by_role("button", name="签发").click()
    assert "已签发并编号" in told(head)
    assert "〕1号" in head.locator(".paper-number").inner_text()


def served(clerk, letter):
    clerk.goto(letter)
    follow(clerk, "登记发出")
    fill(clerk, proof="XA00000000013")
    clerk.check("[name=is_sealed]")
    press(clerk, "发出")
    follow(clerk, "登记送达")
    fill(clerk, received_by="张三（示例）")
    press(clerk, "登记送达")
    looked_at(clerk, "letter-served")


def test_a_request_on_paper_is_answered(people):
    prepared(people)
    clerk = people("wang")
    case = entered(clerk)
    given_out(clerk, case)
    letter = drafted(clerk)
    reviewed(people("li"), case)
    signed(people("zhou"), letter)
    served(clerk, letter)
    clerk.goto(case)
    follow(clerk, "归档")
    press(clerk, "归档")
    looked_at(clerk, "archived")
    assert "已归档" in clerk.locator("main").inner_text()


def test_the_registers_are_there_again_when_a_window_widens(people):
    page = people("wang")
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.goto("/desk/requests/")
    assert not page.get_by_role("link", name="文件", exact=True).is_visible()
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    page.get_by_role("link", name="文件", exact=True).wait_for()
