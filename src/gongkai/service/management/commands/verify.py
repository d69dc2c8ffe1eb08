"""Check the ledger's chains, in the database or in an export, and name the first broken entry of each."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gongkai.ledger import queries
from gongkai.ledger.chain import Break


class Command(BaseCommand):
    help = "核对台账：逐条验证校验链，指出第一条被改动或缺失的记录"
    requires_system_checks = ()  # they load every page, and the tests have run them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--export", type=Path, help="核对导出文件，不读数据库")
        parser.add_argument("--write", type=Path, help="把台账导出到这个文件")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        if options["export"]:
            self._tell(_in_export(options["export"]))
            return
        with transaction.atomic():
            if options["write"]:
                with options["write"].open("w", encoding="utf-8") as file:
                    file.writelines(queries.export())
                self.stdout.write(f"已导出到 {options['write']}")
            self._tell(queries.broken())

    def _tell(self, found: Iterable[Break]) -> None:
        broken = list(found)
        for one in broken:
            self.stdout.write(f"机关{one.organ}的台账第{one.number}条：{one.reason}")
        if broken:
            sys.exit(1)
        self.stdout.write("台账完好：每一条都与写入时一致")


def _in_export(path: Path) -> list[Break]:
    try:
        with path.open(encoding="utf-8") as lines:
            return queries.broken_in_export(lines)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"导出文件“{path}”读不出来，请核对文件名") from error
    except queries.ExportError as error:
        raise CommandError(str(error)) from error
