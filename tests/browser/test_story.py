"""One request through everybody's hands, in real browsers: from the question to the published annual report.

The bureau is its own, with one person for each role. The citizen's browser runs no scripts. What the law lets
happen on one day happens today; the request that the report counts came on paper last year.
"""

import pytest
from django.utils.timezone import localdate  # noqa: TID251  the site's clock
from tests import database
from tests.browser.bureaus import employed, founded
from tests.browser.looking import looked_at
from tests.browser.test_asking import downloaded, handed_in
from tests.browser.test_requests import choose, fill, follow, people, press, told
from tests.reports.year import TEXTS

from gongkai import facts
from gongkai.organs.models import Role

__all__ = ["people"]  # a fixture in use
NAME = "保定市水利局"
STAFF = {
    "he": ("何经办", Role.CLERK),
    "gu": ("顾审核", Role.REVIEWER),
    "mi": ("米保密", Role.SECRECY),
    "fa": ("法审核", Role.LEGAL),
    "ma": ("马主任", Role.HEAD),
    "ling": ("凌领导", Role.LEADER),
    "guan": ("关管理", Role.ADMINISTRATOR),
    "bu": ("布发布", Role.PUBLISHER),
}
PRINTING = 120_000  # milliseconds: three files are made and read again
REVIEWS = {"gu": "disclosure", "mi": "secrecy", "fa": "legal"}
BOOK = "《示例水库除险加固工程验收报告》"
ASSESSMENT = "报价明细反映其成本构成，没有对外公开，公开会损害其竞争地位，理由成立。"
ANEW = "报价已随合同履行完毕，公开不再影响竞争，而不公开将使公众无从了解工程造价。"


@pytest.fixture(scope="module")
def bureau(site, django_db_blocker):
    """A bureau with one person for each role."""
    with django_db_blocker.unblock(), database.committed_as_owner(site.database):
        organ = founded(
            site,
            name=NAME,
            short_name="水利局",
            slug="water",
            credit_code="11130600000000007A",
            document_code="示水",
        )
        for key, (name, role) in STAFF.items():
            employed(site, organ, f"{key}@justice.example", name, role)


