"""Examine the installation and say what to mend."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate
from rich.console import Console

from gongkai.service.examination import findings


class Command(BaseCommand):
    help = "检查安装，逐项说明是否正常、怎样修好"
    # It must run above all where checks fail.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        screen = Console(highlight=False, soft_wrap=True)
        found = list(findings(on=localdate()))
        for finding in found:
            mark = "[green]正常[/]" if finding.is_well else "[bold red]要修[/]"
            screen.print(f"{mark}  {finding.name}：", finding.told, sep="", markup=True)
        wrong = sum(not finding.is_well for finding in found)
        screen.print(f"[bold red]有{wrong}项要修。[/]" if wrong else "[bold green]一切正常。[/]")
        sys.exit(1 if wrong else 0)
