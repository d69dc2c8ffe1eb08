"""文书: the remedy a letter tells of and the provisions it cites."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.law.casefile import CaseFile, Draft
from gongkai.law.checks.verdicts import Verdict, in_force, lacking, verdict
from gongkai.law.citations import citation_faults, citations_in, written
from gongkai.law.events import Delivery, Signed
from gongkai.law.outcomes import allowed_articles, is_refusal_ground, kind_of
from gongkai.law.remedies import (
    Decision,
    NoReconsiderationLawError,
    RemedyError,
    RemedyForm,
    Role,
    Venue,
    check_reviewers,
    reconsideration_organ,
    remedy_form,
)
from gongkai.law.statutes import GIR, LITIGATION, RECONSIDERATION, RECONSIDERATION_2017, Provision, cites

BASIS = GIR.art(36)
TOLD = (RECONSIDERATION.art(20), RECONSIDERATION_2017.art(9))
FIRST = RECONSIDERATION.art(23)
ONLINE = RECONSIDERATION.art(22, 2)
UPPER = frozenset({Role.UPPER_DEPARTMENT, Role.UPPER_JUSTICE})
SIXTY_DAYS = re.compile(r"(?:60|六十)个?日|(?:60|六十)天")
FIFTEEN_DAYS = re.compile(r"(?:15|十五)个?日")
SIX_MONTHS = re.compile(r"(?:6|六)个月")
UPPER_NAMED = re.compile(r"上一?级(?:行政)?(?:主管)?(?:部门|机关)")


@cites(*TOLD, ONLINE, FIRST, RECONSIDERATION.art(24), LITIGATION.art(46, 1))
def c25_remedy_is_right(file: CaseFile) -> Verdict:
    """The notice names the right, the organ and the limits that the ground calls for, and no other."""
    draft, venue, told = file.draft, file.venue, in_force(TOLD, decided_on(file))
    if draft is None or venue is None or not draft.remedy:
        return verdict(
            told,
            ok="",
            missing=lacking(
                {"答复文书草稿": draft, "复议机关": venue, "救济告知段落": draft.remedy if draft else None}
            ),
        )
    decided = decision_of(draft, on=decided_on(file))
    try:
        form = remedy_form(decided, file.rules.practice)
        check_reviewers(venue, on=decided.on)
    except (RemedyError, NoReconsiderationLawError) as error:
        return verdict(told, ok="", faults=[str(error)])
    return verdict(
        f"{told}、{FIRST.place}" if form in REFUSING else told,
        ok=FORM_SAYS[form],
        faults=[*_form_faults(form, draft.remedy), *_naming_faults(venue, draft.remedy, decided.on)],
    )


@cites(GIR.art(36), GIR.part("施行日期"))
def c26_citations_are_in_force(file: CaseFile) -> Verdict:
    """What the letter cites is in force, is given to paragraph and item, and is a ground of its kind."""
    draft, on = file.draft, decided_on(file)
    cited = cited_in(draft) if draft else ""
    if draft is None:
        return verdict(BASIS, ok="", missing=["答复文书草稿"])
    if not cited:
        needs_ground = bool(kind_of(draft.letter).basis)
        missing = ["文书全文或者所引条款"] if needs_ground else []
        return verdict(BASIS, ok="此文书不需要引用条款。", missing=missing)
    allowed = dict.fromkeys(found for code in sorted(file.endings) for found in allowed_articles(code))
    return verdict(
        BASIS,
        ok="所引条款现行有效，到款、项。",
        faults=[
            *(f"{fault}，请更正" for fault in citation_faults(cited, on=on, allowed=allowed)),
            *(_uncited(code, cited, on) for code in sorted(file.endings)),
        ],
    )


def cited_in(draft: Draft) -> str:
    """The letter's text and, as a letter would write them, the provisions noted beside it."""
    noted = [*(draft.provisions or ())]
    for conclusion in draft.conclusions or ():
        noted += conclusion.provisions or ()
    return "\n".join(filter(None, (draft.text, written(noted))))


def _uncited(code: str, cited: str, on: date) -> str | None:
    """That the letter names no ground of this ending, where the regulation has one."""
    basis = [found for found in kind_of(code).basis_on(on) if found.instrument is GIR]
    if not basis or any(citation.is_within(ground) for citation in citations_in(cited) for ground in basis):
        return None
    return f"没有引用{code}（{kind_of(code).title}）的依据{'、'.join(map(str, basis))}，请补写"


REFUSING = frozenset({RemedyForm.FIRST, RemedyForm.MIXED})
FORM_SAYS = {
    RemedyForm.NONE: "程序性文书，不写救济途径。",
    RemedyForm.FIRST: "已告知先申请行政复议，机关和期限齐全。",
    RemedyForm.FREE: "已告知可以复议也可以起诉，机关和期限齐全。",
    RemedyForm.MIXED: "已分项告知复议前置和自由选择，机关和期限齐全。",
}


def decided_on(file: CaseFile) -> date:
    """The day whose law governs the letter: that of its signature, else today."""
    return next((event.on for event in reversed(file.this_round(Signed))), file.on)


def decision_of(draft: Draft, *, on: date) -> Decision:
    """The letter as far as its remedy depends on it."""
    return Decision(code=draft.letter, on=on, withheld=tuple(_withheld(draft)), replaces=draft.answers_by)


def _withheld(draft: Draft) -> Iterator[Provision]:
    """The ground of each part that is not released, in the order of the conclusions."""
    for conclusion in draft.conclusions or ():
        for code in conclusion.withheld or (conclusion.letter,):
            basis = kind_of(code).basis
            refusal = [provision for provision in basis if is_refusal_ground(provision)]
            if refusal:
                yield refusal[-1]


def _form_faults(form: RemedyForm, text: str) -> Iterator[str]:
    first, free = form is RemedyForm.FIRST, form is RemedyForm.FREE
    if not SIXTY_DAYS.search(text):
        yield "没有写明60日的复议申请期限，请补写，否则期限最长延至1年"
    if not free and "先" not in text:
        yield "依条例第十四条至第十六条不予公开的，应当告知先申请行政复议，请补写"
    if not free and not FIFTEEN_DAYS.search(text):
        yield "没有写明对复议决定不服的15日起诉期限，请补写"
    if first and SIX_MONTHS.search(text):
        yield "复议前置的答复不得告知可以直接起诉，请删去6个月起诉期限"
    if not first and not SIX_MONTHS.search(text):
        yield f"没有写明6个月的起诉期限（{LITIGATION.art(46, 1)}），请补写"


def _naming_faults(venue: Venue, text: str, on: date) -> Iterator[str]:
    choices = reconsideration_organ(venue.organ, on=on).choices
    for reviewer in venue.reviewers:
        if reviewer.name not in text:
            yield f"没有写明复议机关“{reviewer.name}”，请补写全称"
    if UPPER_NAMED.search(text) and not UPPER & set(choices):
        right = "或者".join(choice.label for choice in choices)
        yield f"上级主管部门不再是复议机关（{RECONSIDERATION.art(24)}），请改为{right}"
    if venue.delivery is Delivery.ONLINE and (not venue.online_channel or venue.online_channel not in text):
        yield f"网上送达的，应当同时写明网上申请复议的渠道（{ONLINE}），请补写网址"
