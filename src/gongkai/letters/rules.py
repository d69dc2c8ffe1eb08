"""Who may write, sign and send letters."""

from rules.permissions import add_perm

from gongkai.organs.models import Role
from gongkai.organs.rules import holds

add_perm("letters.draft", holds(Role.CLERK, Role.REVIEWER, Role.HEAD))
add_perm("letters.sign", holds(Role.HEAD, Role.LEADER))
add_perm("letters.set_head", holds(Role.HEAD, Role.ADMINISTRATOR))
