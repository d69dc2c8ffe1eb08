"""What is typed on the command line, answered in this process."""

from typer.testing import CliRunner

from gongkai.cli import assembled


def typed(command, *arguments, **more):
    """What ``gongkai`` answers to this command; ``more`` goes to the runner."""
    return CliRunner().invoke(assembled([command]), [command, *map(str, arguments)], **more)
