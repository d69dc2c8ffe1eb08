"""A reader without scripts and without cookies is counted, and reports an error on the page."""

import os
import re
from datetime import date
from pathlib import Path
from zlib import crc32

from tests.browser.looking import looked_at
from tests.browser.site import let_in

from gongkai.channels.hits import Pool
from gongkai.portal.requests.guarding import DIGITS

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
SUM = re.compile(r"(.)加(.)等于几")


def counted(site):
    """The pages that this server counted, with whether a machine looked at them."""
    own = f"gongkai-{os.getuid()}-{crc32(site.environment['GONGKAI_VAR'].encode()):08x}"
    batches = Pool(Path(site.environment["GONGKAI_MEMORY"]) / own).take(today=date.min)
    return [(hit.page, hit.is_robot) for batch in batches for hit in batch.hits()]


def test_a_page_is_counted_and_reported_without_scripts_and_cookies(browser, site):
    before = len(counted(site))
    context = browser.new_context(locale="zh-CN", java_script_enabled=False, user_agent=FIREFOX)
    page = context.new_page()
    page.goto(f"{site.url}/justice/guide/", wait_until="load")
    page.get_by_role("link", name="为本页纠错").click()
    page.get_by_label("错别字、表述错误").check()
    page.get_by_label("具体说明").fill("第二段的“其它”应为“其他”。")
    page.get_by_role("button", name="提交").click()
    if asked := SUM.search(page.content()):  # who is quicker than a person is asked
        page.fill("#answer", str(sum(map(DIGITS.index, asked.groups()))))
        page.get_by_role("button", name="提交").click()
    page.wait_for_selector("text=已收到您的纠错留言")
    assert context.cookies() == []
    context.close()
    assert counted(site)[before:] == [
        ("guide/", False),
        ("report-error/", False),
        ("report-error/received/", False),
    ]
    desk = browser.new_page()
    let_in(desk, site, "wang")
    desk.goto(f"{site.url}/desk/errors/?page=guide")
    looked_at(desk)
    desk.get_by_role("link", name="错别字").click()
    assert "第二段的“其它”应为“其他”。" in desk.content()
    desk.close()
