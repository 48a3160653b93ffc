"""Work lists and sweeps are read by the kind of step: what is open of other kinds is not looked at."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0030_meetings_about_projects")]

    operations = [
        migrations.RemoveIndex(model_name="casestep", name="case_step_work_list"),
        migrations.AddIndex(
            model_name="casestep",
            index=models.Index(
                condition=models.Q(("status", "open")),
                fields=["unit", "kind", "due_on"],
                name="case_step_work_list",
            ),
        ),
        migrations.RemoveIndex(model_name="casestep", name="case_step_due"),
        migrations.AddIndex(
            model_name="casestep",
            index=models.Index(
                condition=models.Q(("status", "open")),
                fields=["kind", "due_on"],
                name="case_step_due",
            ),
        ),
        migrations.AddIndex(
            model_name="casestep",
            index=models.Index(
                condition=models.Q(("on_silence", "agreed"), ("status", "open")),
                fields=["due_on"],
                name="case_step_silent",
            ),
        ),
    ]
