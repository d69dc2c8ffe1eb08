"""A citizen asks, follows, supplements and downloads, with scripts and without, on any width."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.timezone import localdate, now  # noqa: TID251  the site's clock
from tests import database
from tests.browser.looking import looked_at
from tests.portal.requests.citizen import CODE, ID_NUMBER, TYPED
from tests.requests.office import ASKED_FOR, HEAD

from gongkai import facts
from gongkai.law import events as law
from gongkai.letters.actions import revise, set_letterhead
from gongkai.organs.models import Organ, Unit
from gongkai.requests.actions import answering, handling, intake
from gongkai.requests.models import InfoRequest

RADIOS = ("kind", "form", "way")
PATIENCE = 4500  # milliseconds: who hands in sooner is asked a question


class Office:
    """What the office does meanwhile, written into the site's own database for good."""

    def __init__(self, site, blocker):
        self.site, self.blocker, self.cast = site, blocker, site.cast

    @contextmanager
    def at_work(self, person):
        """The scope of one of its people, as a request of that person has it."""
        files = settings.FILES_ROOT
        with self.blocker.unblock(), database.pointed(self.site.database):
            settings.FILES_ROOT = Path(self.site.environment["GONGKAI_VAR"]) / "files"
            try:
                with self.cast.entered(person):
                    yield
            finally:
                settings.FILES_ROOT = files

    def settle_in(self):
        cast, today = self.cast, localdate()
        with self.at_work(cast.qian):
            Organ.objects.filter(pk=cast.justice.pk).update(document_code="示司")
            found = {"is_disclosure_office": True}
            Unit.objects.get_or_create(organ=cast.justice, name="局办公室", defaults=found)
            set_letterhead(cast.justice, HEAD, on=today, by=cast.qian)

    def ask_to_supplement(self, serial):
        """Register a request, and ask which year is meant."""
        cast, today = self.cast, localdate()
        year, _, number = serial.partition("-")
        with self.at_work(cast.wang):
            organ = Organ.objects.get(pk=cast.justice.pk)
            request = InfoRequest.objects.get(organ=organ, year=int(year), number=int(number))
            intake.register(request, law.Applicant.NATURAL, [ASKED_FOR], on=today, by=cast.wang)
            tie = answering.begin_letter(request, "L02", on=today, by=cast.wang)
            slots = {
                "unclear": "没有写明年份",
                "points": ["请写明是哪一年的统计表"],
                "guidance": "可以在政府信息公开目录中查找名称",
                "deadline": facts.calendar().add_workdays(today, 10).isoformat(),
            }
            slots = {**tie.letter.slots, **slots}
            revise(tie.letter, slots, {}, delivery=law.Delivery.POST, on=today, by=cast.wang)
            told = {"was_unclear": True, "papers_refused": False}
            handling.write_finding(request, "supplement", told, on=today, by=cast.wang)
        with self.at_work(cast.zhou):
            answering.sign_letter(tie, on=today, at=now(), by=cast.zhou)
            answering.send_letter(tie, proof="XA1", on=today, by=cast.zhou)


@pytest.fixture
def office(site, django_db_blocker):
    found = Office(site, django_db_blocker)
    found.settle_in()
    return found


