"""Who may do what in the catalogue: three reviewers of three ranks, the secrecy officer, the publisher."""

from collections.abc import Mapping

from rules.permissions import add_perm

from gongkai.catalogue.choices import State
from gongkai.organs.models import Role
from gongkai.organs.rules import OFFICERS, holds

DRAFT = "catalogue.draft"
JUSTIFY = "catalogue.justify"
PUBLISH = "catalogue.publish"
KEEP_COLUMNS = "catalogue.keep_columns"
KEEP_TOPICS = "catalogue.keep_topics"
KEEP_GUIDE = "catalogue.keep_guide"
# Which permission each stage of the chain asks for.
STAGE_PERMISSIONS: Mapping[str, str] = {
    State.FIRST: "catalogue.review_first",
    State.SECOND: "catalogue.review_second",
    State.FINAL: "catalogue.review_final",
    State.SECRECY: "catalogue.review_secrecy",
}
# Whose turn it is at each state.
TURNS: Mapping[str, tuple[Role, ...]] = {
    State.DRAFT: (Role.CLERK, Role.REVIEWER, Role.HEAD, Role.PUBLISHER),
    State.FIRST: (Role.REVIEWER, Role.LEGAL),
    State.SECOND: (Role.HEAD,),
    State.FINAL: (Role.LEADER,),
    State.SECRECY: (Role.SECRECY,),
    State.READY: (Role.PUBLISHER, Role.HEAD),
}

add_perm("catalogue.view", holds(*OFFICERS, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR))
add_perm(KEEP_COLUMNS, holds(Role.HEAD, Role.PUBLISHER, Role.ADMINISTRATOR))
add_perm(KEEP_TOPICS, holds(*TURNS[State.READY]))
add_perm(KEEP_GUIDE, holds(*TURNS[State.READY]))
add_perm(DRAFT, holds(*TURNS[State.DRAFT]))
add_perm(JUSTIFY, holds(Role.REVIEWER, Role.HEAD, Role.LEADER, Role.SECRECY, Role.PUBLISHER))
add_perm(PUBLISH, holds(*TURNS[State.READY]))
for stage, permission in STAGE_PERMISSIONS.items():
    add_perm(permission, holds(*TURNS[stage]))
