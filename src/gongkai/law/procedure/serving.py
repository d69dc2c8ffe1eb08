"""送达、归档: the letter leaves the house, arrives or comes back, and the file is closed."""

from dataclasses import replace
from datetime import date

from gongkai.law.events import Archived, Party, Returned, Sent, ServedBySignature, ThirdPartyTold
from gongkai.law.procedure.case import Case, Opinion
from gongkai.law.procedure.move import ANY_KIND, Move, from_states
from gongkai.law.procedure.reckoning import Rules
from gongkai.law.procedure.states import ABANDONED, DISPUTED, State
from gongkai.law.statutes import GIR, SERVICE_NOTICE, cites

RELEASED = "L13"


@cites(GIR.art(32))
def third_parties_are_told(case: Case, _on: date, _rules: Rules) -> str | None:
    """Who objected to a release is told of it, with content and reasons, before the letter leaves."""
    if case.reply is None or case.reply.letter != RELEASED:
        return None
    untold = [
        asked.party
        for asked in case.consultations
        if asked.kind is Party.THIRD_PARTY
        and asked.opinion is Opinion.OBJECTED
        and asked.party not in case.third_parties_told
    ]
    if not untold:
        return None
    return f"{'、'.join(untold)}不同意公开，决定公开的，请先将公开的内容和理由书面告知该第三方"


@cites(GIR.art(32))
def some_third_party_was_asked(case: Case, _on: date, _rules: Rules) -> str | None:
    """Only where a third party was consulted is there one to tell of the release."""
    asked = any(asked.kind is Party.THIRD_PARTY for asked in case.consultations)
    return None if asked else "本件没有征求过第三方意见，不需要告知第三方"


@cites(GIR.art(32))
def told_party_was_consulted(case: Case, event: ThirdPartyTold, _rules: Rules) -> str | None:
    """Only a third party that was asked is told of the release."""
    asked = {asked.party for asked in case.consultations if asked.kind is Party.THIRD_PARTY}
    return None if event.party in asked else f"没有向第三方“{event.party}”征求过意见，请核对名称"


@cites(SERVICE_NOTICE.part())
def is_on_its_way(case: Case, _on: date, _rules: Rules) -> str | None:
    """A letter is signed for once, after it was sent."""
    if case.reply is None or case.reply.sent_on is None:
        return "答复尚未发出"
    return f"答复已于{case.reply.served_on}送达" if case.reply.served_on else None


@cites(GIR.art(45))
def file_is_complete(case: Case, _on: date, _rules: Rules) -> str | None:
    """A file is archived when the reply has been served, or the request ended without one."""
    if case.reply is None or case.reply.signed_on is None:
        return None if case.closed_on else "本件尚未办结，不能归档"
    return None if case.reply.served_on else "没有答复的送达凭证，请先登记送达"


def send(case: Case, event: Sent, _rules: Rules) -> Case:
    if case.reply is None:
        return case
    first = case.reply.first_sent_on or event.on
    sent = replace(case.reply, way=event.way, proof=event.proof, first_sent_on=first, sent_on=event.on)
    return replace(case, reply=sent)


def serve(case: Case, event: ServedBySignature, _rules: Rules) -> Case:
    return replace(case, reply=replace(case.reply, served_on=event.on) if case.reply else None)


def come_back(case: Case, event: Returned, _rules: Rules) -> Case:
    if case.reply is None:
        return case
    back = replace(case.reply, sent_on=None, returned=(*case.reply.returned, event.on))
    return replace(case, reply=back)


def tell_third_party(case: Case, event: ThirdPartyTold, _rules: Rules) -> Case:
    return replace(case, third_parties_told=(*case.third_parties_told, event.party))


def archive(case: Case, event: Archived, _rules: Rules) -> Case:
    return replace(case, archived_on=event.on)


def served_or_disputed(case: Case) -> State:
    """Proof of service may come in when the reply is already contested."""
    return case.state if case.state in DISPUTED else State.SERVED


MOVES = (
    Move(
        number="E32",
        event=Sent,
        label="发出答复",
        sources=from_states(State.SIGNED),
        targets=(State.SENT,),
        when=(third_parties_are_told,),
        change=send,
        clock="邮寄的以交邮之日为答复之日；直接送达的至签收为止",
        basis=SERVICE_NOTICE.part(),
        kinds=ANY_KIND,
    ),
    Move(
        number="E33a",
        event=ServedBySignature,
        label="登记送达",
        sources=from_states(State.SENT) | DISPUTED,
        targets=(State.SERVED, *DISPUTED),
        choose=served_or_disputed,
        when=(is_on_its_way,),
        change=serve,
        clock="直接送达、委托送达的以签收之日为答复之日",
        basis=SERVICE_NOTICE.part(),
        kinds=ANY_KIND,
    ),
    Move(
        number="E33b",
        event=Returned,
        label="登记退回",
        sources=from_states(State.SENT),
        targets=(State.SIGNED,),
        change=come_back,
        clock="恢复计算，重新发出后停止",
        basis=SERVICE_NOTICE.part(),
        kinds=ANY_KIND,
    ),
    Move(
        number="E34",
        event=ThirdPartyTold,
        label="告知第三方决定公开",
        sources=from_states(State.DRAFTED, State.SIGNED),
        targets=(),
        when=(some_third_party_was_asked,),
        given=(told_party_was_consulted,),
        change=tell_third_party,
        clock="不停止",
        basis=GIR.art(32),
    ),
    Move(
        number="E35",
        event=Archived,
        label="归档",
        sources=from_states(State.SERVED) | ABANDONED | DISPUTED,
        targets=(State.ARCHIVED,),
        when=(file_is_complete,),
        change=archive,
        clock="不变",
        basis=GIR.art(45),
        kinds=ANY_KIND,
    ),
)
