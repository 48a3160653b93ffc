"""What people of the permission table are told, and what could not be sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from onewindow.accounts.models import User
from onewindow.messages.actions import choose_channels, enqueue
from onewindow.messages.models import Notice, Sending, SendingStatus
from onewindow.orgs.models import Officer
from tests.cases.building import MONDAY


@dataclass(frozen=True)
class Notices:
    """One notice of the applicant, one of the clerk, and one that could not be sent."""

    applicant: Notice
    clerk: Notice
    dead: Sending


def make_notices(people: Mapping[str, Officer | User | None]) -> Notices:
    """Tell the applicant and the clerk something; give up on the applicant's mail."""
    applicant, clerk = people["applicant"], people["counter_clerk"]
    assert isinstance(applicant, User)
    assert isinstance(clerk, Officer)
    choose_channels(
        applicant, mail="a@example.org", wechat="", channels=["mail"], language="en", at=MONDAY
    )
    told = [notice_of(user) for user in (applicant, clerk.user)]
    Sending.objects.update(status=SendingStatus.DEAD, problem="no such user")
    return Notices(told[0], told[1], Sending.objects.get())


def notice_of(user: User) -> Notice:
    """Tell somebody one thing."""
    facts = {"by": "示例·某人"}
    enqueue(user, "mandate.given", key="table", facts=facts, at=MONDAY)
    return Notice.objects.get(user=user, key="table")
