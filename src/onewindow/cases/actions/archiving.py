"""归档: an ended case is put away for good."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.locking import lock
from onewindow.cases.models import Case, CaseStatus
from onewindow.cases.models.case import ARCHIVABLE
from onewindow.orgs.models import Officer


def archive(case: Case, *, by: Officer, at: datetime) -> None:
    """Put an ended case away (档案法 Art 14); raise NotAllowedNow while it runs."""
    with transaction.atomic():
        refusal = _("只有已经结束的办件才能归档，请刷新页面。")
        ended = lock(case, ARCHIVABLE, refusal=refusal)
        Case.objects.filter(pk=case.pk).update(
            status=CaseStatus.ARCHIVED, archived_from=ended.status, changed_at=at
        )
        events.record("case.archived", chain=case.chain, by=by.actor, at=at)
