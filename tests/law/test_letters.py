"""文书: what a template refuses, and what a composed letter carries."""

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import facts
from gongkai.law.citations import CitationError
from gongkai.law.events import Delivery
from gongkai.law.letters import (
    EmptySlotError,
    LetterError,
    LetterTemplate,
    LockedParagraphError,
    NotInForceError,
    RemedyMismatchError,
    SlotValueError,
    TemplateError,
    UnknownSlotError,
    compose,
)
from gongkai.law.numbers import DocumentNumberError
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.remedies import (
    OrganKind,
    RemedyError,
    RemedyForm,
    Reviewer,
    Role,
    Venue,
    reconsideration_organ,
)

MODEST = settings(deadline=None)
LETTERS, PRACTICE, TEXTS = facts.letters(), facts.practice(), facts.remedy_texts()
DAY = date(2026, 10, 20)
FINAL = [code for code, kind in OUTCOMES.items() if kind.is_final and code != "L32"]
PROCEDURAL = [code for code, kind in OUTCOMES.items() if not kind.is_final]
PARTS = {
    "frame": {
        "slots": {
            "organ": {"label": "机关", "help": "请写全称"},
            "number": {"label": "文号", "help": "请写文号"},
            "addressee": {"label": "收文人", "help": "请写姓名"},
            "contact": {"label": "联系人", "help": "请写电话"},
        }
    }
}


def venue_of(organ, on, delivery=Delivery.POST):
    roles = reconsideration_organ(organ, on=on).choices
    reviewers = tuple(Reviewer(role, f"示例{role.label}") for role in roles)
    return Venue(
        organ=organ, reviewers=reviewers, delivery=delivery, online_channel="https://fuyi.example.cn"
    )


VENUE = venue_of(OrganKind.DEPARTMENT, DAY)


def composed(code, *, on=None, venue=VENUE, template=None, **slots):
    template = template or LETTERS[code]
    filled = {**template.example(), **slots}
    on = on or template.example_on
    return compose(template, filled, on=on, practice=PRACTICE, texts=TEXTS, venue=venue)


def template_of(code="L26", **changed):
    slots = {"content": {"label": "内容", "help": "请照录"}}
    slots |= {name: {"label": name, "help": "请写明"} for name in OUTCOMES[code].must_say}
    facts_of_letter = {
        "code": code,
        "basis": ["GIR:2"],
        "slots": slots,
        "paragraphs": [
            {"name": "all", "text": "依照{basis}，" + "".join(f"{{{name}}}" for name in slots)},
        ],
    }
    return LetterTemplate.from_facts({**facts_of_letter, **changed}, PARTS)


def test_a_letter_has_all_its_parts():
    letter = composed("L18")
    assert letter.title == "示例市司法局政府信息不存在告知书"
    assert (letter.number, letter.addressee) == ("示司公复〔2026〕12号", "张三（示例）")
    assert "2026年9月21日收到" in letter.paragraphs[0]
    assert "“示例市司法局2025年行政复议案件统计表”" in letter.paragraphs[0]
    assert any("第三十六条第（四）项" in paragraph for paragraph in letter.paragraphs)
    assert letter.paragraphs[-1] == letter.remedy.text
    lines = letter.text.splitlines()
    assert lines[-3:] == ["示例市司法局", "2026年10月20日", "（联系人：李四（示例），0000-0000000）"]


@pytest.mark.parametrize("empty", [None, "", "　", "  \n"])
def test_an_empty_slot_is_named_with_what_to_write(empty):
    said = r"^“检索情况”（search）没有填写：请写明检索的系统、关键词、时间段和检索人$"
    with pytest.raises(EmptySlotError, match=said):
        composed("L18", search=empty)


def test_a_missing_slot_is_an_empty_one():
    slots = LETTERS["L18"].example()
    del slots["search_result"]
    with pytest.raises(EmptySlotError, match="“检索结果”"):
        compose(LETTERS["L18"], slots, on=DAY, practice=PRACTICE, texts=TEXTS, venue=VENUE)


@pytest.mark.parametrize("code", LETTERS)
def test_no_required_slot_can_be_left_empty(code):
    template = LETTERS[code].answering_by(LETTERS["L16f"]) if code == "L32" else LETTERS[code]
    venue = VENUE if template.kind.is_final else None
    for name in template.example():
        if template.slots[name].is_required:
            with pytest.raises(EmptySlotError, match=f"（{name}）没有填写"):
                composed(code, template=template, venue=venue, **{name: ""})


def test_an_unknown_slot_is_refused_and_the_known_ones_are_named():
    with pytest.raises(UnknownSlotError, match=r"没有“serach”这个空，可以填写的有：.*检索情况（search）"):
        composed("L18", serach="……")


