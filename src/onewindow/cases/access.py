"""Who may see which case. Missing and forbidden look the same: DoesNotExist."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.timezone import localdate

from onewindow.accounts.fields import blind_index
from onewindow.accounts.models import User
from onewindow.accounts.personal import register
from onewindow.cases.acting import held_by, own_cases, within
from onewindow.cases.borrowing import covers
from onewindow.cases.facts import steps_of, with_facts
from onewindow.cases.models import (
    Case,
    CaseStatus,
    CaseStep,
    Grant,
    Letter,
    StepStatus,
    Submission,
)
from onewindow.cases.models.case import CaseQuerySet
from onewindow.cases.models.grants import GrantQuerySet
from onewindow.cases.models.letters import LetterQuerySet
from onewindow.cases.models.steps import CaseStepQuerySet
from onewindow.cases.reach import Reach
from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.catalogue.models import ItemVersion
from onewindow.delegation.authorities import Authority
from onewindow.mandates.models import Power
from onewindow.orgs.models import Officer, Role
from onewindow.orgs.substituting import stood_in_for
from onewindow.procedure.model import StepKind

HANDLING = frozenset(ROLE_FOR_KIND.values())
NOT_ASKED = frozenset({StepStatus.PRUNED, StepStatus.OPTIONAL})
WATCHES_LETTERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


def applications_of(user: User | AnonymousUser) -> CaseQuerySet:
    """Return the cases that an account may read, drafts included.

    Those in his own name, whoever began them, and what his mandates let him see today: what he
    began himself, a company's drafts where he may apply, the other cases where he may follow.
    """
    if not isinstance(user, User) or not user.is_applicant:
        return Case.objects.none()
    is_draft = Q(status=CaseStatus.DRAFT)
    held = held_by(user, localdate())
    applies, follows = within(held, Power.APPLY), within(held, Power.FOLLOW)
    begun = applies & (Q(agent=user) | is_draft & Q(company__isnull=False))
    readable = Case.objects.filter(own_cases(user) | begun | follows & ~is_draft)
    return readable.select_related(
        "version__item__department", "company", "department__region", "decision", "agent",
        "granted", "applicant", "mandate",
    )  # fmt: skip


def collectable_by(user: User | AnonymousUser) -> CaseQuerySet:
    """Return the cases whose letters he may take: his own, and where he may collect."""
    if not isinstance(user, User) or not user.is_applicant:
        return Case.objects.none()
    collects = within(held_by(user, localdate()), Power.COLLECT)
    return Case.objects.submitted().filter(own_cases(user) | collects)


def application_for(user: User | AnonymousUser, number: str) -> Case:
    """Return the applicant's own submitted case; raise Case.DoesNotExist otherwise."""
    return with_facts(applications_of(user).submitted(), number)


def draft_for(user: User | AnonymousUser, uid: UUID) -> Case:
    """Return the applicant's own draft, or what it became; raise Case.DoesNotExist otherwise."""
    return applications_of(user).get(uid=uid)


def grants_of(user: User | AnonymousUser) -> GrantQuerySet:
    """Return the permits that cases of his granted, also those he follows for others."""
    grants = Grant.objects.filter(case__in=applications_of(user).submitted()).order_by("-pk")
    return grants.select_related(
        "case", "department", "letter__document", "previous", "company", "item"
    ).prefetch_related("endings", "case__letters")


def grant_for(user: User | AnonymousUser, number: str) -> Grant:
    """Return the permit that a case of his granted; raise Grant.DoesNotExist otherwise."""
    return grants_of(user).get(case__number=number)


def drafts_of(user: User | AnonymousUser, version: ItemVersion) -> CaseQuerySet:
    """Return the applicant's open drafts of an item, newest first."""
    drafts = applications_of(user).filter(version=version, status=CaseStatus.DRAFT)
    return drafts.order_by("-changed_at")


def cases_for(officer: Officer, roles: frozenset[str], reach: Reach | None = None) -> CaseQuerySet:
    """Return the cases an officer may read, as little as his work needs (个人信息保护法 Art 6).

    Who handles cases: his department's and those it has a step in; who has a letter or works where
    an item was delegated to: the cases that it covers; a supervisor: all; others: none.
    """
    cases = Case.objects.submitted().select_related(
        "version__item", "department__region", "applicant", "company"
    )
    if Role.SUPERVISOR in roles:
        return cases
    readable = (reach or Reach(officer, roles)).borrowed
    if HANDLING & roles:
        readable |= Q(entry__units__contains=[officer.department_id])
    return cases.filter(readable)


def may_find_by_number(roles: frozenset[str]) -> bool:
    """Say whether the register of personal data lets one of the roles use whole numbers."""
    return register().may_see("citizen_id", roles)


def cases_by_number(officer: Officer, roles: frozenset[str], number: str) -> CaseQuerySet:
    """Return the cases he may read of the person with a citizen ID or phone, newest first."""
    cases = cases_for(officer, roles)
    if not may_find_by_number(roles):
        return cases.none()
    digests = {
        f"applicant__person__{column}_index": blind_index(number, column=column)
        for column in ("citizen_id", "phone")
    }
    his = Q(*digests.items(), _connector=Q.OR)
    return cases.filter(his, company=None).order_by("-submitted_at", "-pk")


def case_for(
    officer: Officer, roles: frozenset[str], number: str, reach: Reach | None = None
) -> Case:
    """Return one case an officer may read; raise Case.DoesNotExist otherwise."""
    return with_facts(cases_for(officer, roles, reach), number)


