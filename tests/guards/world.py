"""One of everything that a page shows, and the whole cast, for the permission table."""

import io
from dataclasses import dataclass, replace
from datetime import datetime

from django.test import Client
from django.utils.timezone import now

from onewindow.accounts.models import Company, User
from onewindow.cases import actions
from onewindow.cases.models import Case, Letter, Submission
from onewindow.catalogue.actions import (
    ask_about,
)
from onewindow.catalogue.models import GuideQuestion, ItemVersion
from onewindow.documents.actions import receive
from onewindow.events import SYSTEM
from onewindow.orgs.models import Officer, Role, Substitution
from tests import cast
from tests.cases.building import (
    MONDAY,
    REVIEWS,
    City,
    make_version,
    step,
)
from tests.delegation.papers import Papers, make_papers
from tests.documents.samples import pdf
from tests.guards.absent import make_substitution
from tests.guards.claims import Claims, make_claims
from tests.guards.halts import Halts, Upload, make_halts
from tests.guards.imports import Imports, make_imports
from tests.guards.items import (
    departments,
    make_ending,
    make_item,
    make_returned_item,
    make_scheduled,
    make_second,
    make_suspended,
)
from tests.guards.lab import Lab, make_lab
from tests.guards.mandates import Mandates, make_left, make_mandates
from tests.guards.meetings import Meetings, make_meetings
from tests.guards.notices import Notices, make_bad_credit, make_notices
from tests.guards.projects import Projects, make_projects
from tests.guards.tables import Tables, make_tables
from tests.guards.words import make_words

SLUG = "sample"


@dataclass(frozen=True)
class World:
    """Who there is, and one object in every state that matters to a page."""

    people: dict[str, Officer | User | None]
    company: str
    draft: Case
    submitted: Case
    just_submitted: Case
    to_correct: Case
    accepted: Case
    held: Case
    reviewed: Case
    halts: Halts
    finished: Case
    of_company: Case
    of_ended_mandate: Case
    draft_file: Submission
    finished_file: Submission
    made: Case
    item_published: ItemVersion
    item_draft: ItemVersion
    item_in_review: ItemVersion
    item_agreed: ItemVersion
    item_second: ItemVersion
    item_suspended: ItemVersion
    item_scheduled: ItemVersion
    item_ending: ItemVersion
    item_returned: ItemVersion
    imports: Imports
    papers: Papers
    claims: Claims
    mandates: Mandates
    meetings: Meetings
    projects: Projects
    notices: Notices
    question: GuideQuestion
    tables: Tables
    substitution: Substitution
    lab: Lab

    def browsers(self) -> dict[str, Client]:
        """Return a signed-in browser for everybody, in the order of the table's columns."""
        return {name: cast.signed_in(somebody) for name, somebody in self.people.items()}


def make_people() -> dict[str, Officer | User | None]:
    """Make the cast. The item belongs to `scjg`; `ghj` reviews, `qxj` has nothing to do with it."""
    manager = ("item_management",)
    return {
        "anonymous": None,
        "applicant": cast.make_person("applicant"),
        "stranger": cast.make_person("stranger"),
        "company_agent": cast.make_person("company.agent"),
        "counter_clerk": cast.make_officer("clerk", Role.COUNTER_CLERK, department="zwj"),
        "reviewer": cast.make_officer("reviewer", Role.REVIEWER, department="ghj"),
        "reviewer_elsewhere": cast.make_officer("weather", Role.REVIEWER, department="qxj"),
        "decider": cast.make_officer("decider", Role.DECIDER),
        "item_manager": cast.make_officer("manager", Role.ITEM_MANAGER, posts=manager),
        "item_manager_elsewhere": cast.make_officer(
            "manager.elsewhere", Role.ITEM_MANAGER, department="qxj", posts=manager
        ),
        "legal_officer": cast.make_officer("lawyer", Role.LEGAL_OFFICER),
        "establishment_office": cast.make_officer(
            "establishment", Role.ESTABLISHMENT_OFFICE, department="bb"
        ),
        "legislative_office": cast.make_officer(
            "legislative", Role.LEGISLATIVE_OFFICE, department="fzb"
        ),
        "government_office": cast.make_officer(
            "government", Role.GOVERNMENT_OFFICE, department="zfb"
        ),
        "reform_office": cast.make_officer("reformer", Role.REFORM_OFFICE, department="zwj"),
        "supervisor": cast.make_officer("supervisor", Role.SUPERVISOR, department="jcj"),
        "administrator": cast.make_officer("administrator", Role.ADMINISTRATOR, department="zwj"),
    }


