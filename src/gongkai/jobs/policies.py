"""Rows that only the system's own jobs may see or change, whatever their organ."""

from gongkai.isolation.policies import SELF
from gongkai.organs.models import User

BY_SYSTEM = f"{SELF} = (SELECT id FROM organs_user WHERE email = '{User.SYSTEM_EMAIL}')"  # noqa: S608  our own constant
