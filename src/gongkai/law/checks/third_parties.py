"""第三方: whom the organ had to ask, what it made of the answer, whom it had to tell (条例 15, 32, 34)."""

from collections.abc import Iterable, Iterator

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.verdicts import Verdict, lacking, verdict
from gongkai.law.events import Party, ThirdPartyTold
from gongkai.law.evidence import PublicInterest, Reading, TakenAs, ThirdPartyFacts
from gongkai.law.procedure import Consultation, Opinion
from gongkai.law.procedure.reckoning import silence_means
from gongkai.law.statutes import GIR, cites

CONSULTED = GIR.art(32)
HARMFUL = GIR.art(15)
CO_MAKERS = GIR.art(34)
PROTECTED = "L16d"
SHORTEST_ASSESSMENT = 20

SILENCE = {
    Opinion.ORGAN_DECIDES: (TakenAs.OWN_DECISION, "第三方逾期未答复，由本机关自行决定", CONSULTED),
    Opinion.DEEMED_CONSENT: (TakenAs.CONSENT, "共同制作机关逾期未答复，视为同意公开", CO_MAKERS),
    Opinion.NO_RULE: (TakenAs.OWN_DECISION, "其他机关未答复不等于同意，由本机关自行决定", GIR.art(11)),
}
SAID = {TakenAs.CONSENT: "同意", TakenAs.OBJECTION: "不同意", TakenAs.OWN_DECISION: "由本机关决定"}


@cites(CONSULTED, HARMFUL)
def c12_third_party_was_asked(file: CaseFile) -> Verdict:
    """Whoever would be harmed was asked in writing, and the organ judged for itself."""
    facts = file.third_party or ThirdPartyFacts()
    if facts.data is None:
        return verdict(CONSULTED, ok="", missing=["是否涉及第三方商业秘密、个人隐私的核查结果"])
    if not facts.data:
        return verdict(
            CONSULTED,
            ok="核查未发现涉及第三方的内容。",
            faults=["以损害第三方权益为由不予公开，却未记明涉及第三方的哪些内容，请先核查"]
            if PROTECTED in file.endings
            else [],
        )
    asked = consulted(file, Party.THIRD_PARTY)
    assessment = facts.assessment
    return verdict(
        CONSULTED,
        ok=f"已就{'、'.join(facts.data)}书面征求{len(asked)}个第三方的意见并自行判断。",
        faults=[
            f"涉及第三方的{'、'.join(facts.data)}，尚未书面征求意见：请发征求意见书（L05），给15个工作日"
            if not asked
            else None,
            *_open_consultations(asked),
            f"本机关的判断只有{len(assessment)}个字，不能照抄第三方意见：请写明是否损害、理由是否成立"
            if assessment and len(assessment) < SHORTEST_ASSESSMENT
            else None,
        ],
        missing=[
            *(
                f"征求意见书送达{one.party}的日期"
                for one in asked
                if not one.received_on and not one.answered_on
            ),
            *lacking({"本机关对是否损害第三方权益的判断": assessment}),
        ],
    )


@cites(CONSULTED, CO_MAKERS)
def c13_silence_is_read_rightly(file: CaseFile) -> Verdict:
    """A third party's silence leaves the decision to the organ; a co-maker's is consent."""
    readings = {reading.party: reading for reading in (file.third_party or ThirdPartyFacts()).readings}
    silent = [one for one in consulted(file) if one.lapsed_on]
    answered = [one for one in consulted(file) if one.answered_on]
    return verdict(
        f"{CONSULTED}、{CO_MAKERS.place}",
        ok="对逾期未答复和已有答复的认定符合规定。",
        faults=[
            *(_misread_silence(one, readings.get(one.party)) for one in silent),
            *(_misread_answer(one, readings.get(one.party)) for one in answered),
        ],
        missing=[
            f"对{one.party}逾期未答复如何认定（{SILENCE[silence_means(one.kind)][1]}）"
            for one in silent
            if (reading := readings.get(one.party)) is None or reading.taken_as is None
        ],
    )


@cites(CONSULTED, HARMFUL)
def c14_release_over_objection_was_explained(file: CaseFile) -> Verdict:
    """A release over an objection has reasons on file, and the third party was told of them in writing."""
    facts = file.public_interest or PublicInterest()
    told = {
        event.party for event in file.happened(ThirdPartyTold) if not file.sent_on or event.on <= file.sent_on
    }
    against = objectors(file)
    untold = [one.party for one in against if one.party not in told]
    reasoned = facts.harm_of_refusal or all(_found_unreasonable(file, one.party) for one in against)
    return verdict(
        CONSULTED,
        ok="已记明公开的理由，并书面告知第三方公开的内容和理由。",
        faults=[
            f"尚未书面告知{'、'.join(untold)}：请先送达决定公开告知书（L07），写明公开的内容和理由，再答复申请人"
            if untold
            else None,
            "告知书没有写明决定公开的内容，请补正后重新送达第三方" if facts.told_content is False else None,
            "告知书没有写明公开的理由，请补正后重新送达第三方" if facts.told_reasons is False else None,
        ],
        missing=[
            None if reasoned else "不公开对公共利益的重大影响，或者第三方理由不成立的说明",
            *lacking({"告知内容的核对": facts.told_content, "告知理由的核对": facts.told_reasons}),
        ],
    )


def consulted(file: CaseFile, kind: Party | None = None) -> tuple[Consultation, ...]:
    """The consultations of a file, all or of one kind of party."""
    found: Iterable[Consultation] = file.case.consultations if file.case else ()
    return tuple(one for one in found if kind is None or one.kind is kind)


def objectors(file: CaseFile) -> tuple[Consultation, ...]:
    """The third parties who said no."""
    return tuple(one for one in consulted(file, Party.THIRD_PARTY) if one.opinion is Opinion.OBJECTED)


def _open_consultations(asked: Iterable[Consultation]) -> Iterator[str]:
    for one in asked:
        if one.is_open:
            yield f"{one.party}尚未答复且答复期限未记为届满，请等待答复或者登记期满"


def _misread_silence(one: Consultation, reading: Reading | None) -> str | None:
    if reading is None or reading.taken_as is None:
        return None
    right, says, basis = SILENCE[silence_means(one.kind)]
    if reading.taken_as is right:
        return None
    return f"{one.party}逾期未答复被当作“{SAID[reading.taken_as]}”，应为：{says}（{basis}），请改正"


def _misread_answer(one: Consultation, reading: Reading | None) -> str | None:
    if reading is None or reading.taken_as is None:
        return None
    opposite = {Opinion.AGREED: TakenAs.OBJECTION, Opinion.OBJECTED: TakenAs.CONSENT}
    if reading.taken_as is not opposite.get(one.opinion):
        return None
    answer = "同意" if one.opinion is Opinion.AGREED else "不同意"
    return f"{one.party}答复{answer}，却被当作“{SAID[reading.taken_as]}”，请改正"


def _found_unreasonable(file: CaseFile, party: str) -> bool:
    """Whether the office wrote down why this party's reasons do not hold."""
    readings = (file.third_party or ThirdPartyFacts()).readings
    return any(
        reading.party == party and reading.taken_as is TakenAs.OWN_DECISION and bool(reading.reason)
        for reading in readings
    )
