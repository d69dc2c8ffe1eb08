"""From a case to the annual report: its row in table 3, and what is counted of it."""

from gongkai.law.annual.counting import CountedRequest, UncountableError
from gongkai.law.annual.forms import Form
from gongkai.law.outcomes import row_of
from gongkai.law.practice import Practice
from gongkai.law.procedure.case import Case, Kind
from gongkai.law.statutes import GIR, REPORT_FORM_2021, cites


@cites(GIR.art(50), REPORT_FORM_2021.part("表三"))
def report_row(case: Case, practice: Practice, form: Form | None = None) -> str | None:
    """The one row of table 3 that the case is counted in; None while it is open.

    Without a form the row is one of the form of 2021. A request to correct a record has none.
    """
    if case.ending is None or case.kind is Kind.CORRECTION:
        return None
    return row_of(case.ending, practice, form)


@cites(GIR.art(50), REPORT_FORM_2021.part("表三"))
def counted(case: Case, practice: Practice, form: Form | None = None) -> CountedRequest | None:
    """What the report needs of the case; None where it is not counted in table 3.

    What was never received, as an online request withdrawn before anybody confirmed it, is not
    counted; nor is a request to correct a record.

    Raises:
        UncountableError: the request was received and is not registered yet.
    """
    if case.received_on is None or case.kind is Kind.CORRECTION:
        return None
    if case.applicant is None:
        raise UncountableError(f"{case.received_on}收到的申请尚未登记申请人类别，无法统计，请先登记")
    return CountedRequest(case.applicant, case.received_on, case.closed_on, report_row(case, practice, form))
