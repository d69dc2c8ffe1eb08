"""逐项结论: what each kind of reply must rest on (条例 36, 38, 39, 40)."""

import re
from collections import Counter

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.verdicts import Verdict, lacking, verdict
from gongkai.law.evidence import (
    EarlierLetter,
    FormGiven,
    PetitionLabel,
    Processing,
    PublicSource,
    ResponsibleOrgan,
)
from gongkai.law.statutes import GIR, INTERPRETATION_2025, cites

REPLIES = GIR.art(36)
PUBLIC = GIR.art(36, item=1)
NOT_OURS = GIR.art(36, item=5)
REPEATED = GIR.art(36, item=6)
PROCESSING = GIR.art(38)
PETITION = GIR.art(39, 1)
FORM = GIR.art(40)
FOUND = 200

NAMED_DOCUMENT = re.compile(r"《[^》\n]{2,}》|[^\W\d_和与及的请]{1,13}[〔\[（(【]\d{4}[〕\]）)】]\s*第?\d+号")


@cites(NOT_OURS, GIR.art(10, 1))
def c19_other_organ_is_named(file: CaseFile) -> Verdict:
    """«Not ours» gives the reason and the organ that answers, or why it cannot be found out."""
    facts = file.responsible or ResponsibleOrgan()
    named = bool(facts.name and facts.contact)
    excused = bool(facts.undeterminable_because)
    return verdict(
        NOT_OURS,
        ok=f"已说明理由，并告知{facts.name}的名称和联系方式。"
        if named
        else "已说明理由和无法确定负责机关的原因。",
        missing=[
            None if all(file.reasons_for("L19")) else "不属于本机关负责公开的理由",
            None if named or excused else "负责公开机关的名称和联系方式，或者无法确定的原因",
        ],
    )


@cites(PUBLIC, INTERPRETATION_2025.part())
def c20_public_source_works(file: CaseFile) -> Verdict:
    """«Already public» points to a place that was tried, matches and is kept as a snapshot."""
    facts = file.public_source or PublicSource()
    online = facts.url is not None
    general = online and leads_nowhere_special(facts.url or "")
    dead = online and facts.status not in {None, FOUND}
    return verdict(
        PUBLIC,
        ok=f"公开途径已核对：{facts.url or facts.place}。",
        faults=[
            f"链接打不开（返回{facts.status}），请更换有效链接或者直接提供该信息" if dead else None,
            "链接只到网站首页或者栏目页，请写明到具体页面的途径" if general else None,
            "页面标题与申请的信息不符，请核对后重新告知途径" if facts.title_matches is False else None,
        ],
        missing=[
            *lacking({"已公开信息的准确标题": facts.title, "页面快照或者载体复印件": facts.snapshot}),
            None if online or facts.place else "网址，或者公报期号、查阅场所",
            *(lacking({"链接核对结果": facts.status, "标题是否相符": facts.title_matches}) if online else ()),
        ],
    )


@cites(REPLIES)
def c21_every_item_is_answered(file: CaseFile) -> Verdict:
    """Each thing asked for has exactly one conclusion, and nothing else has one."""
    conclusions = file.draft.conclusions if file.draft else None
    if file.items is None or conclusions is None:
        return verdict(REPLIES, ok="", missing=lacking({"申请事项清单": file.items, "逐项结论": conclusions}))
    answered = Counter(conclusion.item for conclusion in conclusions)
    asked = range(1, len(file.items) + 1)
    return verdict(
        REPLIES,
        ok=f"{len(file.items)}项申请各有一个结论。",
        faults=[
            "没有登记申请事项，请先列出申请人要求的每一项" if not file.items else None,
            *(
                f"第{item}项“{file.items[item - 1]}”没有答复，请补写结论"
                for item in asked
                if not answered[item]
            ),
            *(f"第{item}项有{n}个结论，请只保留一个" for item, n in sorted(answered.items()) if n > 1),
            *(
                f"结论所指的第{item}项不在申请事项中，请核对"
                for item in sorted(answered)
                if item not in asked
            ),
        ],
    )


