"""Every layout is read back exactly, or what cannot be told is doubted and left unknown, never wrong."""

import random
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.audit.layouts import BARE, FEES, LAYOUTS, LOST, SURE, TEXT, Published
from tests.real_tables import records, tables_of

from gongkai import facts
from gongkai.audit.reading import read_bytes
from gongkai.audit.report import FormUsed
from gongkai.law.annual.tables import Tables

ORGAN = "宿迁市人民政府"
COMPLETE = [entry for entry in records() if entry["complete"]]
REAL = st.sampled_from([tables_of(entry) for entry in COMPLETE])
SLOW = {"pdf", "word", "workbook"}
UNKNOWN_ROW = (None,) * 7


def names(entry):
    return f"{entry['organ'][:5]}{entry['year']}"


def read(layout, tables, year=2023):
    return read_bytes(*LAYOUTS[layout](Published(ORGAN, year, tables)))


def rows(tables):
    """Every row and block of the tables by name, with its cells in order."""
    for row, figures in tables.proactive.items():
        yield f"proactive.{row}", tuple(figures.values())
    for row, values in tables.requests.items():
        yield f"requests.{row}", values
    for block, outcomes in tables.disputes.items():
        yield f"disputes.{block}", tuple(outcomes.values())


def untold(report, meant):
    """The rows that were not read though they are there. No cell that was read may be wrong."""
    found = dict(rows(report.tables))
    missing = []
    for row, cells in rows(meant):
        read_cells = found.get(row, (None,) * len(cells))
        wrong = [
            (read, cell) for read, cell in zip(read_cells, cells, strict=True) if read not in (cell, None)
        ]
        assert not wrong, f"{row}: {read_cells} instead of {cells}"
        if read_cells != cells:
            missing.append(row)
    return missing


def doubted(report):
    return {cell for doubt in report.doubts for cell in doubt.cells}


def is_doubted(row, report):
    """Whether a doubt names the row, its table, or one of its cells."""
    cells = doubted(report)
    return bool({row, row.split(".")[0]} & cells) or any(cell.startswith(f"{row}.") for cell in cells)


@pytest.mark.parametrize("entry", COMPLETE, ids=names)
@pytest.mark.parametrize("layout", SURE)
def test_a_real_report_is_read_back_exactly_where_blanks_are_seen(entry, layout):
    meant = tables_of(entry)
    report = read(layout, meant, entry["year"])
    missing = untold(report, meant)
    assert all(is_doubted(row, report) for row in missing)
    if entry["form"] == "2021":
        assert missing == []
        assert report.tables.form is facts.form("2021")
    assert (report.organ, report.year, report.form) == (ORGAN, entry["year"], FormUsed(entry["form"]))
    assert [report.parts[number] for number in (1, 5, 6)] == [TEXT, TEXT, FEES]


@pytest.mark.parametrize("entry", [entry for entry in COMPLETE if entry["form"] == "2021"], ids=names)
@pytest.mark.parametrize("layout", BARE)
def test_a_real_report_without_blanks_is_read_back_from_bare_lines(entry, layout):
    meant = tables_of(entry)
    report = read(layout, meant, entry["year"])
    assert [
        row for row in untold(report, meant) if row.split(".")[0] != "proactive" or "2025" not in names(entry)
    ] == []


@pytest.mark.parametrize("layout", BARE)
def test_rows_with_blanks_are_doubted_in_bare_lines(layout):
    (entry,) = [entry for entry in COMPLETE if entry["form"] == "2019"]
    meant = tables_of(entry)
    report = read(layout, meant)
    missing = untold(report, meant)
    assert missing
    assert all(is_doubted(row, report) for row in missing)
    assert {doubt.code for doubt in report.doubts} == {"READ-ALIGN"}


def test_removed_repetitions_leave_all_labels_and_no_figure():
    meant = tables_of(COMPLETE[0])
    report = read("L8 repeated lines removed", meant)
    assert set(dict(rows(report.tables))) == set(dict(rows(meant)))
    assert all(cell is None for _, cells in rows(report.tables) for cell in cells)
    (doubt,) = report.doubts
    assert doubt.code == "READ-DEDUPED"
    assert doubt.cells == ("proactive", "requests", "disputes")
    assert "全部为0" not in doubt.message


def test_only_zeros_left_are_consistent_with_all_zero():
    tables = filled(facts.form("2021"), lambda: 0, lambda: 0)
    (doubt,) = read("L8 repeated lines removed", tables).doubts
    assert "余下的数字只有0，与全部为0相符" in doubt.message


def filled(form, draw, money=lambda: Decimal("59237.2449")):
    """Tables of that form whose every cell is drawn."""
    return Tables(
        form=form,
        proactive={
            row.key: {
                column: money() if column in ("amount_wan", "amount") else draw() for column in row.columns
            }
            for row in form.proactive_rows
        },
        requests={row.key: tuple(draw() for _ in form.applicants) for row in form.request_rows},
        disputes={block.key: {outcome: draw() for outcome in form.outcomes} for block in form.blocks},
    )


@st.composite
def any_tables(draw):
    """Tables of either form: zeros, small and large figures in any mixture, with blanks or without."""
    form = facts.form(draw(st.sampled_from(facts.FORM_VERSIONS)))
    chance = random.Random(draw(st.integers(0, 1 << 32)))
    zeros, blanks, largest = draw(st.sampled_from([(1, 0, 9), (2, 0, 9), (4, 1, 999), (1, 3, 2_000_000)]))
    places = draw(st.integers(1, 4))

    def figure():
        return chance.choice([*[0] * zeros, *[None] * blanks, chance.randint(0, largest)])

    def money():
        return chance.choice([0, Decimal(chance.randint(1, 10**9)).scaleb(-places)])

    return filled(form, figure, money)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_ever_gives_a_wrong_figure(layout):
    @settings(
        max_examples=6 if layout in SLOW else 25,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )
    @given(any_tables())
    def check(tables):
        report = read(layout, tables)
        missing = untold(report, tables)
        assert all(is_doubted(row, report) for row in missing), missing
        if layout in SLOW:
            assert missing == []

    check()


def test_every_layout_is_tried():
    assert len(LAYOUTS) == len(SURE) + len(BARE) + len(LOST)
    numbers = {int(name[1:].split()[0]) for name in LAYOUTS if name[0] == "L"}
    assert numbers == set(range(1, 22)) - {18}
