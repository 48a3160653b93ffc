"""A company that applies through the people who act for it."""

from datetime import date, datetime

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.errors import AlreadyRegistered
from onewindow.accounts.models.people import only_applicants
from onewindow.accounts.models.user import User
from onewindow.accounts.names import check_name
from onewindow.events import Actor
from onewindow.kernel.identity import check_uscc


class CompanyQuerySet(models.QuerySet["Company"]):
    """Which companies."""

    def acted_for_by(self, user: User, on: date) -> "CompanyQuerySet":
        """Return the companies that a user may apply for on a day."""
        agents = CompanyAgent.objects.valid(on).filter(company=models.OuterRef("pk"), user=user)
        return self.filter(models.Exists(agents))


class Company(models.Model):
    """A company or other organisation, known by its unified social credit code (GB 32100)."""

    name = models.CharField(max_length=200)
    uscc = models.CharField(max_length=18, unique=True)
    legal_representative = models.CharField(max_length=100)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    objects = CompanyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def register(
        cls,
        *,
        name: str,
        uscc: str,
        legal_representative: str,
        address: str = "",
        phone: str = "",
        by: Actor,
        at: datetime,
    ) -> "Company":
        """Register a company; raise InvalidIdentity, AlreadyRegistered, UnprintableName."""
        check_name(name)
        code = check_uscc(uscc)
        try:
            with transaction.atomic():
                company = cls.objects.create(
                    name=name,
                    uscc=code,
                    legal_representative=legal_representative,
                    address=address,
                    phone=phone,
                )
                events.record("account.registered", chain=company.chain, by=by, at=at)
        except IntegrityError as error:
            raise AlreadyRegistered(_("这个统一社会信用代码已经登记过。")) from error
        return company

    @property
    def chain(self) -> str:
        """The chain of the ledger that tells of this company."""
        return f"account/{self.uscc}"

    def authorise(
        self, user: User, *, valid_from: date, valid_to: date | None = None, by: Actor, at: datetime
    ) -> "CompanyAgent":
        """Let an applicant act for the company from a day until another (exclusive)."""
        with transaction.atomic():
            events.record(
                "account.agent_authorised",
                chain=self.chain,
                by=by,
                at=at,
                data={"agent": user.actor.code, "from": valid_from.isoformat()},
            )
            return self.agents.create(user=user, valid_from=valid_from, valid_to=valid_to)


class CompanyAgentQuerySet(models.QuerySet["CompanyAgent"]):
    """Which mandates."""

    def valid(self, on: date | TruncDate) -> "CompanyAgentQuerySet":
        """Return those in force on a day (a date, or one the database knows)."""
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gt=on), valid_from__lte=on)


class CompanyAgent(models.Model):
    """A person who may apply in a company's name, from a day until another (exclusive)."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="agents")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="company_roles")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = CompanyAgentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "user"],
                condition=models.Q(valid_to=None),
                name="company_agent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
                name="company_agent_ends_after_start",
            ),
        ]
        triggers = [only_applicants()]

    def __str__(self) -> str:
        return f"{self.user} → {self.company}"
