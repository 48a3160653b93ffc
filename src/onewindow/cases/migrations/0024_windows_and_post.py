"""How a result was delivered: at a window, by post, to whom."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0023_permits_and_deliveries"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="carrier",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="delivery",
            name="note",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="delivery",
            name="place",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="delivery",
            name="received_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="recipient",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
        migrations.AddField(
            model_name="delivery",
            name="relation",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="delivery",
            name="sent_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="tracking",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="method",
            field=models.CharField(
                choices=[("online", "网上送达"), ("window", "窗口领取"), ("post", "邮寄送达")],
                default="online",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "post"), _negated=True),
                    models.Q(models.Q(("tracking", ""), _negated=True), ("sent_on__isnull", False)),
                    _connector="OR",
                ),
                name="posted_has_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("method", "online"),
                    ("received_at", None),
                    models.Q(("recipient", ""), _negated=True),
                    _connector="OR",
                ),
                name="delivered_has_recipient",
            ),
        ),
    ]
