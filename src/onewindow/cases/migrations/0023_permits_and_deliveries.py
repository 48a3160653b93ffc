"""Permits, how they end and are followed; results that wait for a window or the post."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GRANT_STATUSES = [
    ("valid", "有效"),
    ("changed", "已变更"),
    ("renewed", "已延续"),
    ("expired", "已到期"),
    ("revoked", "已撤销"),
    ("retracted", "已撤回"),
    ("cancelled", "已注销"),
]
CASE_STATUSES = [
    ("draft", "填写中"),
    ("pre_review", "预审中"),
    ("submitted", "已提交，待受理"),
    ("correcting", "待补正"),
    ("not_accepted", "不予受理"),
    ("not_required", "不需要许可"),
    ("accepted", "审查中"),
    ("granted", "准予，制作决定书"),
    ("refused", "不予许可，制作决定书"),
    ("made", "已制作，待送达"),
    ("finished", "已办结"),
    ("withdrawn", "已撤回"),
    ("lapsed", "视为撤回"),
    ("transferred", "已转办"),
    ("terminated", "已终止"),
    ("archived", "已归档"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_without_company_agents"),
        ("cases", "0022_meetings"),
        ("catalogue", "0018_intake"),
        ("mandates", "0002_company_agents"),
        ("orgs", "0006_number_series"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=60)),
                ("granted_on", models.DateField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=GRANT_STATUSES,
                        default="valid",
                        max_length=16,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GrantEnding",
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
                (
                    "status",
                    models.CharField(
                        choices=GRANT_STATUSES,
                        max_length=16,
                    ),
                ),
                ("ground", models.CharField(max_length=24)),
                ("reason", models.TextField()),
                ("statement", models.TextField(blank=True, default="")),
                ("compensation", models.TextField(blank=True, default="")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_accepted_has_clocks",
        ),
        migrations.AlterField(
            model_name="case",
            name="archived_from",
            field=models.CharField(
                blank=True,
                choices=CASE_STATUSES,
                default="",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="status",
            field=models.CharField(
                choices=CASE_STATUSES,
                default="draft",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="granted", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="company",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="accounts.company",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="orgs.department",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="catalogue.serviceitem",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="letter",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="grant", to="cases.letter"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="previous",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followers",
                to="cases.grant",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="grant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_ups",
                to="cases.grant",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ["accepted", "granted", "refused", "made", "finished"]),
                        _negated=True,
                    ),
                    models.Q(
                        ("accepted_at__isnull", False),
                        ("promised_due_on__isnull", False),
                        ("statutory_due_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="case_accepted_has_clocks",
            ),
        ),
        migrations.AddField(
            model_name="grantending",
            name="grant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="endings",
                to="cases.grant",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("status", "valid"), ("valid_to__isnull", False)),
                fields=["valid_to"],
                name="grant_running_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="grant_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantending",
            constraint=models.UniqueConstraint(
                fields=("grant", "status"), name="grant_ended_once_each_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="grantending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "revoked"), _negated=True),
                    models.Q(("statement", ""), _negated=True),
                    _connector="OR",
                ),
                name="grant_revoked_after_hearing",
            ),
        ),
    ]
