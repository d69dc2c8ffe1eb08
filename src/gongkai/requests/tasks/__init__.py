"""Jobs about requests; the queue finds them here."""

from gongkai.requests.tasks.receipts import mail_receipt, write_receipt
from gongkai.requests.tasks.recomputing import recompute, recompute_all

__all__ = ["mail_receipt", "recompute", "recompute_all", "write_receipt"]
