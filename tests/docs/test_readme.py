"""What the documents show is what the commands print: every console block is run."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
LEFT_OUT = "……"


def shown(page: Path) -> list[tuple[str, str]]:
    """Each command of a page's console blocks, with the output printed below it."""
    blocks = "\n".join(BLOCK.findall(page.read_text("utf-8")))
    parts = re.split(r"^\$ (.+)$", blocks, flags=re.MULTILINE)[1:]
    return [
        (command, output)
        for command, output in zip(parts[::2], parts[1::2], strict=True)
        if command.startswith("gongkai ")
    ]


CASES = [(page.name, command, output) for page in PAGES for command, output in shown(page)]


def test_the_readmes_show_commands():
    assert {page for page, _, _ in CASES} >= {"README.md", "README.zh-CN.md"}


@pytest.mark.parametrize(
    ("command", "output"),
    [case[1:] for case in CASES],
    ids=[f"{page}: {command}" for page, command, _ in CASES],
)
def test_a_shown_command_prints_what_is_shown(command, output):
    arguments = [sys.executable, "-m", "gongkai", *shlex.split(command)[1:]]
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
    done = subprocess.run(
        arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode in {0, 1}, done.stderr
    pattern = re.escape(squeezed(output)).replace(re.escape(LEFT_OUT), ".*?")
    assert re.fullmatch(pattern, squeezed(done.stdout), re.DOTALL), done.stdout


def squeezed(text: str) -> str:
    """The text without trailing blanks and empty lines, which a page need not repeat."""
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())
