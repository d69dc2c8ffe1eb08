"""A year of the justice bureau that can be closed, and short ways to close and publish it."""

from datetime import date
from decimal import Decimal

import pytest
from tests.database import as_owner
from tests.requests.office import moment

from gongkai import facts
from gongkai.audit.judge import judge
from gongkai.audit.reading import read_bytes
from gongkai.organs.models import Appointment, Role
from gongkai.reports import actions
from gongkai.reports.models import AnnualReport

YEAR = 2025
AFTER = date(2026, 1, 12)
TEXTS = {
    "1": "{year}年，{organ}推进主动公开。\n（一）依申请公开\n全年新收政府信息公开申请{requests.new.total}件，"
    "本年办结{requests.total.total}件，不予公开{requests.denied.total}件。\n（二）政府信息管理\n"
    "开展信息管理和网站平台建设，加强监督保障。",
    "5": "存在的主要问题是解读材料不够，下一步改进。",
    "6": "{year}年，本机关没有收取政府信息公开信息处理费。",
}


class Year:
    """The report of 2025, and what can be done with it."""

    def __init__(self, contested):
        self.contested = contested
        self.cast = contested.cast

    def begun(self, year=YEAR, *, texts=TEXTS, figures=True, on=AFTER, **how):
        """A report with its texts, and with zeros where no record gives a figure."""
        by = self.cast.wang
        report = actions.begin(self.cast.justice, year, on=on, by=by, **how)
        if texts:
            actions.write_texts(report, texts, on=on, by=by)
        if figures:
            self.filled(report)
        return report

    def filled(self, report, *, by=None):
        form = facts.form_of(report.year)
        for row in form.proactive_rows:
            for column in row.columns:
                cell = f"proactive.{row.key}.{column}"
                actions.enter_figure(report, cell, Decimal(0), "本年没有", on=AFTER, by=by or self.cast.wang)
        return report

    def closed(self, report=None, *, on=AFTER):
        report = report or self.begun()
        with self.cast.entered(self.cast.zhou):
            return actions.close(report, on=on, by=self.cast.zhou)

    def published(self, report=None, *, on=AFTER):
        report = report or self.closed()
        with self.cast.entered(self.cast.zhou):
            return actions.publish(report, on=on, at=moment(on), by=self.cast.zhou)

    def finance(self, year=YEAR):
        """The other bureau closes its year too."""
        zhao = self.cast.zhao
        with self.cast.entered(zhao):
            report = actions.begin(self.cast.finance, year, on=AFTER, by=zhao)
            actions.write_texts(report, TEXTS, on=AFTER, by=zhao)
            self.filled(report, by=zhao)
            return actions.close(report, on=AFTER, by=zhao)

    def city_clerk(self):
        """Somebody who reports for the city, and sees what is below it."""
        with as_owner():
            for role in (Role.CLERK, Role.HEAD):
                Appointment.objects.create(
                    user=self.cast.sun, organ=self.cast.city, role=role, since_on=date(2024, 1, 1)
                )
        return self.cast.sun


def audits(report):
    """What the auditor says of the published report in each of its formats."""
    files = {
        "r.docx": report.docx.stored.path.read_bytes(),
        "r.pdf": report.pdf.stored.path.read_bytes(),
        "r.html": report.html.encode(),
    }
    return [judge(read_bytes(name, content)) for name, content in files.items()]


def fresh(report):
    return AnnualReport.objects.get(pk=report.pk)


@pytest.fixture
def year(contested):
    return Year(contested)
