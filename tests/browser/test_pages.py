"""Every page in a real browser, as the person it is for: for everyone, on any width, without an error."""

from dataclasses import dataclass

import pytest
from tests.browser.files import uploaded
from tests.browser.looking import HEIGHT, NARROW, looked_at
from tests.browser.site import let_in
from tests.files import made

PUBLIC = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: its address, with a name for each of ``numbers``, and who opens it; nobody where ``PUBLIC``."""

    path: str
    person: str = PUBLIC

    def __str__(self) -> str:
        return f"{self.path} {self.person}".strip()


# A page is added here by whoever makes it.
PAGES = (
    Shown("/"),
    Shown("/justice/"),
    Shown("/justice/ask/"),
    Shown("/justice/correct/"),
    Shown("/justice/follow/"),
    Shown("/justice/guide/"),
    Shown("/justice/systems/"),
    Shown("/justice/topics/"),
    Shown("/justice/reports/"),
    Shown("/justice/report-error/?page=/justice/guide/"),
    Shown("/justice/report-error/received/"),
    Shown("/justice/map/"),
    Shown("/justice/reports/compare/"),
    Shown("/map/"),
    Shown("/reports/"),
    Shown("/reports/compare/"),
    Shown("/reports/audit/"),
    Shown("/data/"),
    Shown("/justice/data/"),
    Shown("/leaving/?to=https://www.gov.cn/"),
    Shown("/justice/catalogue/"),
    Shown("/search/"),
    Shown("/search/?q=%E6%B3%95%E5%BE%8B"),
    Shown("/justice/search/?q=%E6%B3%95%E5%BE%8B"),
    Shown("/ledger/"),
    Shown("/accessibility/"),
    Shown("/styleguide/"),
    Shown("/accounts/login/"),
    Shown("/accounts/password/reset/"),
    Shown("/accounts/password/reset/done/"),
    Shown("/accounts/password/reset/key/1-x/"),
    Shown("/accounts/password/reset/key/done/"),
    Shown("/accounts/inactive/"),
    Shown("/accounts/", "wang"),
    Shown("/accounts/password/change/", "wang"),
    Shown("/accounts/2fa/", "wang"),
    Shown("/accounts/2fa/webauthn/", "wang"),
    Shown("/accounts/sessions/", "wang"),
    Shown("/accounts/reauthenticate/", "wang"),
    Shown("/accounts/3rdparty/", "wang"),
    Shown("/accounts/logout/", "wang"),
    Shown("/desk/", "wang"),
    Shown("/desk/", "qian"),
    Shown("/desk/styleguide/", "wang"),
    Shown("/desk/catalogue/", "sun"),
    Shown("/desk/catalogue/draft/", "wang"),
    Shown("/desk/catalogue/from-word/", "wang"),
    Shown("/desk/catalogue/from-sheet/", "wang"),
    Shown("/desk/catalogue/figures/", "zhou"),
    Shown("/desk/catalogue/columns/", "zhou"),
    Shown("/desk/catalogue/columns/", "sun"),
    Shown("/desk/catalogue/columns/open/", "zhou"),
    Shown("/desk/catalogue/columns/numbering/", "zhou"),
    Shown("/desk/catalogue/guide/", "zhou"),
    Shown("/desk/catalogue/guide/change/", "zhou"),
    Shown("/desk/catalogue/topics/", "zhou"),
    Shown("/desk/catalogue/topics/open/", "zhou"),
    Shown("/desk/activity/", "zhou"),
    Shown("/desk/disputes/", "wang"),
    Shown("/desk/disputes/new/", "wang"),
    Shown("/desk/disputes/records/", "wang"),
    Shown("/desk/errors/", "wang"),
    Shown("/desk/visits/", "zhou"),
    Shown("/desk/visits/imports/", "zhou"),
    Shown("/desk/visits/imports/new/", "zhou"),
    Shown("/desk/reports/", "wang"),
    Shown("/desk/reports/new/", "wang"),
    Shown("/desk/reports/import/", "wang"),
    Shown("/desk/reports/rollup/2025/", "sun"),
    Shown("/desk/reports/audits/2025/", "sun"),
    Shown("/desk/activity/?act=organs.OrganOpened", "zhou"),
    Shown("/desk/files/", "wang"),
    Shown("/desk/files/", "sun"),
    Shown("/desk/files/?name=none", "wang"),
    Shown("/desk/files/upload/", "wang"),
    Shown("/desk/files/{file}/", "wang"),
    Shown("/desk/files/{file}/", "sun"),
    Shown("/desk/requests/feed/", "wang"),
    Shown("/desk/supervision/", "sun"),
    Shown("/desk/supervision/urged/", "sun"),
    Shown("/desk/notices/", "wang"),
    Shown("/desk/notices/settings/", "wang"),
    Shown("/desk/jobs/", "qian"),
    Shown("/desk/organs/", "wang"),
    Shown("/desk/organs/", "qian"),
    Shown("/desk/organs/city/", "sun"),
    Shown("/desk/organs/city/below/", "sun"),
    Shown("/desk/organs/justice/people/", "wang"),
    Shown("/desk/organs/justice/people/", "qian"),
    Shown("/desk/organs/justice/change/", "qian"),
    Shown("/desk/organs/justice/open/", "qian"),
    Shown("/desk/organs/justice/units/open/", "qian"),
    Shown("/desk/organs/justice/posts/fill/", "qian"),
    Shown("/desk/organs/justice/people/invite/", "qian"),
    Shown("/desk/organs/justice/people/appoint/", "qian"),
)


class Visitor:
    """One page of one browser, before which everybody sits in turn; each logs in once.

    What a browser has learnt to run for one page it need not learn again for the next.
    """

    def __init__(self, context, site):
        self.context, self.site = context, site
        self.page = context.new_page()
        self.cookies = {PUBLIC: []}
        self.told = []
        self.page.on(
            "console", lambda message: self.told.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.told.append(str(error)))

    def come_as(self, person):
        self.context.clear_cookies()
        if person in self.cookies:
            self.context.add_cookies(self.cookies[person])
        else:
            let_in(self.page, self.site, person)
            self.cookies[person] = self.context.cookies()


@pytest.fixture(scope="module")
def visitor(browser, site):
    context = browser.new_context(locale="zh-CN")
    yield Visitor(context, site)
    context.close()


@pytest.fixture(scope="module")
def numbers(visitor, site, tmp_path_factory):
    """The numbers that addresses hold: of a file that was read already."""
    answer = tmp_path_factory.mktemp("chosen") / "关于公开年度预算的答复.docx"
    answer.write_bytes(made.docx())
    visitor.come_as("wang")
    address = uploaded(visitor.page, site, answer)
    site.work()
    return {"file": address.rstrip("/").rpartition("/")[2]}


@pytest.mark.parametrize("shown", PAGES, ids=str)
def test_a_page_is_for_everyone_and_fits_its_screen(shown, visitor, numbers, site):
    address = site.url + shown.path.format(**numbers)
    visitor.come_as(shown.person)
    visitor.told.clear()
    page = visitor.page
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    response = page.goto(address)
    assert response.status == 200
    assert page.url == address
    looked_at(page)
    assert visitor.told == []
