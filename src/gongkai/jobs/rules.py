"""Who looks after jobs that did not succeed."""

from rules.permissions import add_perm
from rules.predicates import predicate

from gongkai.jobs.models import TroubledJob
from gongkai.organs.models import Role, User
from gongkai.organs.rules import holds


@predicate(name="of an organ")
def of_an_organ(user: User, job: TroubledJob | None = None) -> bool:  # noqa: ARG001  the rules hand it in
    """Whether a job is the business of one organ, and not of the whole installation."""
    return job is None or not job.is_of_installation


add_perm("jobs.review", holds(Role.HEAD, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR))
add_perm("jobs.retry", holds(Role.ADMINISTRATOR) | (holds(Role.HEAD) & of_an_organ))
