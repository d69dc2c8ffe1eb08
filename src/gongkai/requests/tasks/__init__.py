"""Jobs about requests; the queue finds them here."""

from gongkai.requests.tasks.applicants import tell_of_applicant
from gongkai.requests.tasks.receipts import mail_parts, mail_receipt, write_receipt
from gongkai.requests.tasks.recomputing import recompute, recompute_all, recompute_one
from gongkai.requests.tasks.supervising import escalate, escalate_all, tell_of_urging

__all__ = [
    "escalate",
    "escalate_all",
    "mail_parts",
    "mail_receipt",
    "recompute",
    "recompute_all",
    "recompute_one",
    "tell_of_applicant",
    "tell_of_urging",
    "write_receipt",
]