@pytest.fixture
def page(browser, site):
    """A citizen's browser."""
    context = browser.new_context(locale="zh-CN", base_url=site.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def bare_page(browser, site):
    """One without scripts."""
    context = browser.new_context(locale="zh-CN", base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def fill(page, **changes):
    for name, value in {**TYPED, **changes}.items():
        if name in RADIOS:
            page.check(f"[name={name}][value={value}]")
        elif name == "id_kind":
            page.select_option("[name=id_kind]", value)
        else:
            page.fill(f"[name={name}]", value)


def handed_in(page, slug="justice"):
    """From the first page of the organ to the receipt: number and code."""
    page.goto(f"/{slug}/")
    page.get_by_role("link", name="在线申请").click()
    page.wait_for_timeout(PATIENCE)
    fill(page)
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_selector("text=查询码")
    assert page.get_by_role("heading", level=1).inner_text() == "已收到您的申请"
    return page.locator(".code-shown").first.inner_text(), CODE.search(page.content())[0]


def downloaded(page, name):
    with page.expect_download() as found:
        page.get_by_role("link", name=name).first.click()
    return Path(found.value.path()).read_bytes()


def test_every_page_of_a_citizens_way_is_for_everyone(page, site, office):
    page.goto("/justice/")
    looked_at(page, "organ")
    page.goto("/justice/ask/")
    looked_at(page, "ask")
    page.get_by_role("button", name="下一步").click()
    assert "有 5 处需要改正" in page.locator(".error-summary").inner_text()
    looked_at(page, "ask-errors")
    fill(page)
    page.get_by_role("button", name="下一步").click()
    looked_at(page, "check")
    page.fill(".trap input", "x")
    page.get_by_role("button", name="提交申请").click()
    looked_at(page, "check-question")
    serial, _ = handed_in(page)
    looked_at(page, "receipt")
    site.work()
    page.get_by_role("link", name="点此刷新").click()
    assert downloaded(page, "下载登记回执").startswith(b"%PDF")
    office.ask_to_supplement(serial)
    page.get_by_role("link", name="查看办理进度").click()
    looked_at(page, "case")
    for act in ("提交补正", "撤回申请"):
        page.get_by_role("link", name=act).click()
        page.get_by_role("button", name=act).click()
        assert page.locator(".error-summary").count() == 1
        looked_at(page, f"act-{act}")
        page.get_by_role("link", name="返回办理进度").click()
    page.goto("/justice/follow/?ended=1")
    looked_at(page, "follow")


def way_without_a_pass(page, site, office):
    """Ask, leave, come back with number and code, supplement, download: what both kinds of browser do."""
    serial, code = handed_in(page)
    site.work()
    office.ask_to_supplement(serial)
    page.get_by_role("link", name="查看办理进度").click()
    page.get_by_role("button", name="退出查询").click()
    page.get_by_role("link", name="查询办理进度").click()
    page.fill("[name=number]", serial)
    page.fill("[name=code]", "2345-6789-ABCD")
    page.get_by_role("button", name="查询").click()
    assert "没有查到" in page.locator(".error-summary").inner_text()
    page.fill("[name=code]", code.lower())
    page.get_by_role("button", name="查询").click()
    assert "等待您补正" in page.locator("main").inner_text()
    assert downloaded(page, "下载 PDF").startswith(b"%PDF")
    assert downloaded(page, "下载 Word").startswith(b"PK")
    page.get_by_role("link", name="提交补正").click()
    assert "请写明是哪一年的统计表" in page.locator("main").inner_text()
    page.fill("[name=text]", "是2025年的")
    page.set_input_files(
        "[name=attached]", {"name": "补充.txt", "mimeType": "text/plain", "buffer": "2025年".encode()}
    )
    page.get_by_role("button", name="提交补正").click()
    assert "已经收到您的补正" in page.locator("main").inner_text()
    assert "收到您的补正" in page.locator(".timeline").inner_text()
    assert code.replace("-", "") not in page.url


def test_a_citizens_way_with_scripts(page, site, office):
    way_without_a_pass(page, site, office)


def test_a_citizens_way_without_scripts(bare_page, site, office):
    way_without_a_pass(bare_page, site, office)


def test_without_scripts_mistakes_and_going_back_lose_nothing(bare_page, office):  # noqa: ARG001  a fixture in use
    page = bare_page
    page.goto("/justice/ask/")
    fill(page, id_number="1306")
    page.get_by_role("button", name="下一步").click()
    assert "现在是4位" in page.locator(".error-summary").inner_text()
    assert page.input_value("[name=content]") == TYPED["content"]
    page.fill("[name=id_number]", ID_NUMBER)
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="返回修改").click()
    assert page.input_value("[name=id_number]") == ID_NUMBER
    assert page.is_checked("[name=kind][value=natural]")


def test_only_the_fields_of_the_kind_of_applicant_are_shown(bare_page, office):  # noqa: ARG001  a fixture in use
    page = bare_page
    page.goto("/justice/ask/")
    assert page.is_visible("[name=id_number]")
    assert not page.is_visible("[name=credit_code]")
    page.check("[name=kind][value=company]")
    assert page.is_visible("[name=credit_code]")
    assert not page.is_visible("[name=id_number]")
    assert not page.is_visible("[name=form_other]")
    page.check("[name=form][value=其他形式]")
    assert page.is_visible("[name=form_other]")


def test_a_draft_stays_in_the_browser_without_numbers_until_it_is_handed_in(page, office):  # noqa: ARG001  as above
    page.goto("/justice/ask/")
    fill(page)
    page.wait_for_selector("[data-draft-note]:not([hidden])")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert TYPED["content"] in kept
    assert ID_NUMBER not in kept
    page.goto("/justice/ask/")
    assert page.input_value("[name=content]") == TYPED["content"]
    assert page.input_value("[name=id_number]") == ""
    assert page.is_visible("[data-draft-found]")
    looked_at(page, "ask-draft")
    page.locator("[data-draft-found] button").click()
    page.wait_for_function("document.querySelector('[name=content]').value === ''")
    assert page.evaluate("localStorage.length") == 0
    handed_in(page)
    assert page.evaluate("localStorage.length") == 0
