"""Who looks after jobs that did not succeed."""

from rules.permissions import add_perm

from gongkai.organs.models import Role
from gongkai.organs.rules import holds

add_perm("jobs.review", holds(Role.HEAD, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR))
add_perm("jobs.retry", holds(Role.HEAD, Role.ADMINISTRATOR))
