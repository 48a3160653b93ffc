"""Ask about a guide, answer, and let the draft take a good question up."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.actions.editing import edit, fingerprint
from onewindow.catalogue.definition.rows import FaqRow
from onewindow.catalogue.models import FrequentQuestion, GuideQuestion, ItemVersion, ServiceItem
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.personal_numbers import has_personal_number
from onewindow.catalogue.storing import definition_of
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow

PUBLIC = Actor(code="public", name="群众")
# A flood of questions fills neither the table nor the ledger.
MOST_PER_ITEM = 200


def ask_about(item: ServiceItem, text: str, *, at: datetime) -> GuideQuestion:
    """Ask about an item without a name; raise DomainError for personal numbers and for a flood."""
    if has_personal_number(text):
        raise DomainError(
            _("请删去身份证号、电话号码再提交：不用留联系方式，用下一页的网址就能看到答复。")
        )
    with transaction.atomic():
        day = at - timedelta(days=1)
        if GuideQuestion.objects.filter(item=item, asked_at__gt=day).count() >= MOST_PER_ITEM:
            raise DomainError(_("今天问这个事项的人太多，请明天再问，或者打咨询电话。"))
        question = GuideQuestion.objects.create(
            item=item, code=secrets.token_hex(10), text=text.strip(), asked_at=at
        )
        _record("question.asked", question, PUBLIC, at)
    return question


def answer_question(question: GuideQuestion, answer: str, *, by: Actor, at: datetime) -> None:
    """Answer a question; raise NotAllowedNow when a colleague was faster."""
    if not answer.strip():
        raise DomainError(_("请写答复。"))
    with transaction.atomic():
        hit = GuideQuestion.objects.open().filter(pk=question.pk).update(
            answer=answer.strip(), answered_at=at, answered_by=by.code, answered_by_name=by.name
        )  # fmt: skip
        if hit != 1:
            raise NotAllowedNow(_("同事已经答复了这个问题，请刷新页面。"))
        _record("question.answered", question, by, at)
    question.refresh_from_db()


def take_up(question: GuideQuestion, *, by: Actor, at: datetime) -> ItemVersion | None:
    """Put an answered question among the frequent ones of the open draft.

    Without a draft it is only noted, and None returned. Raise NotAllowedNow before there is an
    answer or when a draft has it already, and what `edit` raises.
    """
    with transaction.atomic():
        locked = GuideQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if not locked.answered_at or locked.taken_up_by_id:
            raise NotAllowedNow(_("这个问题还没有答复，或者已经收进草稿。"))
        draft = locked.item.versions.filter(status__in=EDITABLE).order_by("-number").first()
        if draft:
            _add(draft, locked, by, at)
        GuideQuestion.objects.filter(pk=locked.pk).update(
            noted_at=locked.noted_at or at, taken_up_by=draft
        )
        _record("question.taken_up", locked, by, at, version=draft.number if draft else 0)
    question.refresh_from_db()
    return draft


def _add(draft: ItemVersion, question: GuideQuestion, by: Actor, at: datetime) -> None:
    definition = definition_of(draft)
    longest = FrequentQuestion._meta.get_field("question").max_length
    row = FaqRow(Truncator(question.text).chars(longest or len(question.text)), question.answer)
    after = replace(definition, faq=(*definition.faq, row))
    edit(draft, {"faq": after.faq}, seen=fingerprint(definition, ["faq"]), by=by, at=at)


def _record(code: str, question: GuideQuestion, by: Actor, at: datetime, **more: int) -> None:
    # Neither text nor code: the one may name people, the other opens the answer.
    data = {"question": question.pk, **more}
    events.record(code, chain=question.item.chain, by=by, at=at, data=data)
