"""What follows from an act, and what is due: the only roads from a lower part to a higher one."""

from collections.abc import Mapping, Sequence

from gongkai.catalogue.events import ItemCorrected, ItemPublished, ItemWithdrawn, ValidityMarked
from gongkai.catalogue.queries import desk as catalogue
from gongkai.catalogue.sources import items_due
from gongkai.channels.events import ErrorReportAnswered
from gongkai.channels.sources import error_reports_due
from gongkai.channels.tasks import mail_answer
from gongkai.disputes.due import answers_due
from gongkai.files.events import FileStored
from gongkai.files.holding import Holder
from gongkai.files.tasks import read_content
from gongkai.law.events import Confirmed, CorrectionAsked, ReasonsGiven, Split, Supplemented, Withdrawn
from gongkai.ledger.actions import Job
from gongkai.letters import queries as letters
from gongkai.notices.due import Source
from gongkai.notices.events import MailBounced
from gongkai.notices.sources import jobs_given_up
from gongkai.notices.tasks import send_invitation, tell_of_bounce
from gongkai.opendata.tasks import renew, renew_at_once
from gongkai.organs.events import InvitationRenewed, OrganChanged, UserInvited
from gongkai.portal.baking.causes import BY_EVENT as CHANGING_PAGES
from gongkai.portal.baking.tasks import follow_act, follow_at_once
from gongkai.portal.tasks import forget_documents
from gongkai.reports import queries as reports
from gongkai.reports.events import ReportPublished
from gongkai.requests import queries as requests
from gongkai.requests.events import Urged
from gongkai.requests.sources import requests_due
from gongkai.requests.tasks import mail_parts, mail_receipt, tell_of_applicant, tell_of_urging, write_receipt
from gongkai.search.tasks import follow_item, follow_reports_of

# What a reader must not read any more is taken away at once; other pages stay until the new ones are there.
TAKING_BACK = (ItemCorrected, ItemWithdrawn)
OWN: Mapping[type, Sequence[Job]] = {
    Confirmed: (mail_receipt, write_receipt),
    ErrorReportAnswered: (mail_answer,),
    CorrectionAsked: (mail_receipt,),
    FileStored: (read_content,),
    InvitationRenewed: (send_invitation,),
    ItemCorrected: (follow_item, forget_documents, renew_at_once),
    ItemPublished: (follow_item,),
    ItemWithdrawn: (follow_item, forget_documents, renew_at_once),
    OrganChanged: (renew, follow_reports_of),
    MailBounced: (tell_of_bounce,),
    ReasonsGiven: (tell_of_applicant,),
    ReportPublished: (follow_reports_of,),
    Split: (mail_parts,),
    Supplemented: (tell_of_applicant,),
    Urged: (tell_of_urging,),
    ValidityMarked: (follow_item, forget_documents),
    UserInvited: (send_invitation,),
    Withdrawn: (tell_of_applicant,),
}
HANDLERS: Mapping[type, Sequence[Job]] = {
    event: (
        *OWN.get(event, ()),
        *((follow_at_once if event in TAKING_BACK else follow_act,) if event in CHANGING_PAGES else ()),
    )
    for event in (*OWN, *CHANGING_PAGES)
}
# What each register has due: for the daily digest and the desk's first page.
DUE_SOURCES: Sequence[Source] = (answers_due, error_reports_due, items_due, jobs_given_up, requests_due)
# Who needs a file, so that nobody removes it.
FILE_HOLDERS: Sequence[Holder] = (
    catalogue.uses_of_file,
    letters.uses_of_file,
    requests.uses_of_file,
    reports.uses_of_file,
)