def build_world() -> World:
    """Build the cast, one item in each state and one case in each state."""
    people = make_people()
    city = make_city(people)
    agent = people["company_agent"]
    assert isinstance(agent, User)
    company, left = cast.make_company(agent), make_left(agent)
    of_company = make_company_case(city, agent, company)
    of_ended_mandate = make_company_case(city, agent, left)
    finished = make_finished(city)
    draft = make_draft(city)
    make_words(city.version)
    make_bad_credit(people)
    second = make_second()
    reformer = people["reform_office"]
    assert isinstance(reformer, Officer)
    return World(
        people=people,
        company=company.uscc,
        draft=draft,
        submitted=make_submitted(city),
        just_submitted=actions.submit(make_draft(city), at=now()),
        to_correct=make_to_correct(city),
        accepted=make_accepted(city),
        held=make_held(city),
        reviewed=make_reviewed(city),
        halts=make_halts(city),
        finished=finished,
        of_company=of_company,
        of_ended_mandate=of_ended_mandate,
        draft_file=draft.submissions.get(),
        finished_file=finished.submissions.get(),
        made=make_finished(city, method="window"),
        item_published=city.version,
        item_draft=make_item("draft"),
        item_in_review=make_item("review", is_submitted=True),
        item_second=second,
        item_suspended=make_suspended(),
        item_scheduled=make_scheduled(),
        item_ending=make_ending(),
        item_agreed=make_item("agreed", is_submitted=True, is_agreed=True),
        item_returned=make_returned_item("returned"),
        imports=make_imports(people["item_manager"]),
        papers=make_papers(city),
        claims=make_claims(departments()),
        mandates=make_mandates(people, second),
        meetings=make_meetings(city),
        projects=make_projects(city),
        notices=make_notices(people),
        substitution=make_substitution(),
        question=ask_about(city.version.item, "要带原件吗？", at=MONDAY),
        tables=make_tables("scjg", city.applicant),
        lab=make_lab(reformer, city.version),
    )


def make_city(people: dict[str, Officer | User | None]) -> City:
    """Put the cast into the places that the builders of cases know; colleagues fill the rest."""
    reviewers = dict(zip(REVIEWS, ("ghj", "jsj", "gaj"), strict=True))
    officers = {
        f"{name}.reviewer.1": cast.make_officer(
            f"colleague.{short}", Role.REVIEWER, department=short
        )
        for name, short in reviewers.items()
    }
    for place, name in (("hall", "counter_clerk"), ("lead", "decider")):
        officer = people[name]
        assert isinstance(officer, Officer)
        officers[f"{place}.{name}.1"] = officer
    applicant = people["applicant"]
    assert isinstance(applicant, User)
    form = receive(io.BytesIO(pdf()), name="申请表.pdf").record(by=SYSTEM, at=MONDAY)
    version = make_version(departments(), cast.make_region(), SLUG, blank_form=form)
    return City(version, applicant, officers)


def make_draft(city: City, *, company: Company | None = None, at: datetime = MONDAY) -> Case:
    """Make a draft that lacks nothing, with a real file."""
    case = actions.start_draft(city.version, by=city.applicant, company=company, at=at)
    material = city.version.materials.get()
    file = Upload("申请表.pdf", io.BytesIO(pdf(b"%" + str(case.pk).encode())))
    assert actions.hand_in(case, material, [file], by=city.applicant, at=at).refusals == ()
    return case


def make_company_case(city: City, agent: User, company: Company) -> Case:
    """Make a submitted case that an agent handed in for a company."""
    return actions.submit(make_draft(replace(city, applicant=agent), company=company), at=MONDAY)


def make_submitted(city: City) -> Case:
    """Make a case that waits at the counter."""
    return actions.submit(make_draft(city), at=MONDAY)


def make_to_correct(city: City) -> Case:
    """Make a case whose applicant was asked for a correction, and has uploaded what was asked."""
    case = actions.submit(make_draft(city), at=now())
    wanted = actions.Wanted(city.version.materials.get(), "请盖章")
    notice = actions.ask_correction(
        step(case, "accept"), by=city.officer("hall", "counter_clerk"), at=now(), items=[wanted],
        days=10,
    )  # fmt: skip
    file = Upload("申请表（已盖章）.pdf", io.BytesIO(pdf(b"%stamped")))
    item = notice.items.get()
    assert actions.hand_in_correction(item, [file], by=city.applicant, at=now()) == []
    return case


def make_accepted(city: City) -> Case:
    """Make a case whose reviews are open."""
    case = make_submitted(city)
    clerk = city.officer("hall", "counter_clerk")
    actions.accept(step(case, "accept"), by=clerk, at=MONDAY)
    case.refresh_from_db()
    return case


def make_held(city: City) -> Case:
    """Make a case whose first review a colleague has taken."""
    case = make_accepted(city)
    colleague = city.officer(REVIEWS[0], "reviewer")
    actions.start_step(step(case, REVIEWS[0]), by=colleague, at=MONDAY)
    return case


def make_reviewed(city: City) -> Case:
    """Make a case that waits for its decision."""
    case = make_accepted(city)
    for name in REVIEWS:
        actions.complete_review(
            step(case, name), by=city.officer(name, "reviewer"), outcome="agreed", opinion="",
            at=MONDAY,
        )  # fmt: skip
    return case


def make_finished(city: City, *, method: str = "online") -> Case:
    """Make a granted case whose letter can be downloaded; other than online it waits for that."""
    case = make_reviewed(city)
    Case.objects.filter(pk=case.pk).update(delivery_method=method)
    decider = city.officer("lead", "decider")
    actions.decide(step(case, "decide"), by=decider, is_granted=True, reason="", at=MONDAY)
    actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=MONDAY)
    case.refresh_from_db()
    return case
