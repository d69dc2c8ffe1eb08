"""Who may do what with figures of visits."""

from rules.permissions import add_perm

from gongkai.organs.models import Role
from gongkai.organs.rules import OFFICERS, holds

VIEW_VISITS, IMPORT_VISITS = "channels.view_visits", "channels.import_visits"

add_perm(VIEW_VISITS, holds(*OFFICERS, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR))
add_perm(IMPORT_VISITS, holds(Role.HEAD, Role.PUBLISHER, Role.ADMINISTRATOR))
