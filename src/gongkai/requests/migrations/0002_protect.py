"""Who sees what of a request: staff of the organ; and who holds its query code, the state and the letters."""

from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import (
    CASE,
    Rows,
    as_parent,
    in_read,
    in_write,
    own,
    public_reads,
    staff,
)
from gongkai.isolation.roles import Role

OF_OWN_CASE = f"{in_write('organ_id')} AND {as_parent('requests_inforequest', 'request_id')}"
IN_CASE = Rows(
    role=Role.DESK, read=in_read("organ_id"), insert=OF_OWN_CASE, update=OF_OWN_CASE, delete=OF_OWN_CASE
)
FOLLOWED = public_reads(f"code_digest = {CASE}")
OF_FOLLOWED = public_reads(as_parent("requests_inforequest", "request_id"))
LEFT_THE_HOUSE = "sent_on IS NOT NULL"
# Letters to third parties are none of the applicant's business.
TO_APPLICANT = (
    f"{LEFT_THE_HOUSE} AND EXISTS (SELECT 1 FROM requests_caseletter AS tie"
    " WHERE tie.letter_id = letters_letter.id AND tie.party = '')"
)
HANDED_OUT = (
    "EXISTS (SELECT 1 FROM letters_letter AS letter"
    " WHERE letter.pdf_id = files_file.id OR letter.docx_id = files_file.id)"
    " OR EXISTS (SELECT 1 FROM requests_paper AS paper"
    " WHERE paper.file_id = files_file.id AND paper.purpose = 'released')"
)
CONTENT = "EXISTS (SELECT 1 FROM files_file AS use WHERE use.stored_id = files_storedfile.id)"
RELEASED = public_reads(
    f"purpose = 'released' AND {as_parent('requests_inforequest', 'request_id')}"
    " AND EXISTS (SELECT 1 FROM requests_inforequest AS told"
    " WHERE told.id = request_id AND told.state IN ('S9', 'S10', 'S11', 'A1', 'A2', 'A3'))"
)
OWN_ROWS = Rows(
    role=Role.DESK,
    read=own("user_id"),
    insert=f"{own('user_id')} AND {in_write('organ_id')}",
    update=f"{own('user_id')} AND {in_write('organ_id')}",
    delete=own("user_id"),
)


def reads(table: str, predicate: str) -> migrations.RunSQL:
    """The public may read these rows of a table that another app protected."""
    return migrations.RunSQL(
        f"CREATE POLICY portal_select ON {table} FOR SELECT TO {Role.PORTAL} USING ({predicate});"
        f" GRANT SELECT ON {table} TO {Role.PORTAL}",
        f"DROP POLICY portal_select ON {table}; REVOKE SELECT ON {table} FROM {Role.PORTAL}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0001_initial"),
        ("letters", "0002_protect"),
        ("files", "0002_protect"),
    ]

    operations = [
        Protect("requests_inforequest", staff(), FOLLOWED),
        Protect("requests_counter", staff()),
        Protect("requests_applicant", IN_CASE),
        Protect("requests_words", IN_CASE),
        Protect("requests_consultee", IN_CASE),
        Protect("requests_finding", IN_CASE),
        Protect("requests_paper", IN_CASE, RELEASED),
        Protect("requests_caseletter", IN_CASE, OF_FOLLOWED),
        Protect("letters_letter", staff(), public_reads(TO_APPLICANT)),
        Protect("requests_savedview", OWN_ROWS),
        Protect(
            "requests_feed",
            OWN_ROWS,
            public_reads(f"token_digest = {CASE} AND revoked_at IS NULL"),
        ),
        reads("files_file", HANDED_OUT),
        reads("files_storedfile", CONTENT),
    ]
