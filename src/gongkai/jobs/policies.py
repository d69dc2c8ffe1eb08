"""Rows of the system's own jobs, whatever their organ, and of jobs that belong to none."""

from gongkai.isolation.policies import SELF, in_write
from gongkai.organs.models import User

BY_SYSTEM = f"{SELF} = (SELECT id FROM organs_user WHERE email = '{User.SYSTEM_EMAIL}')"  # noqa: S608  our own constant
# Who may change a topmost organ; what is no organ's business is theirs.
KEEPS_INSTALLATION = f"""EXISTS (SELECT 1 FROM organs_organ AS topmost
    WHERE topmost.superior_id IS NULL AND {in_write("topmost.id")})"""  # noqa: S608  our own constants
