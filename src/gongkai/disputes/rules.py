"""Who may do what with disputes."""

from rules.permissions import add_perm

from gongkai.organs.models import Role
from gongkai.organs.rules import OFFICERS, holds

add_perm("disputes.view", holds(*OFFICERS, Role.SUPERVISOR, Role.AUDITOR))
add_perm("disputes.handle", holds(Role.CLERK, Role.REVIEWER, Role.HEAD, Role.LEGAL))
