"""Jobs that did not succeed: why, and trying again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from gongkai.desk.http import StaffRequest, needs
from gongkai.desk.jobs.tables import JobFilter, JobTable
from gongkai.desk.listing import listing
from gongkai.jobs.actions import retry
from gongkai.jobs.job import label_of
from gongkai.jobs.queries import keeper_for, troubled
from gongkai.ledger.actions import RefusedError

GONE = "此任务已经办成，或者不在您可以查看的范围内；请看最新的列表。"


@require_safe
@needs("jobs.review")
def jobs(request: StaffRequest) -> HttpResponse:
    """The jobs of the organs that the person may see, newest first; of the installation for its keepers."""
    keeper = keeper_for(request.user)
    chosen = JobFilter(request.GET, queryset=troubled(keeper=keeper))
    return listing(
        request,
        JobTable(chosen.qs),
        template="desk/jobs/list.html",
        name="未办成的任务",
        context={
            "filter": chosen,
            "may_retry": request.user.has_perm("jobs.retry"),
            "keeps_installation": keeper is not None,
        },
    )


@require_POST
@needs("jobs.retry")
def try_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a job that was given up be tried again."""
    job = troubled(keeper=keeper_for(request.user)).filter(pk=pk).first()
    if job is None:
        messages.warning(request, GONE)
        return redirect("desk:jobs")
    if not request.user.has_perm("jobs.retry", job):
        raise PermissionDenied("jobs.retry")
    try:
        retry(job, on=localdate(), by=request.user)
    except RefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"“{label_of(job.task_name)}”已重新排队，通常几秒内开始办理。")
    return redirect("desk:jobs")
