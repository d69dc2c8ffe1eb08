from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import ALL, Rows, as_parent, in_read, in_write, own, public_reads, staff
from gongkai.isolation.roles import Role

# Names and codes of organs are public; who works there is not.
ORGAN_OF_STAFF = Rows(role=Role.DESK, read=ALL, insert=in_write("superior_id"), update=in_write("id"))
# 《条例》第十二条: the office that answers the public is itself public, other units are not.
DISCLOSURE_OFFICE = f"is_disclosure_office AND is_active AND {as_parent('organs_organ', 'organ_id')}"
# Logging in must find a person by e-mail before any organ is known.
AT_THE_GATE = Rows(role=Role.GATE, read=ALL, update=ALL)
# A person belongs to one organ and may be appointed in others, whose staff see the name.
APPOINTED = f"""EXISTS (SELECT 1 FROM organs_appointment AS held
    WHERE held.user_id = organs_user.id AND {in_read("held.organ_id")})"""
PEOPLE = Rows(
    role=Role.DESK,
    read=f"{in_read('organ_id')} OR {own('id')} OR {APPOINTED}",
    insert=in_write("organ_id"),
    update=in_write("organ_id"),
)


class Migration(migrations.Migration):
    dependencies = [("organs", "0001_initial")]

    operations = [
        Protect("organs_organ", ORGAN_OF_STAFF, Rows(role=Role.GATE, read=ALL), public_reads("is_active")),
        Protect("organs_unit", staff(), public_reads(DISCLOSURE_OFFICE)),
        Protect("organs_leadingpost", staff(), public_reads(as_parent("organs_organ", "organ_id"))),
        Protect("organs_user", PEOPLE, AT_THE_GATE),
        Protect("organs_appointment", staff(), Rows(role=Role.GATE, read=own("user_id"))),
    ]
