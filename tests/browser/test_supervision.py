"""An organ above looks after those below in a real browser: figures, 督办, and what the clerk sees of it."""

from urllib.parse import urlsplit

import pytest
from tests.browser.desk import choose, fill, follow, press, told
from tests.browser.looking import looked_at
from tests.browser.test_requests import entered, people

__all__ = ["people"]  # a fixture in use
NOTE = "请抓紧办理，本周内告知进展。"


@pytest.fixture(scope="module")
def case(people):
    """The address of a request that the bureau below has entered."""
    return entered(people("wang"))


def test_a_request_below_is_urged_and_the_clerk_is_told(people, case, site):
    clerk, above = people("wang"), people("sun")
    above.goto("/desk/supervision/")
    looked_at(above, "supervision")
    row = above.locator("main tr", has_text="保定市司法局")
    row.get_by_role("link").first.click()
    looked_at(above, "supervision-list")
    above.goto(case)
    follow(above, "督办")
    looked_at(above, "urge")
    fill(above, note=f"{NOTE}请联系张三（示例）")
    press(above, "督办")
    assert "请删去：张三（示例）" in above.locator(".error-summary").inner_text()
    looked_at(above, "urge-refused")
    fill(above, note=NOTE)
    press(above, "督办")
    assert "已督办" in told(above)
    looked_at(above, "urged-case")
    site.work()
    clerk.goto(case)
    assert NOTE in clerk.locator("main").inner_text()
    assert "收到督办" in clerk.locator("main").inner_text()
    clerk.goto("/desk/")
    assert "督办申请" in clerk.locator("main").inner_text()
    looked_at(clerk, "home-urged")
    above.goto("/desk/supervision/urged/")
    assert NOTE in above.locator("main").inner_text()
    looked_at(above, "urged")


def test_a_calendar_is_subscribed_to_and_given_up(people):
    clerk = people("wang")
    clerk.goto("/desk/requests/feed/")
    press(clerk, "生成订阅地址")
    looked_at(clerk, "feed-made")
    address = urlsplit(clerk.locator("#feed-address").input_value()).path  # the site has a port of its own
    answer = clerk.request.get(address)
    assert (answer.status, answer.text()[:15]) == (200, "BEGIN:VCALENDAR")
    clerk.goto("/desk/requests/feed/")
    looked_at(clerk, "feed")
    press(clerk, "停用")
    clerk.locator("dialog[open]").get_by_role("button", name="停用").click()
    assert "已停用" in told(clerk)
    assert clerk.request.get(address).status == 404


@pytest.mark.usefixtures("case")
def test_the_list_of_several_organs_is_filtered_by_organ(people):
    above = people("sun")
    above.goto("/desk/requests/")
    looked_at(above, "list-of-several")
    choose(above, organ="below")
    press(above, "筛选")
    assert "organ=below" in above.url
