"""A mandate 委托: what an agent may do in a person's or a company's name, until when."""

import secrets
from datetime import date, timedelta
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onewindow.accounts.models import Company, User
from onewindow.catalogue.models import ServiceItem
from onewindow.documents.models import Document
from onewindow.events import Actor, Principal

# What was given stays as it was given: only the answer to it and its end are written afterwards.
UNCHANGED = """
IF TG_OP = 'UPDATE'
    AND to_jsonb(NEW) - '{agent_id,document_id,accepted_at,declined_at,closed_at}'::text[]
        - '{revoked_at,revoked_by,revoked_by_name,revoked_reason}'::text[]
        = to_jsonb(OLD) - '{agent_id,document_id,accepted_at,declined_at,closed_at}'::text[]
        - '{revoked_at,revoked_by,revoked_by_name,revoked_reason}'::text[]
    AND (OLD.agent_id IS NULL OR OLD.agent_id = NEW.agent_id)
    AND (OLD.accepted_at IS NULL OR OLD.accepted_at = NEW.accepted_at)
    AND (OLD.revoked_at IS NULL OR to_jsonb(NEW) = to_jsonb(OLD)) THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'a mandate does not change; revoke it and give another'
    USING ERRCODE = 'integrity_constraint_violation';
"""
ONLY_APPLICANTS = """
IF EXISTS (SELECT 1 FROM accounts_user u
    WHERE u.id IN (NEW.agent_id, NEW.principal_id) AND u.kind <> 'applicant') THEN
    RAISE EXCEPTION 'only the account of an applicant can apply'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


# What is no single item, such as a whole project: only mandates for everything cover it.
EVERYTHING = 0


class Power(models.TextChoices):
    """What an agent may do; withdrawing gives up a right and has to be granted by name."""

    APPLY = "apply", pgettext_lazy("mandate", "申请：填写、提交、补正")
    FOLLOW = "follow", pgettext_lazy("mandate", "查询：看办件和进度")
    COLLECT = "collect", pgettext_lazy("mandate", "领取：收取决定书、证照和其他文书")
    WITHDRAW = "withdraw", pgettext_lazy("mandate", "撤回申请（特别授权）")


class MandateKind(models.TextChoices):
    """Who acts for whom."""

    PERSON = "person", _("个人委托")
    EMPLOYEE = "employee", _("企业经办人")
    # No mandate in the words of the law: he is the company's organ (民法典第六十一条).
    REPRESENTATIVE = "representative", _("法定代表人")
    HELPER = "helper", _("帮办代办")


class Proof(models.TextChoices):
    """What shows that it was given."""

    SIGNED = "signed", _("网上签署")
    PAPER = "paper", _("纸质委托书")
    REGISTERED = "registered", _("登记时确认")


class State(models.TextChoices):
    """Where it stands on a day; nothing has to run for it to end."""

    OFFERED = "offered", _("等待对方接受")
    LAPSED = "lapsed", _("逾期没有接受")
    DECLINED = "declined", _("对方没有接受")
    UPCOMING = "upcoming", _("尚未开始")
    IN_FORCE = "in_force", _("有效")
    ENDED = "ended", _("已到期")
    REVOKED = "revoked", _("已终止")


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Which mandates."""

    def in_force(self, on: "date | models.Func") -> Self:
        """Return those that count on a day (a date, or one that the database knows)."""
        return self.filter(
            models.Q(valid_to=None) | models.Q(valid_to__gt=on),
            accepted_at__isnull=False, revoked_at=None, valid_from__lte=on,
        )  # fmt: skip

    def with_power(self, power: Power) -> Self:
        """Return those that let the agent do something."""
        return self.filter(powers__contains=[power.value])

    def covering(self, item: "int | models.OuterRef") -> Self:
        """Return those that an item is within the scope of."""
        listed = Mandate.items.through.objects.filter(
            mandate=models.OuterRef("pk"), serviceitem=models.OuterRef(item) if isinstance(
                item, models.OuterRef) else item,
        )  # fmt: skip
        return self.filter(models.Q(covers_all=True) | models.Exists(listed))

    def listed(self) -> Self:
        """Return them with what every list shows."""
        return self.select_related("principal", "company", "agent", "document").prefetch_related(
            "items"
        )


class Mandate(models.Model):
    """From a person or a company to an agent; it counts once he has accepted, until it ends.

    Until then the agent is known by his name and a keyed digest of his number only: giving a
    mandate says nothing about who has an account. `valid_to` is exclusive.
    """

    number = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=16, choices=MandateKind)
    principal = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates_given"
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    agent = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates_received"
    )
    agent_name = models.CharField(max_length=100)
    agent_index = models.BinaryField(blank=True, default=b"", db_index=True)
    agent_number = models.CharField(max_length=40, blank=True, default="")
    powers = ArrayField(models.CharField(max_length=16, choices=Power))
    covers_all = models.BooleanField()
    items = models.ManyToManyField(ServiceItem, related_name="mandates", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=16, choices=Proof)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=150, blank=True, default="")
    revoked_by_name = models.CharField(max_length=100, blank=True, default="")
    revoked_reason = models.TextField(blank=True, default="")
    # When the ledger was told that its time is over; whether it is over, the dates say.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(principal=None, company__isnull=False)
                | models.Q(principal__isnull=False, company=None),
                name="mandate_from_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("agent")), name="mandate_not_to_himself"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["employee", "representative"], company__isnull=False)
                | models.Q(kind="person", company=None)
                | models.Q(kind="helper"),
                name="mandate_kind_fits",
            ),
            models.CheckConstraint(
                condition=models.Q(powers__contained_by=Power.values, powers__len__gt=0),
                name="mandate_powers_known",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="mandate_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(agent__isnull=False),
                name="mandate_accepted_has_agent",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(declined_at=None),
                name="mandate_one_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_by="")),
                name="mandate_revoked_by_whom",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["agent", "company"], name="mandate_of_agent"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="unchanged",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=UNCHANGED,
            ),
            pgtrigger.Trigger(
                name="applicant_accounts",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=ONLY_APPLICANTS,
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def chain(self) -> str:
        """The ledger chain of this mandate."""
        return f"mandate/{self.number}"

    @property
    def giver(self) -> Principal:
        """Who gave it, as the ledger names him."""
        if self.company is not None:
            return Principal(f"company/{self.company.uscc}", self.company.name, self.number)
        if self.principal is None:
            raise LookupError(self.pk)
        return Principal(self.principal.actor.code, self.principal.name, self.number)

    @property
    def giver_name(self) -> str:
        """Who gave it, by name."""
        return self.giver.name

    def actor(self, user: User) -> Actor:
        """Return the agent as the ledger names him: himself, for whom he acts."""
        return Actor(user.actor.code, user.actor.name, on_behalf=self.giver)

    def state(self, on: date) -> State:
        """Say where it stands on a day."""
        if self.revoked_at is not None:
            return State.REVOKED
        if self.declined_at is not None:
            return State.DECLINED
        if self.accepted_at is None:
            is_late = self.answer_by is not None and on > self.answer_by
            return State.LAPSED if is_late else State.OFFERED
        if self.valid_to is not None and self.valid_to <= on:
            return State.ENDED
        return State.IN_FORCE if self.valid_from <= on else State.UPCOMING

    @property
    def last_day(self) -> date | None:
        """The last day on which it counts, as people write it (至…止)."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None


def new_code() -> str:
    """Return a code that nobody can guess, in three groups that people can type."""
    text = secrets.token_hex(6).upper()
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"