@pytest.fixture
def citizen(browser, site):
    """A citizen's browser without scripts."""
    context = browser.new_context(locale="zh-CN", base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


class Case:
    """A case at the desk, and what its people do with it."""

    def __init__(self, people, address):
        self.people, self.address = people, address
        self.clerk = people("he")

    def of(self, person):
        """The case's page, before this person."""
        page = self.people(person)
        page.goto(self.address)
        return page

    def step(self, label, *, person="he"):
        """What the page offers is taken up."""
        page = self.of(person)
        offered = page.locator("main").get_by_role("button", name=label, exact=True)
        offered = offered.or_(page.locator("main").get_by_role("link", name=label, exact=True))
        offered.first.click()
        return page

    def moved(self, label, *, person="he", **values):
        """A move is written down on its form."""
        page = self.step(label, person=person)
        filled(page, values)
        pressed(page, label)
        assert told(page).startswith("已登记")

    def found(self, about, **values):
        """A step of the examination is written down."""
        self.clerk.goto(f"{self.address}examination/")
        self.clerk.click(f"main a[href$='/examination/{about}/']")
        filled(self.clerk, values)
        pressed(self.clerk, "保存")
        assert told(self.clerk) == "审查记录已保存。"

    def written(self, **values):
        """The letter that was just begun is filled in; its address."""
        filled(self.clerk, values)
        pressed(self.clerk, "保存并检查")
        assert "必须改正" not in self.clerk.locator("main").inner_text(), told_of(self.clerk)
        return self.clerk.url

    def signed(self, letter, *, person="ma"):
        page = self.people(person)
        page.goto(letter)
        confirmed(page, "签发")
        assert "已签发并编号" in told(page)

    def served(self, letter):
        self.clerk.goto(letter)
        follow(self.clerk, "登记发出")
        fill(self.clerk, proof="XA00000000013")
        self.clerk.check("[name=is_sealed]")
        pressed(self.clerk, "发出")
        follow(self.clerk, "登记送达")
        fill(self.clerk, received_by="本人")
        pressed(self.clerk, "登记送达")
        assert told(self.clerk) == "已登记送达。"

    def told_by_letter(self, label, **values):
        """A letter that is a step of the procedure: begun, written, signed by the head, sent and served."""
        self.step(label)
        letter = self.written(**values)
        self.signed(letter)
        self.served(letter)

    def drafted(self, ending, **values):
        """The answer is chosen, written and handed in for its reviews."""
        self.clerk.goto(f"{self.address}answer/")
        pressed(self.clerk, ending)
        letter = self.written(**values)
        pressed(self.clerk, "提交审签")
        assert told(self.clerk).startswith("已提交审签")
        return letter

    def reviewed(self):
        for person, review in REVIEWS.items():
            page = self.of(person)
            page.goto(f"{self.address}moves/E29/")
            filled(page, {"review": review, "passed": "yes"})
            pressed(page, "登记审查")
            assert told(page) == "已登记：登记审查。"


def pressed(page, label):
    """A button is pressed, and the next page is there."""
    with page.expect_navigation():
        press(page, label)


def confirmed(page, label):
    """A button that asks once more is pressed twice."""
    press(page, label)
    with page.expect_navigation(timeout=PRINTING):
        page.locator("dialog[open]").get_by_role("button", name=label).click()


def filled(page, values):
    """Fields by their names: what is chosen, ticked, or typed."""
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']").first
        if isinstance(value, dict):
            field.select_option(**value)
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        elif value is True:
            field.check()
        elif isinstance(value, list):
            page.check(f"main [name='{name}'][value='{value[0]}']")
        else:
            if not field.is_visible():
                field.locator("xpath=ancestor::details").locator("summary").first.click()
            field.fill(str(value))


def told_of(page):
    return page.locator("main .checks.is-blocking").all_inner_texts()


def settled_in(people):
    """The administrator fills in what all letters say."""
    page = people("guan")
    page.goto("/desk/requests/letterhead/")
    fill(page, contact="李四（示例）", phone="0312-0000000", address="示例市示例路1号", postcode="071000")
    for field in page.locator("main [name$='-name']").all():
        field.fill("保定市人民政府")
    pressed(page, "保存")
    assert told(page) == "文书设置已保存。"


def registered(people, serial):
    """The clerk takes the request up."""
    clerk = people("he")
    clerk.goto("/desk/requests/")
    follow(clerk, serial)
    case = Case(people, clerk.url)
    case.step("登记")
    pressed(clerk, "登记")
    case.step("分办")
    filled(clerk, {"unit": {"label": "局办公室"}, "handler": {"label": "何经办"}})
    pressed(clerk, "分办")
    assert told(clerk) == "已分办。"
    return case


def seen_by(citizen, serial, code, words):
    """The citizen comes back with number and code, and reads how it stands."""
    citizen.goto("/water/follow/")
    citizen.fill("[name=number]", serial)
    citizen.fill("[name=code]", code)
    citizen.get_by_role("button", name="查询").click()
    assert words in citizen.locator("main").inner_text()


def supplemented(case, citizen, site, serial, code):
    case.found("supplement", was_unclear="yes", papers_refused="no")
    case.told_by_letter(
        "发出补正通知",
        unclear="没有写明是哪一年",
        points="请写明是哪一年的报告",
        guidance="可以在政府信息公开目录中查找名称",
        deadline=facts.calendar().add_workdays(localdate(), 10).isoformat(),
    )
    seen_by(citizen, serial, code, "等待您补正")
    citizen.get_by_role("link", name="提交补正").click()
    citizen.fill("[name=text]", f"2025年的{BOOK}")
    citizen.get_by_role("button", name="提交补正").click()
    assert "已经收到您的补正" in citizen.locator("main").inner_text()
    site.work()
    case.clerk.goto("/desk/")
    assert f"申请{serial}：申请人提交了补正" in case.clerk.locator("main").inner_text()


def consulted(case):
    case.step("征求意见")
    filled(case.clerk, {"kind": "third_party", "name": "示例建设有限公司（示例）"})
    filled(case.clerk, {"address": "示例市示例路9号", "phone": "0312-0000009"})
    pressed(case.clerk, "拟写征求意见书")
    letter = case.written(record=BOOK, concerning="第二部分的报价明细")
    case.signed(letter)
    case.served(letter)
    case.moved("登记意见", party="第三方1", agrees="no", reasons="内容涉及成本构成，公开会影响竞争（示例）")


def extended(case):
    case.moved("同意延期", person="ma", workdays=10, reason="需要核对多个年度的档案")
    case.told_by_letter("发出延期告知书", reason="需要核对多个年度的档案")


def charged(case, citizen, serial, code):
    case.found("fee", pages="40", told_where="no")
    case.told_by_letter(
        "发出收费通知",
        tariff="pages",
        count_basis="本件提供40页",
        calculation="第31页至第40页：10页 × 10元 = 100元",
        amount="100",
        pay_way="凭缴款识别码000000（示例）缴纳",
    )
    seen_by(citizen, serial, code, "等待您缴费")
    case.moved("登记缴费", receipt="000001")


def refused_in_part(case, site):
    """What concerns the third party is withheld, the rest released with its file."""
    reading = {"taken-0": "objection", "reason-0": "报价明细没有公开过，理由成立"}
    case.found("third_party", data="报价明细", assessment=ASSESSMENT, **reading)
    case.found("separation", is_separable="yes", why_not="报价明细以外的内容可以公开")
    case.of("he").get_by_text("放入材料").click()
    filled(case.clerk, {"purpose": "released"})
    text = {"name": "验收报告.txt", "mimeType": "text/plain", "buffer": "第一部分 工程概况".encode()}
    case.clerk.set_input_files("[name=uploads]", text)
    pressed(case.clerk, "放入卷内")
    site.work()
    letter = case.drafted(
        "部分公开（区分处理）",
        released=f"{BOOK}第一部分，共40页",
        form="纸质复印件（已遮盖不予公开的内容）",
        attachments=f"{BOOK}予以公开的部分",
        **{"withheld-0-place": f"{BOOK}第二部分报价明细", "withheld-0-ground": "GIR:15"},
        **{"withheld-0-reason": "属于第三方商业秘密，第三方不同意公开，公开会损害其合法权益"},
        **{"item-withheld-1": ["L16d"], "item-reasons-1": ASSESSMENT},
    )
    case.reviewed()
    case.signed(letter, person="ling")
    case.served(letter)


def contested(people, serial):
    """Reconsideration: notified, answered, decided against the office, a new reply ordered."""
    today = localdate()
    page = people("fa")
    page.goto(f"/desk/disputes/new/?serial={serial}")
    filled(page, {"block": "reconsideration", "authority": "保定市人民政府"})
    filled(page, {"number": "示政复〔2026〕1号", "accepted_on": today.isoformat()})
    pressed(page, "登记")
    assert told(page).startswith("已登记")
    for label, values in (
        ("登记提交行政复议答复", {"text": "答复于法有据"}),
        ("登记审理结果", {"outcome": "corrected", "decision": "责令重新答复"}),
        ("登记责令重新答复", {"limit": facts.calendar().add_workdays(today, 20).isoformat()}),
    ):
        follow(page, label)
        filled(page, values)
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()
        assert told(page).startswith(("已登记", "审理结果已登记"))


def answered_anew(case, serial):
    """All is released now; the third party is told of it first."""
    clerk = case.clerk
    clerk.goto("/desk/requests/?view=open")
    follow(clerk, serial)
    case.found("re_reply", same_facts_and_reasons="no", annulled_for_procedure_only="no")
    reading = {"taken-0": "own_decision", "reason-0": ANEW}
    case.found("third_party", data="报价明细", assessment=ANEW, **reading)
    case.found(
        "public_interest",
        harm_of_refusal="不公开将使公众无从了解工程造价",
        letter="决定公开告知书",
        told_content="yes",
        told_reasons="yes",
    )
    clerk.goto(f"{case.address}answer/")
    pressed(clerk, "予以公开")
    letter = clerk.url
    values = {"annulled_for": "substance", "new_ground": ANEW, "information": f"{BOOK}全文"}
    filled(clerk, {**values, "attachments": BOOK, "form": "纸质复印件", "mode": "attached"})
    pressed(clerk, "保存并检查")
    pressed(clerk, "提交审签")
    case.told_by_letter(
        "告知第三方1决定公开",
        to_be_released=f"{BOOK}第二部分报价明细",
        why="public_interest",
        reasons=ANEW,
        release_on=facts.calendar().add_workdays(localdate(), 5).isoformat(),
    )
    case.reviewed()
    case.signed(letter, person="ling")
    case.served(letter)
    case.moved("归档", number="2026-依申请-1")


def entered_from_last_year(people, year):
    """A letter of last year that was found in a drawer."""
    clerk = people("he")
    clerk.goto("/desk/requests/new/")
    choose(clerk, channel="counter", kind="natural", id_kind="居民身份证", form="纸质复印件", way="post")
    fill(clerk, content="2025年水资源公报", name="王五（示例）", phone="13800138001")
    fill(clerk, id_number="130602199001010012", address="示例市示例路2号", submitted_on=f"{year}-12-22")
    pressed(clerk, "登记")
    follow(clerk, "登记")
    pressed(clerk, "登记")
    return clerk.locator("main h1").inner_text()


def reported(people, year, serial):
    """The year is closed by the head, and published by the publisher."""
    clerk = people("he")
    clerk.goto("/desk/reports/new/")
    fill(clerk, year=str(year))
    pressed(clerk, "开始编制")
    report = clerk.url
    cells = clerk.locator("main a[href*='/offline/?cell=proactive']")
    for address in [one.get_attribute("href") for one in cells.all()]:
        clerk.goto(address)
        fill(clerk, value="0", reason="本年没有")
        pressed(clerk, "保存")
    clerk.goto(f"{report}texts/")
    fill(clerk, **{f"part_{part}": text for part, text in TEXTS.items()})
    pressed(clerk, "保存")
    clerk.goto(report)
    clerk.locator("main a[href*='cell=new.total']").first.click()
    assert serial in clerk.locator("main table").inner_text()
    for person, label in (("ma", "年度结账"), ("bu", "发布")):
        page = people(person)
        page.goto(report)
        follow(page, label)
        confirmed(page, label)
    assert "年度报告已发布" in told(page)


def test_a_request_goes_through_all_hands_to_the_published_report(bureau, people, citizen, site):  # noqa: ARG001  in use
    settled_in(people)
    serial, code = handed_in(citizen, "water")
    site.work()
    case = registered(people, serial)
    supplemented(case, citizen, site, serial, code)
    consulted(case)
    extended(case)
    charged(case, citizen, serial, code)
    refused_in_part(case, site)
    seen_by(citizen, serial, code, "已答复")
    assert downloaded(citizen, "下载 PDF").startswith(b"%PDF")
    assert "工程概况" in downloaded(citizen, "验收报告.txt").decode()
    contested(people, serial)
    seen_by(citizen, serial, code, "正在重新答复")
    answered_anew(case, serial)
    seen_by(citizen, serial, code, "已答复")
    year = localdate().year - 1
    late = entered_from_last_year(people, year)
    reported(people, year, late)
    citizen.goto(f"/water/reports/{year}/")
    assert "全年新收政府信息公开申请1件" in citizen.locator("main").inner_text()
    looked_at(people("he"), "story")
