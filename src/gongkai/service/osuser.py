"""The operating system's user that PostgreSQL runs as where we are root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME, LAST_RESORT = "gongkai", "nobody"


@dataclass(frozen=True, slots=True)
class OsUser:
    """A user without rights of its own."""

    uid: int
    gid: int

    def as_arguments(self) -> dict[str, Any]:
        """What ``subprocess`` needs to run a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a path to this user."""
        os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Whether this user can walk to a path; nobody's permissions are loosened for it."""
        return all(self._may_pass(folder) for folder in path.parents)

    def _may_pass(self, folder: Path) -> bool:
        try:
            found = folder.stat()
        except FileNotFoundError:
            return True
        shift = 6 if found.st_uid == self.uid else 3 if found.st_gid == self.gid else 0
        return bool(found.st_mode >> shift & 1)


def for_database() -> OsUser | None:
    """As whom PostgreSQL must run: ourselves, which is ``None``, unless we are root."""
    if os.geteuid() != 0:
        return None
    try:
        found = pwd.getpwnam(NAME)
    except KeyError:
        found = _created() or pwd.getpwnam(LAST_RESORT)
    return OsUser(found.pw_uid, found.pw_gid)


def _created() -> pwd.struct_passwd | None:
    useradd = shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin")
    if useradd is None:
        return None
    command = [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
    subprocess.run(command, capture_output=True, check=False)  # noqa: S603  the system's own program
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None
