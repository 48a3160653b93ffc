"""Joint review: offices at once, each for its own elements; objections go back together."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.actions.submitting import move
from onewindow.catalogue.drafters import drafters_of
from onewindow.catalogue.element_rules import elements_reviewed_by
from onewindow.catalogue.models import (
    ItemVersion,
    Resolution,
    Review,
    ReviewComment,
    ReviewRound,
    Verdict,
    VersionStatus,
)
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.review_limits import due_after, review_limits
from onewindow.catalogue.rounds import labels, last_round
from onewindow.catalogue.rules import OwnDraft
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow


def review(
    item_review: Review,
    *,
    by: Actor,
    agrees: bool,
    at: datetime,
    comments: Mapping[str, str] | None = None,
    comment: str = "",
) -> Review:
    """Give one office's verdict with comments by element.

    The last verdict of a round with an objection returns the version. Raise OwnDraft for whoever
    drafted or edited it, NotAllowedNow when the office has spoken already, DomainError for an
    objection without a comment and for a comment on an element of another office.
    """
    version = item_review.version
    said = {code: text.strip() for code, text in (comments or {}).items() if text.strip()}
    _check(item_review, by, said, agrees=agrees)
    with transaction.atomic():
        # Locked first: the verdicts of one round are serial, so the last one sees all.
        ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        pending = Review.objects.filter(
            pk=item_review.pk, verdict=Verdict.PENDING, version__status=VersionStatus.IN_REVIEW
        )
        if not pending.exists():
            raise NotAllowedNow(_("本单位这一轮的意见已经提交，不能重复提交。"))
        # Before the verdict: once it is given, nothing is added to it.
        ReviewComment.objects.bulk_create(
            ReviewComment(review=item_review, element=code, text=text)
            for code, text in said.items()
        )
        pending.update(
            verdict=Verdict.AGREED if agrees else Verdict.OBJECTED,
            comment=comment.strip(), by=by.code, by_name=by.name, decided_at=at,
        )  # fmt: skip
        events.record(
            "item.reviewed", chain=version.item.chain, by=by, at=at,
            data={
                "version": version.number, "round": item_review.round,
                "office": item_review.office, "agrees": agrees, "comments": said,
                "comment": comment.strip(),
            },
        )  # fmt: skip
        _return_if_objected(version, item_review.round, at)
    item_review.refresh_from_db()
    return item_review


def answer_comment(
    item_comment: ReviewComment, *, by: Actor, resolution: str, text: str, at: datetime
) -> None:
    """Answer a comment for the department: changed, or not changed and why.

    Raise DomainError for an answer without reasons, NotAllowedNow when the version is not with
    the department, or the comment is of an earlier round.
    """
    version = item_comment.review.version
    if resolution not in Resolution.values:
        raise DomainError(_("请选择“已修改”或者“不修改，说明理由”。"))
    if resolution == Resolution.EXPLAINED and not text.strip():
        raise DomainError(_("不修改的，要写明理由，审核单位才能判断。"))
    with transaction.atomic():
        locked = ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        last = last_round(locked)
        if (
            locked.status not in EDITABLE
            or last is None
            or last.number != item_comment.review.round
        ):
            raise NotAllowedNow(_("这条意见现在不能答复，请刷新页面。"))
        ReviewComment.objects.filter(pk=item_comment.pk).update(
            resolution=resolution, answer=text.strip(), resolved_at=at, resolved_by=by.code,
            resolved_by_name=by.name,
        )  # fmt: skip
        events.record(
            "item.comment_answered", chain=version.item.chain, by=by, at=at,
            data={
                "version": version.number, "round": item_comment.review.round,
                "office": item_comment.review.office, "element": item_comment.element,
                "resolution": resolution, "answer": text.strip(),
            },
        )  # fmt: skip


def _check(item_review: Review, by: Actor, said: Mapping[str, str], *, agrees: bool) -> None:
    if by.code in drafters_of(item_review.version):
        raise OwnDraft(_("您起草或修改过这个事项，不能由您自己审核，请由本单位其他人员审核。"))
    if not agrees and not said:
        raise DomainError(_("提出意见时，至少在一个要素下写明哪里需要修改，部门才能改。"))
    if foreign := set(said) - set(elements_reviewed_by(item_review.office)):
        raise DomainError(
            _("这些要素由其他单位审核，请不要在这里提意见：%(elements)s。")
            % {"elements": labels(sorted(foreign))}
        )


def _return_if_objected(version: ItemVersion, number: int, at: datetime) -> None:
    verdicts = set(version.reviews.filter(round=number).values_list("verdict", flat=True))
    if Verdict.PENDING in verdicts or Verdict.OBJECTED not in verdicts:
        return
    due_on = due_after(review_limits().answer_days, region=version.item.region_id, at=at)
    move(version, (VersionStatus.IN_REVIEW,), VersionStatus.RETURNED)
    ReviewRound.objects.filter(version=version, number=number).update(
        returned_at=at, answer_due_on=due_on
    )
    events.record(
        "item.returned", chain=version.item.chain, by=events.SYSTEM, at=at,
        data={"version": version.number, "round": number, "due_on": due_on.isoformat()},
    )  # fmt: skip