def test_a_slot_that_the_choice_does_not_call_for_is_refused():
    said = "“负责公开的机关”（responsible_organ）只在“能否确定负责机关”（responsible）选择“能够确定”时填写"
    with pytest.raises(UnknownSlotError, match=said.replace("（", "（")):
        composed("L19", responsible="unknown", why_unknown="没有线索")
    with pytest.raises(UnknownSlotError, match="时填写"):
        composed("L18", supplement="补正内容")


@pytest.mark.parametrize(
    ("code", "slots", "said"),
    [
        ("L18", {"search": 5}, "应当是文字"),
        ("L18", {"received_on": "九月"}, "“九月”不是日期，请写成 2026-09-21 的样子"),
        ("L18", {"received_on": datetime(2026, 9, 21, 8, 0, tzinfo=UTC)}, "应当是日期"),
        ("L18", {"received_on": "2026-10-21"}, "晚于成文日期"),
        ("L03", {"deadline": "2026-10-20"}, "在成文日期尚未届满"),
        ("L02", {"deadline": "2026-09-25"}, "不晚于成文日期"),
        ("L04", {"due_on": "2026-10-19"}, "早于成文日期"),
        ("L18", {"channel": "pigeon"}, "signed_mail（邮寄提交的）.*现为“pigeon”"),
        ("L02", {"points": "补正名称"}, "应当是清单"),
        ("L02", {"points": [3]}, "应当是文字"),
        ("L28", {"amount": "六百"}, "应当是不小于零的整数"),
        ("L28", {"amount": 600.5}, "应当是不小于零的整数"),
        ("L28", {"amount": -1}, "应当是不小于零的整数"),
        ("L18", {"search": "检索\x1b[31m"}, r"不能印出的字符 U\+001B"),
        ("L15", {"withheld": [{"place": "甲", "ground": ["GIR:14"], "reason": "乙"}]}, "第1项的“依据”"),
        ("L28", {"amount": True}, "应当是不小于零的整数"),
        ("L15", {"withheld": {"place": "第二页"}}, "应当是若干项"),
        ("L15", {"withheld": ["第二页"]}, "第1项应当分别填写位置、依据、理由"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_what_to_write(code, slots, said):
    venue = VENUE if OUTCOMES[code].is_final else None
    with pytest.raises(SlotValueError, match=said):
        composed(code, venue=venue, **slots)


def test_an_empty_item_of_a_list_is_refused():
    with pytest.raises(EmptySlotError, match="“补正事项”（points）有一项是空的"):
        composed("L02", venue=None, points=["年度", " "])


def part(**changed):
    return {"place": "第二部分", "ground": "GIR:15", "reason": "商业秘密"} | changed


def test_every_withheld_part_has_its_place_ground_and_reason():
    with pytest.raises(EmptySlotError, match=r"“没有公开的内容”（withheld）第2项的“理由”（reason）没有填写"):
        composed("L15", withheld=[part(), part(reason="")])
    with pytest.raises(SlotValueError, match=r"第1项的“依据”（ground）应当从这些里选一个.*现为“GIR:21”"):
        composed("L15", withheld=[part(ground="GIR:21")])
    with pytest.raises(UnknownSlotError, match="第1项没有“page”这个空"):
        composed("L15", withheld=[part(page="2")])
    with pytest.raises(EmptySlotError, match="“没有公开的内容”"):
        composed("L15", withheld=[])


def test_a_partial_release_lists_what_is_withheld_and_the_remedy_for_it():
    letter = composed("L15", withheld=[part(ground="GIR:36::4"), part(place="附录"), part(ground="GIR:16:2")])
    text = letter.text
    assert "第2项：附录。依据：《中华人民共和国政府信息公开条例》第十五条。理由：商业秘密。" in text
    assert letter.remedy.form is RemedyForm.MIXED
    assert "对本答复第2项、第3项不予公开的内容不服的" in text


@MODEST
@given(
    st.sampled_from(FINAL),
    st.sampled_from(list(Delivery)),
    st.integers(2021, 2027),
    st.sampled_from(list(OrganKind)),
)
def test_a_final_letter_always_carries_right_organ_limit_and_online_channel(code, delivery, year, organ):
    template, on = LETTERS[code], DAY.replace(year=year)
    slots = {name: in_year(value, year) for name, value in template.example().items()}
    venue = venue_of(organ, on, delivery)
    letter = compose(template, slots, on=on, practice=PRACTICE, texts=TEXTS, venue=venue)
    assert all(reviewer.name in letter.paragraphs[-1] for reviewer in venue.reviewers)
    assert "60日内" in letter.paragraphs[-1]
    assert ("互联网渠道" in letter.text) == (delivery is Delivery.ONLINE)
    assert (letter.remedy.form is RemedyForm.FIRST) == (code.startswith("L16") and year >= 2024)
    assert (letter.remedy.form is RemedyForm.MIXED) == (code == "L15" and year >= 2024)


def in_year(value, year):
    """The same fact in another year; what lies further back goes further back."""
    if not isinstance(value, str):
        return value
    return value.replace("2024-", "2019-").replace("2023-06", "2019-06").replace("2026", str(year))


@pytest.mark.parametrize("code", FINAL)
def test_a_final_letter_without_a_remedy_cannot_be_composed(code):
    with pytest.raises(RemedyMismatchError, match="应当告知救济途径"):
        composed(code, venue=None)


@pytest.mark.parametrize("code", PROCEDURAL)
def test_a_procedural_letter_with_a_remedy_cannot_be_composed(code):
    with pytest.raises(RemedyMismatchError, match="是程序性文书，不写救济途径"):
        composed(code, venue=VENUE)


def test_a_letter_served_online_needs_the_online_channel():
    online = Venue(organ=OrganKind.DEPARTMENT, reviewers=VENUE.reviewers, delivery=Delivery.ONLINE)
    with pytest.raises(RemedyError, match="互联网渠道"):
        composed("L13", venue=online)


def test_the_upper_department_cannot_be_named():
    wrong = Venue(
        organ=OrganKind.DEPARTMENT,
        reviewers=(Reviewer(Role.UPPER_DEPARTMENT, "示例省司法厅"),),
        delivery=Delivery.POST,
    )
    with pytest.raises(RemedyError, match="不能告知向上一级主管部门申请行政复议"):
        composed("L13", venue=wrong)


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        (
            {"search_result": "依照《条例》第二十一条第（三）项，没有检索到"},
            "2007年条例的条文序号，现行条例为第三十六条",
        ),
        ({"search": "依照《条例》第五十七条检索"}, "只有56条"),
        ({"search": "依照《条例》第十四条检索"}, "本文书不能引用该条"),
    ],
)
def test_old_missing_and_foreign_articles_are_refused_in_what_the_clerk_writes(slots, said):
    with pytest.raises(CitationError, match=said):
        composed("L18", **slots)


def test_the_applicants_own_citations_are_left_alone():
    wish = "依照《条例》第二十一条，申请公开统计表"
    assert wish in composed("L18", content=wish).text


def test_the_year_of_the_number_is_that_of_the_letter():
    with pytest.raises(SlotValueError, match="年份是2025年，而成文日期在2026年"):
        composed("L18", number="示司公复〔2025〕12号")
    with pytest.raises(DocumentNumberError, match="六角括号"):
        composed("L18", number="示司公复[2026]12号")


def test_a_stop_is_not_printed_twice():
    assert "没有检索到。" in composed("L18", search_result="没有检索到。").text
    assert "。。" not in composed("L18", search_result="没有检索到。").text


def test_several_attachments_are_numbered():
    lines = composed("L13", attachments=["统计表", "说明"]).text.splitlines()
    assert [line for line in lines if line.endswith(("统计表", "说明"))][-2:] == [
        "　　附件：1.统计表",
        "　　　　　2.说明",
    ]


def test_open_paragraphs_can_be_reworded_and_locked_ones_cannot():
    template = LETTERS["L18"].reworded({"result": "以上各处均没有该表：{search_result}。"})
    letter = composed("L18", template=template, search_result="无记录")
    assert "以上各处均没有该表：无记录。" in letter.paragraphs
    with pytest.raises(TemplateError, match="没有定义的空“原文如此”"):
        LETTERS["L18"].reworded({"result": "没有{原文如此}。"})
    with pytest.raises(TemplateError, match="空“extended_to”可能没有填写"):
        LETTERS["L18"].reworded({"result": "没有{extended_to}。"})
    assert [paragraph.name for paragraph in letter.body if not paragraph.is_locked] == ["result"]
    with pytest.raises(LockedParagraphError, match="不能改写"):
        LETTERS["L18"].reworded({"conclusion": "依法不予公开。"})
    with pytest.raises(TemplateError, match="有recital、supplement"):
        LETTERS["L18"].reworded({"nowhere": "……"})
    with pytest.raises(TemplateError, match="改写后是空的"):
        LETTERS["L18"].reworded({"result": " "})
    cited = LETTERS["L18"].reworded({"result": "依照《条例》第二十二条，没有检索到。"})
    with pytest.raises(CitationError, match="第三十七条"):
        composed("L18", template=cited)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@MODEST
@given(st.sampled_from(sorted(set(LETTERS) - {"L32"})), st.data())
def test_whatever_is_filled_in_the_letter_is_composed_or_refused_in_words(code, data):
    template = LETTERS[code]
    names = st.sampled_from(sorted(template.slots))
    changed = data.draw(st.dictionaries(names, VALUES, max_size=3))
    with contextlib.suppress(LetterError, CitationError, DocumentNumberError):
        letter = composed(code, venue=VENUE if template.kind.is_final else None, **changed)
        assert letter.paragraphs
        assert (letter.remedy is None) == (not template.kind.is_final)


def test_a_letter_is_written_under_the_regulation_in_force():
    with pytest.raises(NotInForceError, match="自2019-05-15起施行"):
        composed("L18", on=date(2019, 5, 14))
    fee = LETTERS["L28"].example() | {"number": "示司公费〔2020〕1号", "received_on": date(2020, 9, 1)}
    with pytest.raises(NotInForceError, match="没有施行"):
        compose(LETTERS["L28"], fee, on=date(2020, 10, 20), practice=PRACTICE, texts=TEXTS)


def test_a_new_reply_answers_by_another_letter():
    refusal = LETTERS["L32"].answering_by(LETTERS["L16f"])
    letter = composed("L32", template=refusal)
    assert letter.code == "L32"
    assert letter.remedy.form is RemedyForm.FIRST
    assert "行政复议决定（示政复决〔2026〕18号）" in letter.text
    assert "第十六条第二款" in letter.text
    with pytest.raises(LetterError, match="按哪一种文书重新答复"):
        composed("L32")
    with pytest.raises(TemplateError, match="不是对申请的答复"):
        LETTERS["L32"].answering_by(LETTERS["L02"])
    with pytest.raises(TemplateError, match="只有L32可以"):
        LETTERS["L13"].answering_by(LETTERS["L14"])


def test_a_new_reply_needs_a_new_fact_or_reason_unless_only_the_procedure_failed():
    template = LETTERS["L32"].answering_by(LETTERS["L13"])
    with pytest.raises(EmptySlotError, match="新的事实或者理由"):
        composed("L32", template=template, new_ground="")
    slots = template.example({"annulled_for": "procedure"})
    letter = compose(template, slots, on=DAY, practice=PRACTICE, texts=TEXTS, venue=VENUE)
    assert "新的事实或者理由" not in letter.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"basis": ["GIR:14"]}, "不能以《条例》第十四条为依据"),
        ({"paragraphs": [{"name": "a", "text": "{content}{GIR:21}"}]}, "没有用到|不能引用"),
        ({"slots": {"content": {"label": "内容", "help": "请照录"}}}, "缺少必须写明的"),
        ({"paragraphs": [{"name": "a", "text": "{content"}]}, "花括号不成对"),
        ({"paragraphs": [{"name": "a", "text": "甲", "lokced": True}]}, "不认识的键：lokced"),
        ({"basis": []}, "没有写明依据"),
        ({"examples": {"nowhere": "甲"}}, "示例填了没有的空：nowhere"),
    ],
)
def test_a_template_that_contradicts_itself_is_refused(changed, said):
    template_of()
    with pytest.raises(TemplateError, match=said):
        template_of(**changed)


