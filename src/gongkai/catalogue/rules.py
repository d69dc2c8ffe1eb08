"""Who may do what in the catalogue: three reviewers of three ranks, the secrecy officer, the publisher."""

from collections.abc import Mapping

from rules.permissions import add_perm

from gongkai.catalogue.choices import State
from gongkai.organs.models import Role
from gongkai.organs.rules import OFFICERS, holds

DRAFT = "catalogue.draft"
PUBLISH = "catalogue.publish"
KEEP_COLUMNS = "catalogue.keep_columns"
# Which permission each stage of the chain asks for.
STAGE_PERMISSIONS: Mapping[str, str] = {
    State.FIRST: "catalogue.review_first",
    State.SECOND: "catalogue.review_second",
    State.FINAL: "catalogue.review_final",
    State.SECRECY: "catalogue.review_secrecy",
}

add_perm("catalogue.view", holds(*OFFICERS, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR))
add_perm(KEEP_COLUMNS, holds(Role.HEAD, Role.PUBLISHER, Role.ADMINISTRATOR))
add_perm(DRAFT, holds(Role.CLERK, Role.REVIEWER, Role.HEAD, Role.PUBLISHER))
add_perm(STAGE_PERMISSIONS[State.FIRST], holds(Role.REVIEWER, Role.LEGAL))
add_perm(STAGE_PERMISSIONS[State.SECOND], holds(Role.HEAD))
add_perm(STAGE_PERMISSIONS[State.FINAL], holds(Role.LEADER))
add_perm(STAGE_PERMISSIONS[State.SECRECY], holds(Role.SECRECY))
add_perm("catalogue.justify", holds(Role.REVIEWER, Role.HEAD, Role.LEADER, Role.SECRECY, Role.PUBLISHER))
add_perm(PUBLISH, holds(Role.PUBLISHER, Role.HEAD))
