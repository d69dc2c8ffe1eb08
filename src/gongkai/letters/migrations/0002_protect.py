from django.db import migrations

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import as_parent, public_reads, staff

# What a signed letter says, and under which number, can never be another again.
FREEZE = """
CREATE FUNCTION letters_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.signed_on IS NOT NULL AND (
        NEW.slots IS DISTINCT FROM OLD.slots OR NEW.wording IS DISTINCT FROM OLD.wording
        OR NEW.number IS DISTINCT FROM OLD.number OR NEW.signed_on IS DISTINCT FROM OLD.signed_on
        OR NEW.sha256 IS DISTINCT FROM OLD.sha256 OR NEW.code IS DISTINCT FROM OLD.code
        OR NEW.docx_id IS DISTINCT FROM OLD.docx_id OR NEW.pdf_id IS DISTINCT FROM OLD.pdf_id
        OR NEW.organ_id IS DISTINCT FROM OLD.organ_id
    ) THEN
        RAISE EXCEPTION 'a signed letter is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER letters_letter_frozen BEFORE UPDATE ON letters_letter
FOR EACH ROW EXECUTE FUNCTION letters_refuse();
"""
THAW = "DROP TRIGGER letters_letter_frozen ON letters_letter; DROP FUNCTION letters_refuse();"


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]

    operations = [
        # Whom to ask and whom to turn to is part of the public guide (条例 12).
        Protect("letters_letterhead", staff(), public_reads(as_parent("organs_organ", "organ_id"))),
        Protect("letters_series", staff()),
        migrations.RunSQL(FREEZE, THAW),
    ]
