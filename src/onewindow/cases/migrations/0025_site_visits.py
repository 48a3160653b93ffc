"""One site visit for all departments; an event says for whom an officer stood in."""

import django.db.models.deletion
from django.db import migrations, models

# Whom somebody acted for is told as a mandate is.
CITED = """
CREATE OR REPLACE FUNCTION cases_cited(p_data json, p_authority text, p_for text)
RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_authority = '' AND p_for = '' THEN
        RETURN p_data::text;
    END IF;
    RETURN (p_data::jsonb
        || CASE p_authority WHEN '' THEN '{}' ELSE jsonb_build_object('authority', p_authority) END
        || CASE p_for WHEN '' THEN '{}'
            ELSE jsonb_build_object('for', jsonb_build_object('name', p_for)) END)::text;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0024_windows_and_post"),
        ("orgs", "0005_substitutions"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "待安排"),
                            ("planned", "已安排"),
                            ("recorded", "待签字"),
                            ("signed", "已签字"),
                        ],
                        default="asked",
                        max_length=16,
                    ),
                ),
                ("planned_at", models.DateTimeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, default="", max_length=300)),
                ("route", models.TextField(blank=True, default="")),
                ("began_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("present", models.CharField(blank=True, default="", max_length=200)),
                ("statement", models.TextField(blank=True, default="")),
                ("conclusion", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="orgs.officer",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="cases.sitevisit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(max_length=150)),
                ("by_name", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("subject", models.CharField(max_length=100)),
                ("wanted", models.CharField(max_length=500)),
                ("found", models.TextField(blank=True, default="")),
                ("is_met", models.BooleanField(blank=True, null=True)),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="cases.casestep",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="cases.sitevisit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="sitevisit",
            constraint=models.UniqueConstraint(
                fields=("case", "number"), name="site_visit_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sitevisit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "signed"), _negated=True),
                fields=("case",),
                name="site_visit_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitevisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "asked"), ("planned_at__isnull", False), _connector="OR"
                ),
                name="site_visit_planned_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitevisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["asked", "planned"]),
                    models.Q(("began_at__isnull", False), ("ended_at__gte", models.F("began_at"))),
                    _connector="OR",
                ),
                name="site_visit_recorded_has_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitmember",
            constraint=models.UniqueConstraint(
                fields=("visit", "officer"), name="visit_member_once"
            ),
        ),
        migrations.RunSQL(CITED, migrations.RunSQL.noop),
    ]
