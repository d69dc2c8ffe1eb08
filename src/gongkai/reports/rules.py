"""Who may do what with annual reports."""

from rules.permissions import add_perm

from gongkai.organs.models import Role
from gongkai.organs.rules import OFFICERS, holds

add_perm("reports.view", holds(*OFFICERS, Role.SUPERVISOR, Role.AUDITOR))
add_perm("reports.write", holds(Role.CLERK, Role.REVIEWER, Role.HEAD))
add_perm("reports.close", holds(Role.HEAD))
add_perm("reports.publish", holds(Role.HEAD, Role.PUBLISHER))
add_perm("reports.roll_up", holds(Role.SUPERVISOR, Role.AUDITOR))
