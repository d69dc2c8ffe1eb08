"""For every ending, way of service and day of the law: the very words of the notice on remedies.

The words are written here a second time, from the statutes, so that a slip in the shipped wordings shows.
"""

from datetime import date

import pytest

from gongkai import facts
from gongkai.law.events import Delivery
from gongkai.law.letters import compose
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.remedies import OrganKind, Reviewer, Role, Venue

REVIEWER = "示例市人民政府（地址：示例市示例路2号，电话：0000-0000001）"
UPPER = "示例省司法厅"
COURT = "示例市示例区人民法院"
CHANNEL = "https://xzfy.example.com"
NOW, BEFORE_2024 = date(2026, 10, 20), date(2023, 10, 20)
REFUSALS = {f"L16{ground}" for ground in "abcdefg"}
ENDINGS = sorted(code for code, kind in OUTCOMES.items() if kind.is_final and code not in {"L07", "L32"})
# Letters whose own matter did not exist yet, or whose example lies in another year.
DAYS = {
    NOW: ENDINGS,
    BEFORE_2024: sorted((REFUSALS - {"L16a"}) | {"L13", "L14", "L15", "L18", "L19", "L22", "L23"}),
}
CASES = [(code, delivery, on) for on, codes in DAYS.items() for code in codes for delivery in Delivery]


def venue(delivery, on):
    reviewers = [Reviewer(Role.SAME_LEVEL_GOVERNMENT, "示例市人民政府", "示例市示例路2号", "0000-0000001")]
    if on < date(2024, 1, 1):
        reviewers.append(Reviewer(Role.UPPER_DEPARTMENT, UPPER))
    return Venue(
        organ=OrganKind.DEPARTMENT,
        reviewers=tuple(reviewers),
        delivery=delivery,
        court=COURT,
        online_channel=CHANNEL,
    )


def shifted(value, on):
    """An example's days, moved into the year of the letter."""
    if isinstance(value, str):
        return value.replace("2026-", f"{on.year}-").replace("〔2026〕", f"〔{on.year}〕")
    if isinstance(value, list):
        return [shifted(one, on) for one in value]
    return {key: shifted(one, on) for key, one in value.items()} if isinstance(value, dict) else value


def notice(code, delivery, on):
    template = facts.letters()[code]
    slots = {name: shifted(value, on) for name, value in template.example().items()}
    letter = compose(
        template,
        slots,
        on=on,
        practice=facts.practice(),
        texts=facts.remedy_texts(),
        venue=venue(delivery, on),
    )
    return letter.remedy.text


def expected(code, delivery, on):
    paper, is_new = facts.letters()[code].paper, on >= date(2024, 1, 1)
    this, reviewers = paper.removesuffix("书"), REVIEWER if is_new else f"{REVIEWER}或者{UPPER}"
    first = (
        f"应当自收到{paper}之日起60日内，先向{reviewers}申请行政复议；"
        "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内，依法向人民法院提起行政诉讼。"
    )
    free = (
        f"可以自收到{paper}之日起60日内向{reviewers}申请行政复议，"
        f"也可以自收到{paper}之日起6个月内依法向{COURT}提起行政诉讼。"
    )
    if code == "L15" and is_new:
        refused = first.replace("；对行政复议", "，对行政复议")
        short = free.replace(REVIEWER, "示例市人民政府")  # its address stands a line above
        text = f"对{this}第1项不予公开的内容不服的，{refused[:-1]}；对{this}其他内容不服的，{short}"
    elif code in REFUSALS and is_new:
        text = f"如不服{this}，{first}"
    else:
        text = f"如不服{this}，{free}"
    online = f"您也可以通过互联网渠道（{CHANNEL}）提交行政复议申请书。"
    return text + (online if delivery is Delivery.ONLINE else "")


@pytest.mark.parametrize(("code", "delivery", "on"), CASES)
def test_the_notice_has_the_words_that_the_law_asks_for(code, delivery, on):
    assert notice(code, delivery, on) == expected(code, delivery, on)