@cites(REPEATED)
def c22_repetition_has_an_earlier_reply(file: CaseFile) -> Verdict:
    """A request is repeated only if the same applicant already had a reply on the same information."""
    facts = file.earlier or EarlierLetter()
    return verdict(
        REPEATED,
        ok=f"已于{facts.signed_on}以{facts.number}答复同一申请人的相同申请。",
        faults=[
            "在先答复不是给同一申请人的，不属于重复申请：请按新申请办理"
            if facts.same_applicant is False
            else None,
            "在先答复的不是同一信息，不属于重复申请：请按新申请办理"
            if facts.same_information is False
            else None,
            f"在先答复日期{facts.signed_on}不早于今天，请核对；前一申请尚未答复的应当合并办理"
            if facts.signed_on and facts.signed_on >= file.on
            else None,
        ],
        missing=lacking(
            {
                "在先答复的文号": facts.number,
                "在先答复的日期": facts.signed_on,
                "申请人是否相同": facts.same_applicant,
                "信息是否相同": facts.same_information,
            }
        ),
    )


@cites(PETITION)
def c23_petition_label_was_reviewed(file: CaseFile) -> Verdict:
    """A request that names a document is called a petition only after a second person agreed."""
    named = named_documents(file.asked_text)
    facts = file.petition or PetitionLabel()
    if not named:
        return verdict(
            PETITION,
            ok="申请内容未指向具体文件。",
            missing=[] if file.asked_text else ["申请内容原文"],
        )
    same = bool(facts.reviewer) and facts.reviewer == facts.second_reviewer
    return verdict(
        PETITION,
        ok=f"申请提到{named[0]}，已由{facts.second_reviewer}复核。",
        faults=[f"申请提到{'、'.join(named)}，复核人不得是初审人，请换一人复核" if same else None],
        missing=[f"第二人复核（申请提到{'、'.join(named)}，可能是政府信息公开申请）"]
        if not facts.second_reviewer
        else [],
    )


@cites(PROCESSING, GIR.art(37))
def c24_processing_is_really_needed(file: CaseFile) -> Verdict:
    """Article 38 is for making and analysing, not for copying, sorting or cutting out."""
    facts = file.processing or Processing()
    return verdict(
        PROCESSING,
        ok="已写明现有信息和需要的加工、分析。",
        faults=[
            f"复制、遮盖或者摘取即可提供，不属于需要加工、分析：请依{GIR.art(37)}提供"
            if facts.extraction_would_do
            else None
        ],
        missing=lacking(
            {
                "现有信息的情况": facts.what_exists,
                "需要的加工、分析": facts.what_is_needed,
                "通过摘取、遮盖能否提供的判断": facts.extraction_would_do,
            }
        ),
    )


@cites(FORM)
def c28_other_form_has_a_reason(file: CaseFile) -> Verdict:
    """A form other than the one asked for is given only with a reason."""
    facts = file.form or FormGiven()
    differs = bool(facts.wanted and facts.given and facts.wanted != facts.given)
    return verdict(
        FORM,
        ok="提供形式与申请一致，或者已说明理由。",
        faults=[
            f"申请人要求{facts.wanted}而提供{facts.given}，请写明载体安全或者成本过高的理由，或者按其要求提供"
            if differs and not facts.reason
            else None
        ],
        missing=lacking({"申请人要求的提供形式": facts.wanted, "实际提供形式": facts.given}),
    )


def named_documents(text: str) -> tuple[str, ...]:
    """The documents that a request names by title or by number 文号.

    >>> named_documents("请公开《关于某路改造的批复》和冀政办〔2023〕12号")
    ('《关于某路改造的批复》', '冀政办〔2023〕12号')
    """
    return tuple(dict.fromkeys(found[0] for found in NAMED_DOCUMENT.finditer(text)))


def leads_nowhere_special(url: str) -> bool:
    """Whether an address is only that of a site or a folder, not of a page.

    >>> [leads_nowhere_special(url) for url in ("https://example.gov.cn/", "example.gov.cn/a/1.html")]
    [True, False]
    """
    path = url.split("://", 1)[-1].partition("/")[2].split("?", 1)
    is_home = path[0].strip("/") in {"", "index.html", "index.htm", "index.shtml"}
    return is_home and len(path) == 1
