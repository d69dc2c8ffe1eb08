"""Who may do what with figures of visits and with what readers reported."""

from rules.permissions import add_perm

from gongkai.organs.models import Role
from gongkai.organs.rules import OFFICERS, holds

VIEW_VISITS, IMPORT_VISITS = "channels.view_visits", "channels.import_visits"
VIEW_ERRORS, HANDLE_ERRORS = "channels.view_errors", "channels.handle_errors"

add_perm(VIEW_VISITS, holds(*OFFICERS, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR))
add_perm(IMPORT_VISITS, holds(Role.HEAD, Role.PUBLISHER, Role.ADMINISTRATOR))
add_perm(VIEW_ERRORS, holds(*OFFICERS, Role.SUPERVISOR, Role.AUDITOR))
add_perm(HANDLE_ERRORS, holds(Role.CLERK, Role.HEAD, Role.PUBLISHER))
