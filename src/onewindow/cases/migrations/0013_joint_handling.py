"""How departments act together: quorums, rounds, requests, who keeps out."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_agents_of_companies"),
        ("orgs", "0005_substitutions"),
    ]

    operations = [
        migrations.AddField(
            model_name="casestep",
            name="is_called",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="casestep",
            name="quorum",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="CorrectionRequest",
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
                ("material", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField()),
                ("notice", models.CharField(blank=True, default="", max_length=60)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction_requests",
                        to="cases.case",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction_requests",
                        to="cases.casestep",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("self", "自行回避"),
                            ("requested", "申请人申请回避"),
                            ("ordered", "责令回避"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", models.TextField()),
                ("asked_by", models.CharField(max_length=150)),
                ("asked_by_name", models.CharField(max_length=100)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, default="", max_length=150)),
                ("decided_by_name", models.CharField(blank=True, default="", max_length=100)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("is_granted", models.BooleanField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, default="")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="cases.case",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="orgs.officer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_granted", None), ("is_granted", True), _connector="OR"
                        ),
                        fields=("case", "officer"),
                        name="recusal_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("is_granted", None)),
                            models.Q(("decided_at__isnull", False), ("is_granted__isnull", False)),
                            _connector="OR",
                        ),
                        name="recusal_decided_has_time",
                    ),
                ],
            },
        ),
    ]
