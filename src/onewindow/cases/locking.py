"""The lock of a case: everything that changes one takes it first, then steps, numbers, events."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from onewindow.cases.models import Case, CaseStatus
from onewindow.kernel.errors import NotAllowedNow


def lock(
    case: Case | int,
    statuses: Collection[CaseStatus] = (),
    *,
    related: Collection[str] = (),
    refusal: str = "",
) -> Case:
    """Lock a case, or that of a key, and return it as it stands now, with what is `related`.

    Raise NotAllowedNow, with the words of `refusal`, when it is in none of the statuses.
    """
    rows = Case.objects.select_for_update(of=("self",))
    if related:
        rows = rows.select_related(*related)
    locked = rows.get(pk=case.pk if isinstance(case, Case) else case)
    if statuses and locked.status not in statuses:
        raise NotAllowedNow(refusal or _("这件申请的状态已经改变，请刷新页面。"))
    return locked


def lock_draft(case: Case) -> Case:
    """Lock a draft; raise NotAllowedNow once it is handed in or thrown away."""
    refusal = _("申请已经提交，不能再修改。")
    try:
        return lock(case, [CaseStatus.DRAFT], refusal=refusal)
    except Case.DoesNotExist as gone:
        raise NotAllowedNow(refusal) from gone


def lock_running(case: Case) -> Case:
    """Lock a case that is under review, with its item and region; raise NotAllowedNow otherwise."""
    return lock(
        case, [CaseStatus.ACCEPTED], related=["version__item", "department__region"],
        refusal=_("只有审查中的办件才能这样办理，请刷新页面。"),
    )  # fmt: skip


def lock_all(cases: Collection[Case]) -> list[Case]:
    """Lock several cases, in the order of their keys as everybody does who takes several."""
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=[case.pk for case in cases])
    return list(rows.order_by("pk"))
