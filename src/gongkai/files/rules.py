"""Who may do what with files."""

from rules.permissions import add_perm

from gongkai.organs.models import Role
from gongkai.organs.rules import OFFICERS, holds

add_perm("files.view", holds(*Role))
add_perm("files.store", holds(*OFFICERS, Role.ADMINISTRATOR))
add_perm("files.remove", holds(*OFFICERS, Role.ADMINISTRATOR))
