"""署名、用印、送达: under whose name the letter goes, how, and what must not be in it."""

from collections.abc import Iterator

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.personal_data import bare
from gongkai.law.checks.verdicts import Verdict, lacking, verdict
from gongkai.law.events import Delivery, Signed
from gongkai.law.evidence import Hit, OutgoingFile, Recipient, Service, Signing
from gongkai.law.statutes import GIR, INTERPRETATION_2021, POSTAL, SERVICE_NOTICE, cites

SERVED = SERVICE_NOTICE.part()
SIGNED_BY = INTERPRETATION_2021.art(6)
PRIVATE = GIR.art(15)
MAILED = frozenset({Delivery.POST, Delivery.COURIER})
POSTAL_NAMES = ("邮政", "EMS")


@cites(SERVED, POSTAL.art(55))
def c27_service_is_lawful(file: CaseFile) -> Verdict:
    """The letter goes by hand, by an entrusted organ or by post, and to the address asked for."""
    facts = file.service or Service()
    by_post = facts.way in MAILED
    late = by_post and file.sent_on and file.due_on and file.sent_on > file.due_on
    return verdict(
        SERVED,
        ok="送达方式、地址符合要求。",
        faults=_service_faults(facts),
        past=[f"交寄日期{file.sent_on}晚于答复期限{file.due_on}，请记入台账" if late else None],
        missing=[
            *lacking({"送达方式": facts.way}),
            *(
                lacking(
                    {
                        "承运单位": facts.carrier,
                        "申请人指定的地址": facts.address_asked,
                        "邮件所写地址": facts.address_used,
                    }
                )
                if by_post
                else ()
            ),
            *(
                lacking({"申请人是否要求网上送达": facts.online_was_asked})
                if facts.way is Delivery.ONLINE
                else ()
            ),
            "交寄凭证或者签收凭证（答复已经发出）" if file.sent_on and not facts.receipt else None,
        ],
    )


def _service_faults(facts: Service) -> Iterator[str | None]:
    by_post, carrier = facts.way in MAILED, facts.carrier
    private = by_post and carrier and not is_postal(carrier)
    misnamed = facts.way is Delivery.COURIER and carrier and is_postal(carrier)
    elsewhere = facts.address_asked and facts.address_used and facts.address_used != facts.address_asked
    yield (
        f"{carrier}不是邮政企业，不得寄递国家机关公文（{POSTAL.art(55)}）："
        "请改用邮政挂号信、邮政特快专递或者直接送达"
        if private
        else None
    )
    yield f"{carrier}是邮政企业，送达方式请由“快递”改为“邮寄”" if misnamed else None
    yield (
        f"邮件地址“{facts.address_used}”与申请人指定的“{facts.address_asked}”不一致，请按申请人的地址送达"
        if by_post and elsewhere
        else None
    )
    yield (
        "申请人没有要求网上送达，请按其要求的方式送达"
        if facts.way is Delivery.ONLINE and facts.online_was_asked is False
        else None
    )


@cites(GIR.art(36), SIGNED_BY)
def c30_signature_and_recital_are_right(file: CaseFile) -> Verdict:
    """The organ or its disclosure office signs; the letter is sealed and recites the right day and name."""
    facts = file.signing or Signing()
    organ = file.organ
    own = {organ.name, organ.disclosure_office} - {None}
    recited, received = facts.recited_receipt, file.received_on
    named, applicant = facts.recited_applicant, file.applicant.name
    signed = bool(file.this_round(Signed))
    return verdict(
        SIGNED_BY,
        ok=f"以{facts.signer}名义署名，收到日期和申请人姓名无误。"
        + ("" if facts.signer == organ.name else "以办公机构自己名义答复的，诉讼中以其为被告。"),
        faults=[
            f"署名“{facts.signer}”既不是本机关也不是本机关的政府信息公开工作机构，请改以{organ.name}名义答复"
            if facts.signer and organ.name and facts.signer not in own
            else None,
            f"文中写收到申请之日为{recited}，登记为{received}，请更正"
            if recited and received and recited != received
            else None,
            f"文中称申请人“{named}”，登记为“{applicant}”，请更正"
            if named and applicant and named != applicant
            else None,
            "已签发的文书没有加盖印章，请补盖后再送达" if signed and facts.is_sealed is False else None,
        ],
        missing=lacking(
            {
                "本机关全称": organ.name,
                "署名": facts.signer,
                "登记的收到申请之日": received,
                "文中的收到申请之日": recited,
                "登记的申请人姓名": applicant,
                "文中的申请人姓名": named,
                **({"用印情况（文书已签发）": facts.is_sealed} if signed else {}),
            }
        ),
    )


@cites(PRIVATE, GIR.art(32))
def c31_nothing_private_leaks(file: CaseFile) -> Verdict:
    """No outgoing file carries numbers of other people; a third party's letter nothing of the applicant."""
    files = file.outgoing
    if files is None:
        return verdict(PRIVATE, ok="", missing=["送出文件的个人信息扫描结果"])
    leaks = [(one, hit) for one in files for hit in leaking(one, file)]
    return verdict(
        PRIVATE,
        ok=f"已扫描{len(files)}份送出文件，没有需要遮盖的个人信息。",
        faults=[
            f"《{one.name}》第{hit.at + 1}个字处有{hit.datum}“{hit.text[:3]}…”，请遮盖后再送出"
            for one, hit in leaks
        ],
        missing=[
            "送出文件清单" if not files else None,
            *(f"《{one.name}》的个人信息扫描结果" for one in files if one.hits is None),
        ],
    )


def leaking(outgoing: OutgoingFile, file: CaseFile) -> tuple[Hit, ...]:
    """The hits that have no business in this file.

    The organ's own telephones may stand anywhere, the applicant's own data in what goes to him,
    and what a person looked at and cleared.
    """
    allowed = {bare(text) for text in (*file.organ.phones, *outgoing.cleared)}
    if outgoing.to is Recipient.APPLICANT:
        allowed |= {bare(text) for text in (*file.applicant.own_data, file.applicant.name or "")}
    return tuple(hit for hit in outgoing.hits or () if bare(hit.text) not in allowed)


def is_postal(carrier: str) -> bool:
    """Whether the carrier is the postal enterprise.

    >>> is_postal("中国邮政速递物流（EMS）"), is_postal("某某速运")
    (True, False)
    """
    return any(name in carrier.upper() for name in POSTAL_NAMES)
