"""Who may do what with requests."""

from rules.permissions import add_perm

from gongkai.organs.models import Role
from gongkai.organs.rules import OFFICERS, holds, supervises

add_perm("requests.view", holds(*OFFICERS, Role.SUPERVISOR, Role.AUDITOR))
add_perm("requests.handle", holds(Role.CLERK, Role.REVIEWER, Role.HEAD))
add_perm("requests.extend", holds(Role.HEAD))
add_perm("requests.review_disclosure", holds(Role.REVIEWER, Role.HEAD))
add_perm("requests.review_secrecy", holds(Role.SECRECY))
add_perm("requests.review_legal", holds(Role.LEGAL))
add_perm("requests.sign", holds(Role.HEAD, Role.LEADER))
add_perm("requests.see_applicant", holds(Role.CLERK, Role.REVIEWER, Role.HEAD))
add_perm("requests.supervise", supervises)
add_perm("requests.subscribe", holds(*OFFICERS))
