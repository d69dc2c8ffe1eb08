"""Reports of the years before this system: brought as files, published with the file they came in."""

import django.db.models.deletion
from django.db import migrations, models

from gongkai.isolation.policies import in_write
from gongkai.isolation.roles import Role

OLD_FILES = (
    "EXISTS (SELECT 1 FROM reports_annualreport AS report"
    " WHERE report.pdf_id = files_file.id OR report.docx_id = files_file.id)"
)
FILES = (
    "EXISTS (SELECT 1 FROM reports_annualreport AS report"
    " WHERE files_file.id IN (report.pdf_id, report.docx_id, report.original_id))"
)
# A report that was brought by mistake and is not out yet can be taken away again; no other can.
DISCARD = f"""
CREATE POLICY desk_delete ON reports_annualreport FOR DELETE TO {Role.DESK}
    USING ({in_write("organ_id")} AND original_id IS NOT NULL AND state = 'closed');
GRANT DELETE ON reports_annualreport TO {Role.DESK};
CREATE FUNCTION reports_refuse_original() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a closed report is frozen' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER reports_annualreport_original BEFORE UPDATE ON reports_annualreport
FOR EACH ROW WHEN (NEW.original_id IS DISTINCT FROM OLD.original_id)
EXECUTE FUNCTION reports_refuse_original();
"""
KEEP = f"""
DROP TRIGGER reports_annualreport_original ON reports_annualreport;
DROP FUNCTION reports_refuse_original();
REVOKE DELETE ON reports_annualreport FROM {Role.DESK};
DROP POLICY desk_delete ON reports_annualreport;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_protect"), ("files", "0002_protect")]

    operations = [
        migrations.AddField(
            "annualreport",
            "original",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.file",
                verbose_name="原文件",
            ),
        ),
        migrations.RunSQL(
            f"ALTER POLICY portal_select_reports ON files_file USING ({FILES})",
            f"ALTER POLICY portal_select_reports ON files_file USING ({OLD_FILES})",
        ),
        migrations.RunSQL(DISCARD, KEEP),
    ]
