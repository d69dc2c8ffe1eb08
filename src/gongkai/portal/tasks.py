"""Jobs of the portal: what was made of a published text goes when the text changes or is withdrawn."""

from gongkai.jobs.job import AT_ONCE, job
from gongkai.ledger.models import Entry
from gongkai.portal.pages.printing import forget


@job(name="portal.forget_documents", label="清除旧的下载文件", queue=AT_ONCE)
def forget_documents(*, entry: int, organ: int) -> None:  # noqa: ARG001  every job is of an organ
    """Remove the Word and PDF files that were made of an item as it read before."""
    _, _, item = Entry.objects.get(pk=entry).about.partition(":")
    forget(int(item))
