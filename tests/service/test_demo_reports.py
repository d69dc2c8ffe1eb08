"""The demo's annual reports: made by the acts, published, audited, and equal to what their pages say."""

from datetime import date

import pytest
from tests.database import as_owner

from gongkai.isolation import scope
from gongkai.reports.models import AnnualReport
from gongkai.service import demo, demo_reports
from gongkai.service.simulation.writing import moment

ON = date(2026, 11, 25)
def test_x(db, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    import time
    with as_owner():
        t=time.time(); 
        for s in demo.steps(on=ON, at=moment(ON)):
            d=time.time()-t
            if "年度报告" in s: print(s, d)
            t=time.time()
        with scope.entered(scope.PUBLIC):
            for r in AnnualReport.objects.all(): print(r, r.state, r.organ)
