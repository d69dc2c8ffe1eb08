"""Reports as rendered by gongkai itself are read back exactly."""

import pytest
from tests.real_tables import records, tables_of

from gongkai.audit.reading import read_bytes
from gongkai.audit.report import FormUsed
from gongkai.documents import docx, html
from gongkai.documents.annual_report import AnnualReport, build
from gongkai.documents.model import Paragraph

COMPLETE = [entry for entry in records() if entry["complete"]]
TEXT = "本机关依法做好政府信息公开工作，2023年收到申请0件。"


def rendered(entry, renderer):
    report = AnnualReport(
        organ="宿迁市人民政府",
        year=entry["year"],
        tables=tables_of(entry),
        parts={number: (Paragraph(TEXT),) for number in (1, 5, 6)},
    )
    content = renderer(build(report))
    return content.encode() if isinstance(content, str) else content


@pytest.mark.parametrize("entry", COMPLETE, ids=lambda entry: f"{entry['organ'][:6]}{entry['year']}")
@pytest.mark.parametrize("renderer", [docx.render, html.render], ids=["docx", "html"])
def test_what_is_rendered_is_read_back(entry, renderer):
    report = read_bytes("report", rendered(entry, renderer))
    meant = tables_of(entry)
    assert (report.organ, report.year) == ("宿迁市人民政府", entry["year"])
    assert report.form == FormUsed(entry["form"])
    assert report.tables.requests == meant.requests
    assert report.tables.disputes == meant.disputes
    assert {row: report.tables.proactive[row] for row in meant.proactive} == meant.proactive
    assert report.parts == {1: TEXT, 2: "", 3: "", 4: "", 5: TEXT, 6: TEXT}
    assert report.doubts == ()


@pytest.mark.parametrize("entry", COMPLETE[:3], ids=lambda entry: f"{entry['organ'][:6]}{entry['year']}")
def test_comments_of_word_between_rows_and_cells_are_no_cells(entry):
    plain = rendered(entry, html.render)
    commented = plain
    for end in (b"</td>", b"</th>", b"</tr>"):
        commented = commented.replace(end, end + b"<!--[if !supportMisalignedColumns]--><!--[endif]-->")
    assert commented.count(b"<!--") > 300
    assert read_bytes("report", commented) == read_bytes("report", plain)
