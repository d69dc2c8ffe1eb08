import time
from decimal import Decimal
from pathlib import Path

import pytest
from tests.books import book
from tests.real_reports import narrative, report_of

from gongkai import facts
from gongkai.audit.claims import narrative_of
from gongkai.audit.report import FormUsed, PublishedReport
from gongkai.law.annual.claims import Claim, Narrative, Told
from gongkai.law.annual.tables import Tables

SENTENCES = book(Path(__file__).parent / "data" / "sentences.yaml")
NOTHING = Tables(facts.form("2021"), {}, {}, {})


def told(body: str, *, part: int = 1, **parts: str) -> Narrative:
    texts = {part: body, **{int(number[1:]): text for number, text in parts.items()}}
    return narrative_of(PublishedReport("甲", 2023, FormUsed.FORM_2021, NOTHING, texts, body))


def written(claim: Claim) -> str:
    return f"{'+'.join(claim.what)} {claim.value}{'' if claim.sure else ' unsure'}"


@pytest.mark.parametrize(("sentence", "claims"), [pair for entry in SENTENCES for pair in entry.items()])
def test_a_sentence_claims_what_its_verbs_say(sentence, claims):
    assert [written(claim) for claim in told(sentence).claims] == claims


def test_what_stands_in_brackets_is_inside_what_stands_before():
    carried = told("共受理政府信息公开申请121件（含上年结转9件），办结112件。").claims[1]
    assert carried.inside == (Told.RECEIVED,)
    closing = told("办结政府信息公开申请1422件，其中结转下年度继续办理114件。").claims[1]
    assert closing.inside == (Told.CLOSED,)
    beside = told("办结政府信息公开申请1422件，另有结转下年度继续办理114件。").claims[1]
    assert beside.inside == ()


def test_a_share_belongs_to_the_count_before_the_bracket():
    narrative = told("其他处理319件（含申请人主动撤回157件），占26.78%；不予公开20件，占1.68%。")
    assert [(share.of.value, share.percent) for share in narrative.shares] == [
        (319, Decimal("26.78")),
        (20, Decimal("1.68")),
    ]


def test_a_share_of_something_else_is_left_alone():
    assert told("收到政府信息公开申请121件，占全市的5%。").shares == ()


@pytest.mark.parametrize(
    ("sentence", "percent"),
    [
        ("共收办政府信息公开申请3646件，同比增长1.05%。", "1.05"),
        ("共收办政府信息公开申请3646件（含上年结转121件），同比下降1.05%。", "-1.05"),
        ("共收办政府信息公开申请3646件，较上年减少12.5%。", "-12.5"),
    ],
)
def test_a_growth_against_last_year_is_of_the_requests(sentence, percent):
    (growth,) = told(sentence).growths
    assert (growth.percent, growth.of.value) == (Decimal(percent), 3646)


def test_parts_after_namely_are_collected_to_the_end_of_the_sentence():
    (split,) = told("共收办政府信息公开申请12件，其中市政府3件、甲县4件、乙县5件。网站发布信息9件。").itemised
    assert (split.whole.value, split.parts) == (12, (3, 4, 5))


def test_all_upheld_is_said_of_disputes_and_not_of_the_decided_ones():
    assert told("因政府信息公开被申请行政复议7件，均获维持。").all_upheld
    assert not told("已审结的行政复议案件均获维持。").all_upheld
    assert not told("荣誉称号全部维持。").all_upheld


def test_in_part_four_disputes_need_no_further_word():
    claims = told("行政复议3件，行政诉讼1件。", part=4, p1="略").claims
    assert [written(claim) for claim in claims] == ["reconsideration 3", "suits 1"]


def test_plans_in_part_five_claim_nothing():
    assert told("略。", p5="2023年收到政府信息公开申请300件时暴露的问题仍要解决。").claims == ()


def test_without_headings_the_whole_text_is_read():
    report = PublishedReport("甲", 2023, FormUsed.FORM_2021, NOTHING, {}, "标题\n收到政府信息公开申请3件。")
    assert [written(claim) for claim in narrative_of(report).claims] == ["received 3"]


@pytest.mark.parametrize(
    ("sentence", "cases", "yuan"),
    [
        ("本年度未收取信息处理费。", None, 0),
        ("2023年，我局坚决执行《政府信息公开信息处理费管理办法》，全面未收取信息处理费。", None, 0),
        ("收取信息处理费0元。", None, 0),
        ("全县收取信息处理费380元，共1件。", 1, 380),
        ("收取信息处理费0.038万元。", None, 380),
        ("信息处理费收取情况：发出收费通知3件，金额共2,230元。", 3, 2230),
        ("信息处理费的情况见附表。", None, None),
        ("本年度没有产生任何费用。", None, 0),
    ],
)
def test_the_fee_of_part_six(sentence, cases, yuan):
    fee = told("略。", p6=sentence).fee
    assert fee is not None
    assert (fee.cases, fee.yuan, fee.in_part_six) == (cases, yuan, True)


def test_a_fee_told_elsewhere_is_not_in_part_six():
    fee = told("未收取信息处理费。", p6="无。").fee
    assert fee is not None
    assert not fee.in_part_six
    assert told("略。", p6="无其他需要报告的事项。").fee is None


def test_itemised_fees_have_cases_and_yuan():
    fee = narrative_of(report_of(narrative("宿迁市人民政府", 2023))).fee
    assert fee is not None
    assert (fee.cases, fee.yuan) == (25, 2950)
    assert fee.parts == ((1, 420), (2, 290), (15, 1500), (1, 140), (6, 600))


def test_a_quote_shows_the_words_that_were_understood():
    (claim,) = told("从办理结果看，作其他处理（含申请人主动撤回申请）341件。").claims
    assert claim.quote == "作其他处理341件"


def test_a_sentence_without_end_does_not_take_for_ever():
    begun = time.process_time()
    claims = told("收到政府信息公开申请1件，" * 500_000).claims
    assert len(claims) > 1000
    assert time.process_time() - begun < 5