def test_a_template_cannot_print_a_slot_that_may_be_empty():
    names = ("content", *OUTCOMES["L26"].must_say[1:])
    slots = {name: {"label": name, "help": "请写明"} for name in names}
    slots["content"] |= {"required": False}
    with pytest.raises(TemplateError, match="空“content”可能没有填写"):
        template_of(slots=slots)
    words = "".join(f"{{{name}}}" for name in names)
    with pytest.raises(TemplateError, match="用了没有定义的空“other”"):
        template_of(paragraphs=[{"name": "a", "text": words + "{other}"}])
    with pytest.raises(TemplateError, match="不能引用《条例》第二十一条"):
        template_of(paragraphs=[{"name": "a", "text": words + "{GIR:21}"}])
    with pytest.raises(TemplateError, match="条文代号“GIR:99”有误"):
        template_of(paragraphs=[{"name": "a", "text": words + "{GIR:99}"}])
    with pytest.raises(TemplateError, match="段落“a”重复"):
        template_of(paragraphs=[{"name": "a", "text": words}, {"name": "a", "text": words}])


def test_a_slot_with_an_unknown_key_or_kind_is_refused():
    with pytest.raises(TemplateError, match="不认识的键：lable"):
        template_of(slots={"content": {"lable": "内容", "help": "请照录"}})
    with pytest.raises(TemplateError, match="空“content”有误"):
        template_of(slots={"content": {"label": "内容", "help": "请照录", "kind": "picture"}})
    with pytest.raises(TemplateError, match="空“content”有误"):
        template_of(slots={"content": {"label": "内容"}})
