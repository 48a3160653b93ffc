"""What a date was worked out with can be compared without reading the calendar anew."""

from django.db import migrations

# Which days are worked otherwise in these regions from a day on; nothing where there are none.
DIGEST = """
CREATE FUNCTION orgs_overrides_digest(p_regions text[], p_since date)
RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT coalesce(md5(string_agg(
            concat_ws(' ', o.region_id, o.day, o.is_workday), ',' ORDER BY o.region_id, o.day)), '')
        FROM orgs_calendaroverride o WHERE o.region_id = ANY (p_regions) AND o.day >= p_since);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("orgs", "0008_reform_office_role")]

    operations = [migrations.RunSQL(DIGEST, migrations.RunSQL.noop)]
