"""One request through everybody's hands, in real browsers: from the question to the published annual report.

The bureau is its own, with one person for each role. The citizen's browser runs no scripts. For the site
it is one day of last year until the case is in the archive: what the law lets happen on one day happens then.
After that it is today: the year is closed, and its report counts this one request.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate  # noqa: TID251  the site's clock
from tests import database
from tests.browser.bureaus import employed, founded
from tests.browser.casework import Case
from tests.browser.desk import People, confirmed, fill, filled, follow, pressed, told
from tests.browser.test_asking import Office, downloaded, handed_in
from tests.reports.year import TEXTS
from tests.requests.office import HEAD

from gongkai import facts
from gongkai.audit.judge import judge
from gongkai.audit.reading import read_bytes
from gongkai.law.annual.findings import Verdict
from gongkai.letters.actions import set_letterhead
from gongkai.organs.models import Role
from gongkai.reports.actions import enter_figure
from gongkai.reports.models import AnnualReport

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
REVIEWS = {"gu": "disclosure", "mi": "secrecy", "fa": "legal"}
YEAR = localdate().year - 1
DAY = date(YEAR, 11, 20)
"""The day on which all happens that the report counts."""
LETTERHEAD = replace(HEAD, reviewers=HEAD.reviewers[:1])  # no other may review a bureau's acts
BOOK = "《示例水库除险加固工程验收报告》"
ASSESSMENT = "报价明细反映其成本构成，没有对外公开，公开会损害其竞争地位，理由成立。"
ANEW = "报价已随合同履行完毕，公开不再影响竞争，而不公开将使公众无从了解工程造价。"


@pytest.fixture
def office(site, django_db_blocker):
    """A bureau with one person for each role, whose letters say whom to ask."""
    found = Office(site, django_db_blocker)
    with django_db_blocker.unblock(), database.committed_as_owner(site.database):
        organ = founded(
            site,
            name=NAME,
            short_name="水利局",
            slug="water",
            credit_code="11130600000000007A",
            document_code="示水",
        )
        staff = {
            key: employed(site, organ, f"{key}@justice.example", name, role)
            for key, (name, role) in STAFF.items()
        }
    with found.at_work(staff["guan"]):
        set_letterhead(organ, LETTERHEAD, on=DAY, by=staff["guan"])
    found.staff = staff
    return found


@pytest.fixture
def people(browser, site):
    found = People(browser, site)
    yield found
    found.go_home()


@pytest.fixture
def citizen(browser, site):
    """A citizen's browser without scripts."""
    context = browser.new_context(locale="zh-CN", base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_request_goes_through_all_hands_to_the_published_report(office, people, citizen, site):
    with site.on(DAY):
        serial, code = handed_in(citizen, "water")
        site.work()
        case = registered(people, serial)
        supplemented(case, citizen, site, serial, code)
        consulted(case)
        extended(case)
        charged(case, citizen)
        refused_in_part(case, site)
        seen_by(citizen, "已答复")
        assert downloaded(citizen, "下载 PDF").startswith(b"%PDF")
        assert "工程概况" in downloaded(citizen, "验收报告.txt").decode()
        reconsidered(people, serial)
        seen_by(citizen, "正在重新答复")
        answered_anew(case, serial)
        seen_by(citizen, "已答复")
        sued(people, serial)
        case.moved("归档", number=f"{YEAR}-依申请-1")
        people.go_home()
    reported(people, office, serial)
    citizen.goto(f"/water/reports/{YEAR}/")
    counted(downloaded(citizen, "Word"))


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


def looked_up(citizen, serial, code):
    """The citizen comes back with number and code, which open the case for a while."""
    citizen.goto("/water/follow/")
    citizen.fill("[name=number]", serial)
    citizen.fill("[name=code]", code)
    citizen.get_by_role("button", name="查询").click()


def seen_by(citizen, words):
    """The citizen reads how it stands."""
    citizen.goto("/water/follow/case/")
    assert words in citizen.locator("main").inner_text()


def supplemented(case, citizen, site, serial, code):
    case.found("supplement", was_unclear="yes", papers_refused="no")
    case.told_by_letter(
        "发出补正通知",
        unclear="没有写明是哪一年",
        points="请写明是哪一年的报告",
        guidance="可以在政府信息公开目录中查找名称",
        deadline=facts.calendar().add_workdays(DAY, 10).isoformat(),
    )
    looked_up(citizen, serial, code)
    assert "等待您补正" in citizen.locator("main").inner_text()
    citizen.get_by_role("link", name="提交补正").click()
    citizen.fill("[name=text]", f"{YEAR}年的{BOOK}")
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


def charged(case, citizen):
    case.found("fee", pages="40", told_where="no")
    case.told_by_letter(
        "发出收费通知",
        is_awaited=True,
        tariff="pages",
        count_basis="本件提供40页",
        calculation="第31页至第40页：10页 × 10元 = 100元",
        amount="100",
        pay_way="凭缴款识别码000000（示例）缴纳",
    )
    seen_by(citizen, "等待您缴费")
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
    case.reviewed(REVIEWS)
    case.signed(letter, person="ling")
    case.served(letter)


def notified(people, serial, **papers):
    """The papers of a dispute come in; the lawyer's page with the dispute."""
    page = people("fa")
    page.goto(f"/desk/disputes/new/?serial={serial}")
    filled(page, {**papers, "accepted_on": DAY.isoformat()})
    pressed(page, "登记")
    assert told(page).startswith("已登记")
    return page


def followed_up(page, steps):
    """What the dispute's page offers is entered, one after the other."""
    for label, values in steps.items():
        follow(page, label)
        filled(page, values)
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()
        assert told(page).startswith(("已登记", "审理结果已登记"))


def reconsidered(people, serial):
    """Reconsideration: notified, answered, decided against the office, a new reply ordered."""
    authority, number = "保定市人民政府", f"示政复〔{YEAR}〕1号"
    page = notified(people, serial, block="reconsideration", authority=authority, number=number)
    limit = facts.calendar().add_workdays(DAY, 20).isoformat()
    steps = {
        "登记提交行政复议答复": {"text": "答复于法有据"},
        "登记审理结果": {"outcome": "corrected", "decision": "责令重新答复"},
        "登记责令重新答复": {"limit": limit},
    }
    followed_up(page, steps)


def sued(people, serial):
    """The new reply does not please either; the court finds for the office."""
    court, number = "示例市示例区人民法院", f"（{YEAR}）示0000行初1号"
    page = notified(people, serial, block="suit_after_reconsideration", authority=court, number=number)
    steps = {
        "登记提交答辩状和证据": {"text": "已经全部公开"},
        "登记审理结果": {"outcome": "upheld", "decision": "驳回诉讼请求"},
    }
    followed_up(page, steps)


def answered_anew(case, serial):
    """All is released now; the third party is told of it first."""
    clerk = case.clerk
    clerk.goto("/desk/requests/?view=open")
    assert serial in clerk.locator("main table").inner_text()
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
    assert "提交书面答复和全部证据的记录" not in clerk.locator("main").inner_text()
    pressed(clerk, "提交审签")
    case.told_by_letter(
        "告知第三方1决定公开",
        to_be_released=f"{BOOK}第二部分报价明细",
        why="public_interest",
        reasons=ANEW,
        release_on=facts.calendar().add_workdays(DAY, 5).isoformat(),
    )
    case.reviewed(REVIEWS)
    case.signed(letter, person="ling")
    case.served(letter)


def reported(people, office, serial):
    """The year is closed by the head, and published by the publisher."""
    clerk = people("he")
    clerk.goto("/desk/reports/new/")
    fill(clerk, year=str(YEAR))
    pressed(clerk, "开始编制")
    report = clerk.url
    clerk.locator("main a[href*='/offline/?cell=proactive']").first.click()
    fill(clerk, value="0", reason="本年没有")
    pressed(clerk, "保存")
    others_filled(office)
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


def others_filled(office):
    """The other figures that no record gives, entered without a browser: it would be the same page again."""
    by = office.staff["he"]
    with office.at_work(by):
        report = AnnualReport.objects.get(organ=by.organ, year=YEAR)
        for row in facts.form_of(YEAR).proactive_rows:
            for column in row.columns:
                cell = f"proactive.{row.key}.{column}"
                if not report.offline.filter(cell=cell).exists():
                    enter_figure(report, cell, Decimal(0), "本年没有", on=localdate(), by=by)


def counted(report):
    """The published report, read as the auditor reads anybody's, counts this request and its two disputes."""
    audit = judge(read_bytes("report.docx", report))
    assert audit.verdict in {Verdict.PASS, Verdict.UNCERTAIN}
    assert "全年新收政府信息公开申请1件" in audit.report.text
    tables = audit.report.tables
    cells = ("new", "partial", "total", "granted", "carried_out")
    assert [tables.request(cell) for cell in cells] == [1, 1, 1, 0, 0]
    assert tables.disputes["reconsideration"] == {
        "upheld": 0,
        "corrected": 1,
        "other": 0,
        "pending": 0,
        "total": 1,
    }
    assert tables.disputes["suit_after_reconsideration"]["upheld"] == 1
    assert tables.disputes["suit_direct"]["total"] == 0
