"""Who sees annual reports: staff, and of what was published everybody; what was closed never changes."""

from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import Rows, as_parent, in_read, in_write, public_reads, staff
from gongkai.isolation.roles import Role

# A foreign key alone would let a figure point at another organ's report.
OF_OWN = f"{in_write('organ_id')} AND {as_parent('reports_annualreport', 'report_id')}"
FIGURES = Rows(
    role=Role.DESK, read=in_read("organ_id"), insert=OF_OWN, update=OF_OWN, delete=in_write("organ_id")
)
PUBLISHED = (
    "EXISTS (SELECT 1 FROM reports_annualreport AS report"
    " WHERE report.pdf_id = files_file.id OR report.docx_id = files_file.id)"
)
# What was closed can be published, and nothing else can happen to it any more.
FREEZE = """
CREATE FUNCTION reports_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.snapshot IS NOT NULL AND (
        NEW.snapshot IS DISTINCT FROM OLD.snapshot OR NEW.sha256 IS DISTINCT FROM OLD.sha256
        OR NEW.organ_id IS DISTINCT FROM OLD.organ_id OR NEW.year IS DISTINCT FROM OLD.year
        OR NEW.version IS DISTINCT FROM OLD.version OR NEW.texts IS DISTINCT FROM OLD.texts
        OR NEW.is_consolidated IS DISTINCT FROM OLD.is_consolidated
        OR NEW.closed_on IS DISTINCT FROM OLD.closed_on
    ) OR OLD.state = 'published' AND (
        NEW.state IS DISTINCT FROM OLD.state OR NEW.html IS DISTINCT FROM OLD.html
        OR NEW.docx_id IS DISTINCT FROM OLD.docx_id OR NEW.pdf_id IS DISTINCT FROM OLD.pdf_id
    ) THEN
        RAISE EXCEPTION 'a closed report is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reports_annualreport_frozen BEFORE UPDATE ON reports_annualreport
FOR EACH ROW EXECUTE FUNCTION reports_refuse();
CREATE FUNCTION reports_refuse_figure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM reports_annualreport
               WHERE id = coalesce(NEW.report_id, OLD.report_id) AND state <> 'building') THEN
        RAISE EXCEPTION 'a closed report is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER reports_offlinefigure_frozen BEFORE INSERT OR UPDATE OR DELETE ON reports_offlinefigure
FOR EACH ROW EXECUTE FUNCTION reports_refuse_figure();
"""
THAW = """
DROP TRIGGER reports_offlinefigure_frozen ON reports_offlinefigure;
DROP FUNCTION reports_refuse_figure();
DROP TRIGGER reports_annualreport_frozen ON reports_annualreport;
DROP FUNCTION reports_refuse();
"""


class Migration(migrations.Migration):
    # The public's rights on files come with requests.
    dependencies = [("reports", "0001_initial"), ("requests", "0002_protect")]

    operations = [
        Protect("reports_annualreport", staff(), public_reads("state = 'published'")),
        Protect("reports_offlinefigure", FIGURES),
        migrations.RunSQL(
            f"CREATE POLICY portal_select_reports ON files_file FOR SELECT TO {Role.PORTAL}"
            f" USING ({PUBLISHED})",
            "DROP POLICY portal_select_reports ON files_file",
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