def work_for(
    officer: Officer, roles: frozenset[str], reach: Reach | None = None
) -> CaseStepQuerySet:
    """Return the open steps that are his to do: by department, post and role, or by a letter.

    Delivery is the system's as soon as the letter is made. `reach` spares finding it out again.
    """
    return (reach or Reach(officer, roles)).steps.open().exclude(kind=StepKind.DELIVERY)


def step_for(officer: Officer, roles: frozenset[str], number: str, code: str) -> CaseStep:
    """Return a step that is his, by post or by a letter; raise CaseStep.DoesNotExist otherwise."""
    steps = Reach(officer, roles).steps.current()
    steps = steps.select_related("case__version__item", "case__department__region", "unit")
    # A step that was sent back is a row of each round; the last one counts.
    latest = steps.filter(case__number=number, code=code).order_by("-round").first()
    if latest is None:
        raise CaseStep.DoesNotExist
    return latest


def authority_over(officer: Officer, roles: frozenset[str], step: CaseStep) -> Authority | None:
    """Return the letter or delegation by which he does a step today; None when it is his own."""
    reach = Reach(officer, roles)
    held = next((each for each in reach.authorities if covers(each, step)), None)
    if held and CaseStep.objects.filter(reach.own, pk=step.pk).exists():
        return None
    return held


def stands_in_for_holder(officer: Officer, step: CaseStep) -> str:
    """Return the name of who holds a step, if the officer stands in for him today."""
    colleagues = stood_in_for(officer, localdate())
    return next((each.user.name for each in colleagues if each.actor.code == step.officer), "")


def materials_seen_by(
    officer: Officer, roles: frozenset[str], case: Case, reach: Reach | None = None
) -> frozenset[str] | None:
    """Return the codes of the materials an officer may see in a case; None for all.

    A department that only reviews sees those that its steps name; a step that names none sees all.
    Who decides on the item, takes cases in, supervises or acts by a letter sees all.
    """
    if Role.SUPERVISOR in roles or officer.department_id == case.department_id:
        return None
    codes = {
        each.code
        for each in steps_of(case)
        if each.unit_id == officer.department_id and each.status not in NOT_ASKED
    }
    rows = case.version.steps.filter(code__in=codes)
    seen: set[str] = set()
    for named in rows.values_list("materials", flat=True):
        if not named:
            return None
        seen |= set(named)
    reach = reach or Reach(officer, roles)
    if reach.authorities and Case.objects.filter(reach.borrowed, pk=case.pk).exists():
        return None
    return frozenset(seen) if codes else None


def submission_for_applicant(user: User | AnonymousUser, uid: UUID, pk: int) -> Submission:
    """Return a file the applicant handed in; raise Submission.DoesNotExist otherwise."""
    files = Submission.objects.select_related("document", "case", "material", "field")
    return files.get(pk=pk, case__uid=uid, case__in=applications_of(user))


def submission_for_officer(
    officer: Officer, roles: frozenset[str], number: str, pk: int
) -> Submission:
    """Return a file of a case the officer may read; raise Submission.DoesNotExist otherwise."""
    files = Submission.objects.select_related("document", "case__version", "material", "field")
    found = files.get(pk=pk, case__number=number, case__in=cases_for(officer, roles))
    seen = materials_seen_by(officer, roles, found.case)
    if seen is not None and found.material and found.material.code not in seen:
        raise Submission.DoesNotExist
    return found


def letters_for_applicant(user: User | AnonymousUser, number: str) -> LetterQuerySet:
    """Return the letters of an applicant's own case that are meant for him, made or ordered."""
    letters = Letter.objects.for_applicant().select_related("document", "case")
    return letters.filter(case__number=number, case__in=applications_of(user))


def letter_for_applicant(user: User | AnonymousUser, number: str, pk: int | None = None) -> Letter:
    """Return a made letter of his own case, without `pk` that of the decision.

    Raise Letter.DoesNotExist otherwise.
    """
    letters = letters_for_applicant(user, number).exclude(document=None)
    return _one(letters.filter(case__in=collectable_by(user)), pk)


def letters_for_officer(officer: Officer, roles: frozenset[str], number: str) -> LetterQuerySet:
    """Return the letters of a case he may read, made or ordered."""
    letters = Letter.objects.select_related("document", "case")
    return letters.filter(case__number=number, case__in=cases_for(officer, roles))


def letter_for_officer(
    officer: Officer, roles: frozenset[str], number: str, pk: int | None = None
) -> Letter:
    """Return a made letter of a case he may read, without `pk` that of the decision.

    Raise Letter.DoesNotExist otherwise.
    """
    return _one(letters_for_officer(officer, roles, number).exclude(document=None), pk)


def _one(letters: LetterQuerySet, pk: int | None) -> Letter:
    if pk is not None:
        return letters.get(pk=pk)
    last = letters.decisions().order_by("pk").last()
    if last is None:
        raise Letter.DoesNotExist
    return last


def failed_letters(roles: frozenset[str]) -> int:
    """Return how many letters could not be made, for those who have to see to it; others: 0."""
    return Letter.objects.failed().count() if roles & WATCHES_LETTERS else 0


def letter_by_code(code: str) -> Letter:
    """Return the made letter of a code, for anybody; raise Letter.DoesNotExist otherwise.

    The code is on the letter only, so whoever knows it holds the letter.
    """
    letters = Letter.objects.select_related(
        "document",
        "department",
        "case__department",
        "case__version",
        "case__company",
        "case__granted",
    )
    return letters.exclude(document=None).get(code=code)
