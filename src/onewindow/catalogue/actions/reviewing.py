"""Joint review: four offices at once, each for its own fields; objections go back together."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.checks import FailsChecks, blocking, check
from onewindow.catalogue.drafters import drafters_of
from onewindow.catalogue.models import ItemVersion, Review, ReviewOffice, Verdict, VersionStatus
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.reading import procedure_of
from onewindow.catalogue.rules import OwnDraft
from onewindow.catalogue.storing import definition_of
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow


def submit_for_review(version: ItemVersion, *, by: Actor, at: datetime) -> list[Review]:
    """Open a round of review at all four offices.

    Raise ProcedureError for an unsound step graph, FailsChecks for breaches of the quality rules,
    NotAllowedNow unless the version is a draft.
    """
    with transaction.atomic():
        # Locked first: from here on no form can replace the steps that are judged.
        ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        procedure_of(version)
        if broken := blocking(check(definition_of(version))):
            raise FailsChecks(broken)
        _move(version, EDITABLE, VersionStatus.IN_REVIEW, submitted_at=at)
        last = version.reviews.aggregate(last=Max("round"))["last"] or 0
        reviews = Review.objects.bulk_create(
            Review(version=version, office=office, round=last + 1, opened_at=at)
            for office in ReviewOffice.values
        )
        events.record(
            "item.submitted_for_review", chain=version.item.chain, by=by, at=at,
            data={"version": version.number, "round": last + 1},
        )  # fmt: skip
    return reviews


def review(item_review: Review, *, by: Actor, agrees: bool, comment: str, at: datetime) -> Review:
    """Give one office's verdict; the last verdict of a round with an objection returns the version.

    Raise OwnDraft for the drafter, NotAllowedNow when the office has spoken already, DomainError
    for an objection without reasons.
    """
    version = item_review.version
    if by.code in drafters_of(version):
        raise OwnDraft(_("您起草的事项不能由您自己审核，请由本单位其他人员审核。"))
    if not agrees and not comment.strip():
        raise DomainError(_("提出意见时要写明哪里需要修改，部门才能改。"))
    with transaction.atomic():
        # Locked first: the verdicts of one round are serial, so the last one sees all.
        ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        changed = Review.objects.filter(
            pk=item_review.pk, verdict=Verdict.PENDING, version__status=VersionStatus.IN_REVIEW
        ).update(
            verdict=Verdict.AGREED if agrees else Verdict.OBJECTED,
            comment=comment, by=by.code, by_name=by.name, decided_at=at,
        )  # fmt: skip
        if changed != 1:
            raise NotAllowedNow(_("本单位这一轮的意见已经提交，不能重复提交。"))
        events.record(
            "item.reviewed", chain=version.item.chain, by=by, at=at,
            data={
                "version": version.number, "office": item_review.office,
                "agrees": agrees, "comment": comment,
            },
        )  # fmt: skip
        _return_if_objected(version, item_review.round, at)
    item_review.refresh_from_db()
    return item_review


def _return_if_objected(version: ItemVersion, round_number: int, at: datetime) -> None:
    verdicts = set(version.reviews.filter(round=round_number).values_list("verdict", flat=True))
    if Verdict.PENDING in verdicts or Verdict.OBJECTED not in verdicts:
        return
    _move(version, (VersionStatus.IN_REVIEW,), VersionStatus.RETURNED)
    events.record(
        "item.returned", chain=version.item.chain, by=events.SYSTEM, at=at,
        data={"version": version.number, "round": round_number},
    )  # fmt: skip


def _move(
    version: ItemVersion, from_: tuple[VersionStatus, ...], to: VersionStatus, **values: datetime
) -> None:
    changed = ItemVersion.objects.filter(pk=version.pk, status__in=from_).update(
        status=to, **values
    )
    if changed != 1:
        raise NotAllowedNow(_("这个版本的状态已经改变，请刷新页面。"))
    version.status = to
