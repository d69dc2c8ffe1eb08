"""更正本人信息（条例 41）: which record is wrong and what it should say, kept as one text."""

ASKED_TO_BE = "\n要求更正为："


def told(record: str, claimed: str) -> str:
    """Both as one text."""
    return f"{record.strip()}{ASKED_TO_BE}{claimed.strip()}"


def parted(text: str) -> tuple[str, str]:
    """The record, and what it should say; the latter is empty where it was not told apart.

    >>> parted(told("名册中的出生日期", "1990年1月1日"))
    ('名册中的出生日期', '1990年1月1日')
    """
    record, _, claimed = text.partition(ASKED_TO_BE)
    return record, claimed
