"""The letters written on the way: receipts, notices and consultations, none of them contestable."""

from gongkai.law.outcomes.kinds import Evidence, LetterKind
from gongkai.law.statutes import FEE_MEASURES, GIR, HEBEI_NORMS

PROCEDURAL = (
    LetterKind(
        code="L01",
        title="政府信息公开申请登记回执",
        basis=(GIR.art(28), GIR.art(31), GIR.art(45)),
        also=(GIR.art(33, 2), HEBEI_NORMS.part()),
        must_say=("serial", "received_on", "receipt_rule", "channel", "items", "due_on"),
        evidence=(Evidence.RECEIPT,),
    ),
    LetterKind(
        code="L02",
        title="政府信息公开申请补正告知书",
        basis=(GIR.art(30),),
        also=(GIR.art(29, 2),),
        must_say=("received_on", "content", "unclear", "points", "guidance", "deadline", "return_way"),
        evidence=(Evidence.RECEIPT,),
    ),
    LetterKind(
        code="L04",
        title="政府信息公开申请延期答复告知书",
        basis=(GIR.art(33, 2),),
        must_say=("received_on", "content", "reason", "due_on", "extended_to"),
        evidence=(Evidence.HEAD_APPROVAL,),
        is_bound=False,
    ),
    LetterKind(
        code="L05",
        title="政府信息公开征求意见书",
        basis=(GIR.art(15), GIR.art(32)),
        must_say=("record", "concerning", "return_way"),
    ),
    LetterKind(
        code="L06",
        title="政府信息公开征求意见情况告知书",
        basis=(GIR.art(33, 3),),
        also=(GIR.art(32), GIR.art(34)),
        must_say=("received_on", "content", "consulted", "consulted_on", "expected_on"),
        evidence=(Evidence.CONSULTATION_SENT,),
        is_bound=False,
    ),
    LetterKind(
        code="L08",
        title="共同制作政府信息公开征求意见书",
        basis=(GIR.art(34),),
        also=(GIR.art(10, 3),),
        must_say=("record", "proposal", "return_way"),
        is_bound=False,
    ),
    LetterKind(
        code="L09",
        title="政府信息公开协商确认函",
        basis=(GIR.art(11),),
        also=(GIR.art(33, 3),),
        must_say=("record", "questions", "return_by", "return_way"),
    ),
    LetterKind(
        code="L10",
        title="要求说明政府信息公开申请理由告知书",
        basis=(GIR.art(35),),
        must_say=("received_on", "counts", "questions", "deadline", "return_way"),
        evidence=(Evidence.REQUEST_COUNTS,),
        is_bound=False,
    ),
    LetterKind(
        code="L11",
        title="政府信息公开申请延迟答复告知书",
        basis=(GIR.art(35),),
        must_say=("received_on", "content", "reasons_given", "why_later", "later_on"),
        evidence=(Evidence.REASONS_ASKED,),
        is_bound=False,
    ),
    LetterKind(
        code="L28",
        title="政府信息公开信息处理费收费通知书",
        basis=(GIR.art(42), FEE_MEASURES.art(6)),
        also=tuple(FEE_MEASURES.art(number) for number in (2, 3, 4, 5, 7)),
        must_say=("received_on", "content", "tariff", "count_basis", "calculation", "amount", "pay_way"),
        evidence=(Evidence.FEE_CALCULATION,),
        is_bound=False,
    ),
    LetterKind(
        code="L31",
        title="撤回政府信息公开申请确认书",
        basis=(),
        must_say=("received_on", "content", "withdrawn_on", "statement"),
        row_choice="withdrawn_row",
        evidence=(Evidence.WITHDRAWAL,),
    ),
)
