"""不予公开的理由: what the file must hold before information is refused (条例 14, 16, 37)."""

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.verdicts import Verdict, lacking, verdict
from gongkai.law.evidence import (
    EnforcementFile,
    HarmAssessment,
    InternalAffairs,
    InternalKind,
    ProcessKind,
    ProcessRecord,
    SecretClassification,
    Separation,
)
from gongkai.law.statutes import GIR, INTERPRETATION_2025, PENALTIES, STATE_SECRETS, cites

SEPARATION = GIR.art(37)
SECRETS_AND_SAFETY = GIR.art(14)
INTERNAL = GIR.art(16, 1)
PROCESS = GIR.art(16, 2)


@cites(INTERNAL, INTERPRETATION_2025.part())
def c10_internal_paper_stayed_inside(file: CaseFile) -> Verdict:
    """A paper is internal only if it is of the three kinds and had no effect outside."""
    facts = file.internal or InternalAffairs()
    answers = {
        "是否对外使用": facts.used_outside,
        "是否送交外单位或者当事人": facts.sent_outside,
        "是否被行政决定引用": facts.cited_in_decision,
    }
    yes = [name.removeprefix("是否") for name, answer in answers.items() if answer]
    return verdict(
        INTERNAL,
        ok="属于三类内部事务信息，且未对外发生效力。",
        faults=[
            f"该信息已{'、'.join(yes)}，不是单纯的内部事务信息：请改按应当公开或者其他条款重新判断"
            if yes
            else None,
            "该信息不属于人事管理、后勤管理、内部工作流程三类，请改用其他条款或者予以公开"
            if facts.kind is InternalKind.NONE_OF_THEM
            else None,
        ],
        missing=lacking({"内部事务信息的类别": facts.kind, **answers}),
    )


@cites(SEPARATION)
def c11_separation_was_considered(file: CaseFile) -> Verdict:
    """A full refusal says why no part can be released."""
    facts = file.separation or Separation()
    return verdict(
        SEPARATION,
        ok="已判断不能区分处理并记明理由。",
        faults=[
            "该信息可以区分处理，不得全部不予公开：请改用部分公开答复书（L15），提供可以公开的部分"
            if facts.is_separable
            else None
        ],
        missing=[
            "能否区分处理的判断" if facts.is_separable is None else None,
            "不能区分处理的理由" if facts.is_separable is False and not facts.why_not else None,
        ],
    )


@cites(SECRETS_AND_SAFETY, STATE_SECRETS.part(), INTERPRETATION_2025.part())
def c15_secret_was_classified_before(file: CaseFile) -> Verdict:
    """A state secret has level, mark, period and authority, and was fixed before the request."""
    facts = file.secret or SecretClassification()
    asked_on, fixed_on, ends = file.asked_on, facts.classified_on, facts.expires_on
    late = fixed_on is not None and asked_on is not None and fixed_on >= asked_on
    return verdict(
        SECRETS_AND_SAFETY,
        ok=f"定密在先，密级、标志、期限、定密机关齐全（{facts.level}，{facts.authority}）。",
        faults=[
            f"定密日期{fixed_on}不早于申请日期{asked_on}，不能作为不予公开的依据："
            "请报保密行政管理部门确定，或者改用其他条款"
            if late
            else None,
            f"保密期限已于{ends}届满，不再是国家秘密：请按解密后信息重新审查"
            if ends and ends < file.on
            else None,
            "载体没有国家秘密标志，请先核实定密是否有效" if facts.is_marked is False else None,
        ],
        missing=lacking(
            {
                "密级": facts.level,
                "国家秘密标志的核对结果": facts.is_marked,
                "保密期限": facts.period,
                "定密机关": facts.authority,
                "定密日期": fixed_on,
                "申请提交日期": asked_on,
            }
        ),
    )


@cites(SECRETS_AND_SAFETY, INTERPRETATION_2025.part())
def c16_harm_is_concrete(file: CaseFile) -> Verdict:
    """三安全一稳定 names the interest, the concrete harm and what shows it."""
    facts = file.harm or HarmAssessment()
    return verdict(
        SECRETS_AND_SAFETY,
        ok=f"已写明危及{facts.interest}的具体后果并附依据。",
        faults=[
            "没有证据或者评估材料，只有结论：请补充评估记录后再以危及“三安全一稳定”为由不予公开"
            if facts.evidence == ()
            else None
        ],
        missing=lacking(
            {
                "可能危及的具体利益（国家安全、公共安全、经济安全、社会稳定）": facts.interest,
                "公开后的具体危害": facts.harm,
                "证据或者评估材料": facts.evidence,
            }
        ),
    )


@cites(PROCESS)
def c17_process_ground_still_holds(file: CaseFile) -> Verdict:
    """Process information is of the four kinds, undecided or still shielded, and not opened by a text."""
    facts = file.process or ProcessRecord()
    decided_bare = facts.matter_is_decided and not facts.still_shielded_because
    return verdict(
        PROCESS,
        ok="属于四类过程性信息，理由仍然成立。",
        faults=[
            "该信息不属于讨论记录、过程稿、磋商信函、请示报告四类，请改用其他条款或者予以公开"
            if facts.kind is ProcessKind.NONE_OF_THEM
            else None,
            "事项已经办结，请写明仍不公开的理由，或者予以公开" if decided_bare else None,
            _opened(facts.opened_by),
        ],
        missing=lacking(
            {
                "过程性信息的类别": facts.kind,
                "所涉事项是否办结": facts.matter_is_decided,
                "法律、法规、规章有无应当公开规定的核查结果": facts.opened_by,
            }
        ),
    )


@cites(PROCESS, PENALTIES.art(48))
def c18_no_text_opens_the_enforcement_file(file: CaseFile) -> Verdict:
    """An enforcement file stays shut only where no law, regulation or rule opens it."""
    facts = file.enforcement or EnforcementFile()
    return verdict(
        PROCESS,
        ok="没有法律、法规、规章规定该案卷信息应当公开。",
        faults=[
            f"该文书属于依法应当公示的行政执法决定（{PENALTIES.art(48)}），请予以公开或者告知公示途径"
            if facts.is_published_decision
            else None,
            _opened(facts.opened_by),
        ],
        missing=lacking(
            {
                "该文书是否属于应当公示的行政执法决定": facts.is_published_decision,
                "法律、法规、规章有无应当公开规定的核查结果": facts.opened_by,
            }
        ),
    )


def _opened(by: tuple[str, ...] | None) -> str | None:
    return f"{'、'.join(by)}规定应当公开，从其规定：请予以公开" if by else None
