"""三审三校、保密审查: the order of the stages, and where each decision leads. Pure."""

from gongkai.catalogue.choices import Conclusion, State
from gongkai.law.disclosure import Attribute

REVIEWS = (State.FIRST, State.SECOND, State.FINAL)
NEXT = {State.FIRST: State.SECOND, State.SECOND: State.FINAL, State.FINAL: State.SECRECY}


def after_review(stage: State) -> State:
    """Where an item goes once a stage has passed it.

    >>> after_review(State.FINAL).label
    '待保密审查'
    """
    return NEXT[stage]


def after_secrecy(attribute: Attribute, conclusion: Conclusion) -> State:
    """Where an item goes with a conclusion of the secrecy review.

    What may be open only in part goes back to be cut; what may not be open cannot stay 主动公开 or
    依申请公开; what could not be decided waits for the competent authority (条例 17).
    """
    match conclusion:
        case Conclusion.REFERRED:
            return State.SECRECY
        case Conclusion.IN_PART:
            return State.DRAFT
        case Conclusion.CLOSED if attribute is not Attribute.CLOSED:
            return State.DRAFT
        case Conclusion.OPEN if attribute is Attribute.ACTIVE:
            return State.READY
    return State.FILED
