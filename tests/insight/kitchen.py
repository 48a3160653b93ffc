"""A project about the sample's street kitchen, as a log would have shown it, with its proposals."""

import yaml
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from onewindow.insight.actions.proposing import make_proposals
from onewindow.insight.actions.starting import start_on_log
from onewindow.insight.models import Diagnosis, ProjectStatus, RedesignProject
from onewindow.orgs.models import Officer
from tests.insight.diagnosed import FOUND, MEASURES


def make_kitchen(officer: Officer) -> RedesignProject:
    """Make a diagnosed project whose procedure is known from its log alone."""
    log = SimpleUploadedFile("log.xes", b"<log/>")
    project = start_on_log(
        log, name="log.xes", title="示例小餐饮", owner=officer.department, mapping={},
        by=officer.actor, at=now(),
    )  # fmt: skip
    path = settings.DATA_FOLDER / "sample" / "redesign" / "street-kitchen.yaml"
    definition = yaml.safe_load(path.read_text(encoding="utf-8"))
    definition.pop("evidence")
    project.subjects.update(definition=definition)
    Diagnosis.objects.create(
        project=project, made_at=now(), made_by=officer.actor.code, digest="0" * 64,
        made_by_name=officer.actor.name, cases=2, events=4, variants=1,
        measures=MEASURES, found=FOUND,
    )  # fmt: skip
    RedesignProject.objects.filter(pk=project.pk).update(status=ProjectStatus.DIAGNOSED)
    project.refresh_from_db()
    make_proposals(project.subjects.get())
    return project
