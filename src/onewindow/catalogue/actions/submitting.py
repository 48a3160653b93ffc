"""Hand a version to the offices; who agreed before and sees nothing new is not asked again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.checks import FailsChecks, blocking, check
from onewindow.catalogue.definition.notation import as_plain
from onewindow.catalogue.locking import check_claim
from onewindow.catalogue.models import (
    ItemVersion,
    Review,
    ReviewOffice,
    ReviewRound,
    Verdict,
    VersionStatus,
)
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.reading import procedure_of
from onewindow.catalogue.review_limits import due_after, review_limits
from onewindow.catalogue.rounds import check_answers, holding_agreements, last_round, next_round
from onewindow.catalogue.storing import definition_of
from onewindow.events.rules import Actor
from onewindow.kernel.errors import NotAllowedNow


def submit_for_review(version: ItemVersion, *, by: Actor, at: datetime) -> list[Review]:
    """Open a round of review at all four offices; agreements that still hold are carried over.

    Raise ProcedureError for an unsound step graph, FailsChecks for breaches of the quality rules,
    DeviatesFromStandard for a claimed item, Unanswered and NotChanged for comments of the round
    before, NotAllowedNow unless the version is a draft.
    """
    with transaction.atomic():
        # Judged as it is now: from here on no form can replace its elements.
        locked = ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        procedure_of(locked)
        definition = definition_of(locked)
        if broken := blocking(check(definition)):
            raise FailsChecks(broken)
        check_claim(locked, definition)
        last = last_round(locked)
        check_answers(locked, last, definition)
        move(locked, EDITABLE, VersionStatus.IN_REVIEW, submitted_at=at)
        opened = ReviewRound.objects.create(
            version=locked, number=next_round(locked),
            definition=as_plain(definition), submitted_at=at, submitted_by=by.code,
            submitted_by_name=by.name,
        )  # fmt: skip
        carried = holding_agreements(locked, last, definition)
        reviews = Review.objects.bulk_create(
            _review(opened, office, carried.get(office), at) for office in ReviewOffice.values
        )
        events.record(
            "item.submitted_for_review", chain=locked.item.chain, by=by, at=at,
            data={"version": locked.number, "round": opened.number, "carried": sorted(carried)},
        )  # fmt: skip
    version.status = locked.status
    return reviews


def move(
    version: ItemVersion, from_: tuple[VersionStatus, ...], to: VersionStatus, **values: datetime
) -> None:
    """Move a version on by one conditional update; raise NotAllowedNow when it was moved before."""
    changed = ItemVersion.objects.filter(pk=version.pk, status__in=from_).update(
        status=to, **values
    )
    if changed != 1:
        raise NotAllowedNow(_("这个版本的状态已经改变，请刷新页面。"))
    version.status = to


def _review(opened: ReviewRound, office: str, earlier: Review | None, at: datetime) -> Review:
    review = Review(
        version=opened.version, office=office, round=opened.number, opened_at=at,
        due_on=due_after(
            review_limits().review_days[office], region=opened.version.item.region_id, at=at
        ),
    )  # fmt: skip
    if earlier is not None:
        review.verdict, review.carried_from, review.decided_at = Verdict.AGREED, earlier, at
        review.by, review.by_name = earlier.by, earlier.by_name
    return review
