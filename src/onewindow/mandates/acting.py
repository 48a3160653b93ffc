"""Acting for somebody: the mandate that allows it, locked until the transaction ends."""

from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow.accounts.models import Company, User
from onewindow.mandates.errors import NotMandated
from onewindow.mandates.models import Mandate, MandateQuerySet, Power

# Whoever revokes it at this moment comes before this or after it, never in between.
HOLD = "SELECT 1 FROM mandates_mandate WHERE id = %s AND revoked_at IS NULL FOR SHARE"


def mandates_to_act(
    agent: User, *, company: Company | None, principal: User | None, power: Power, on: date
) -> MandateQuerySet:
    """Return the mandates by which an agent may do something for one party on a day."""
    valid = Mandate.objects.in_force(on).with_power(power).filter(agent=agent)
    # What a company allows is not allowed by whoever works there, nor the other way round.
    return valid.filter(company=company, principal=None if company is not None else principal)


def hold_mandate(
    agent: User,
    item: int,
    *,
    company: Company | None = None,
    principal: User | None = None,
    power: Power,
    at: datetime,
) -> Mandate:
    """Return a mandate that lets an agent do something with an item; raise NotMandated.

    Call it inside the transaction of what he does: a revocation waits for its end, or has come
    before and counts.
    """
    able = mandates_to_act(
        agent, company=company, principal=principal, power=power, on=localdate(at)
    )
    for mandate in able.covering(item).select_related("company", "principal").order_by("pk"):
        with connection.cursor() as cursor:
            cursor.execute(HOLD, [mandate.pk])
            if cursor.fetchone() is not None:
                return mandate
    raise NotMandated(
        _("您现在没有办这件事的委托：委托里没有这项权限，或者委托已经到期、已经终止。")
    )
