"""What people of the permission table are told, and what could not be sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from onewindow.accounts.models import User
from onewindow.cases.models import BadCredit
from onewindow.cases.promises import credit
from onewindow.events import SYSTEM
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


def make_bad_credit(people: Mapping[str, Officer | User | None]) -> None:
    """Take the stranger no longer at his word."""
    stranger = people["stranger"]
    assert isinstance(stranger, User)
    credit.bar(
        stranger, reason="承诺不实", source="示例", since=MONDAY.date(), until=None, by=SYSTEM,
        at=MONDAY,
    )  # fmt: skip


class Told(Protocol):
    """A world in which people are told something."""

    @property
    def notices(self) -> Notices:
        """What they are told."""


Said = Callable[[Told], dict[str, object]]
# What the rows of the permission table are about, and what their forms say.
NOTICES: dict[str, Said] = {
    "notice": lambda world: {"pk": world.notices.applicant.pk},
    "notice of the clerk": lambda world: {"pk": world.notices.clerk.pk},
    "dead sending": lambda world: {"pk": world.notices.dead.pk},
    "bad credit": lambda _: {"pk": BadCredit.objects.get().pk},
}
NOTICE_FORMS: dict[str, Said] = {
    "portal:contact": lambda _: {"language": "en"},
    "desk:contact": lambda _: {"language": "en"},
    "portal:promise": lambda _: {"what": "nothing"},
    "desk:repair_credit": lambda _: {"reason": "已整改"},
}
