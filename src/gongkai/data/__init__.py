"""Facts as files, each with its source and date; the only code here reads them."""

import json
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

ROOT = files(__name__)


def read_text(path: str) -> str:
    """A data file's text; ``path`` is relative to this package, as ``demo/report.txt``."""
    return ROOT.joinpath(path).read_text(encoding="utf-8")


def read_toml(path: str) -> Mapping[str, Any]:
    return tomllib.loads(read_text(path))


def read_json(path: str) -> Any:
    return json.loads(read_text(path))


def names(folder: str, suffix: str) -> list[str]:
    """The files of a folder with that suffix, sorted, as paths for the readers above."""
    found = [entry.name for entry in ROOT.joinpath(folder).iterdir() if entry.name.endswith(suffix)]
    return [f"{folder}/{name}" for name in sorted(found)]
