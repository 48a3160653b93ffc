"""The frame around every page of the desk: who is here, where he can go, what waits for him."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from onewindow.cases.access import may_find_by_number, work_for
from onewindow.cases.instant.access import CHECKS, READS_ALL, READS_OWN, checks_for
from onewindow.cases.meetings.access import requests_for
from onewindow.cases.models.steps import CaseStepQuerySet
from onewindow.cases.promises.access import KEEPS_CREDIT, SEES
from onewindow.cases.reach import Reach
from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.catalogue.access import SEES_EVERYTHING, reviews_waiting_for
from onewindow.catalogue.models import ChangeStatus, GuideQuestion, ReviewOffice, StandardChange
from onewindow.catalogue.naming_access import NAMES_ITEMS
from onewindow.delegation.access import READS_REGISTERS
from onewindow.insight.access import READS as READS_PROJECTS
from onewindow.messages.access import unread_count
from onewindow.orgs.models import Role

HANDLES = frozenset(ROLE_FOR_KIND.values())
READS_CASES = HANDLES | {Role.SUPERVISOR}
REVIEWS = frozenset(ReviewOffice.values)
READS_TABLES = READS_OWN | READS_ALL
READS_ITEMS = REVIEWS | SEES_EVERYTHING | {Role.ITEM_MANAGER}

FOLLOWS_STANDARDS = {
    Role.ITEM_MANAGER, Role.LEGAL_OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR,
}  # fmt: skip

ITEM_PAGES = (
    "items", "import_item", "new_item", "version", "submit_version", "publish",
    "answers", "new_version", "edit_group", "edit_file", "discard_draft", "differences",
    "version_checks", "papers", "suspend", "withdraw", "resume", "call_back",
    "keep_item", "import_batch", "quarantine", "quarantined_file", "quarantined_row",
)  # fmt: skip

CLAIM_PAGES = (
    "standards", "base_catalogue", "changes", "change", "claim_standard", "claim_base",
    "new_standard", "decline_change", "apply_change", "unclaim",
)  # fmt: skip

LAB_PAGES = (
    "lab", "new_lab_project", "lab_project", "lab_columns", "lab_diagnosis", "lab_simulation",
    "lab_draft", "lab_case", "lab_decide", "lab_law",
)  # fmt: skip

TABLE_PAGES = (
    "instant", "decision_table", "table_changes", "table_tests", "table_trial",
    "take_table", "table_agreement", "stop_table", "post_checks", "post_check",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A link of the navigation; `count` is what waits there, `pages` the names of its URLs."""

    name: str
    icon: str
    pages: tuple[str, ...]
    is_here: bool
    count: int | str = ""

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(f"desk:{self.pages[0]}")


class Frame:
    """What one officer sees on every page; counts are read when the navigation is drawn."""

    def __init__(self, reach: Reach, here: str) -> None:
        self.reach = reach
        self.officer = reach.officer
        self.roles = reach.roles
        self._here = here

    @cached_property
    def work(self) -> CaseStepQuerySet:
        """The open steps he could do now."""
        return work_for(self.officer, self.roles, self.reach)

    @cached_property
    def waiting(self) -> int:
        """How many steps he could do now."""
        return self.work.count()

    @cached_property
    def borrows(self) -> bool:
        """Whether he acts for another department by a letter or a delegation."""
        return bool(self.reach.authorities)

    @cached_property
    def reviews_waiting(self) -> int:
        """How many reviews wait for his office."""
        return len(reviews_waiting_for(self.officer, self.roles))

    @property
    def manages_items(self) -> bool:
        """Whether he writes his department's items."""
        return Role.ITEM_MANAGER in self.roles

    @property
    def exchanges_items(self) -> bool:
        """Whether he brings items in and out as files: his department's, an administrator all."""
        return self.manages_items or Role.ADMINISTRATOR in self.roles

    @property
    def reads_tables(self) -> bool:
        """Whether decision tables concern him."""
        return bool(self.roles & READS_TABLES)

    @cached_property
    def checks_waiting(self) -> int:
        """How many machine decisions wait for his second look."""
        if not self.roles & CHECKS:
            return 0
        return checks_for(self.officer, self.roles).open().count()

    @property
    def names_items(self) -> bool:
        """Whether he may say what people call items."""
        return bool(self.roles & NAMES_ITEMS)

    @property
    def handles_cases(self) -> bool:
        """Whether any step of a case can be his."""
        return bool(self.roles & HANDLES) or self.borrows

    @property
    def reads_cases(self) -> bool:
        """Whether there are cases for him to read."""
        return bool(self.roles & READS_CASES) or self.borrows

    @cached_property
    def asked_by_meetings(self) -> int:
        """How many requests of meetings wait for his department."""
        return requests_for(self.officer, self.roles).count()

    @property
    def sees_numbers(self) -> bool:
        """Whether he may see an applicant's numbers in full, for a reason, and search by them."""
        return may_find_by_number(self.roles)

    @property
    def reviews_items(self) -> bool:
        """Whether he reviews items before publication."""
        return bool(self.roles & REVIEWS)

    @property
    def reads_items(self) -> bool:
        """Whether the list of items is of use to him."""
        return bool(self.roles & READS_ITEMS)

    @property
    def follows_standards(self) -> bool:
        """Whether changes of standards concern him."""
        return bool(self.roles & FOLLOWS_STANDARDS)

    @cached_property
    def changes_waiting(self) -> int:
        """How many changes of standards his department has to follow."""
        if not self.manages_items:
            return 0
        open_ones = StandardChange.objects.filter(status=ChangeStatus.OPEN)
        return open_ones.filter(item__department=self.officer.department_id).count()

    @cached_property
    def questions_waiting(self) -> int:
        """How many questions about his department's items have no answer."""
        asked = GuideQuestion.objects.open()
        return asked.filter(item__department=self.officer.department_id).count()

    @cached_property
    def notices_waiting(self) -> int:
        """How many notices he has not opened."""
        return unread_count(self.officer.user)

    @property
    def sees_promises(self) -> bool:
        """Whether promises of applicants are his department's to see to."""
        return bool(self.roles & SEES)

    @property
    def keeps_credit(self) -> bool:
        """Whether he enters who is not taken at his word."""
        return bool(self.roles & KEEPS_CREDIT)

    @property
    def keeps_outbox(self) -> bool:
        """Whether he sees to what could not be sent."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def places(self) -> list[Place]:
        """Return the links that his roles can use."""
        places = []
        if self.handles_cases:
            places += self._handling()
        places += self._of_cases()
        if self.reviews_items:
            reviews = ("reviews", "review")
            places.append(
                self._place(_("待审核事项"), "clipboard-check", reviews, self.reviews_waiting)
            )
        if self.reads_items:
            places.append(self._place(_("审核进度"), "layout-grid", ("review_board",)))
            places.append(self._place(_("事项管理"), "book-open", ITEM_PAGES))
            places.append(
                self._place(_("认领和标准"), "files", CLAIM_PAGES, self.changes_waiting or "")
            )
            pages = ("statistics", "statistics_rows")
            places.append(self._place(_("事项统计"), "clipboard-list", pages))
        if self.roles & READS_PROJECTS:
            places.append(self._place(_("流程再造"), "flask-conical", LAB_PAGES))
        if self.reads_tables:
            places.append(self._place(_("秒批"), "scale", TABLE_PAGES, self.checks_waiting or ""))
        if self.manages_items:
            asked = ("questions", "answer_question", "take_up_question")
            count = self.questions_waiting or ""
            places.append(self._place(_("群众提问"), "circle-help", asked, count))
        if self.roles & READS_REGISTERS:
            registers = ("registers", "register", "create_grant", "grant", "revoke_grant")
            places.append(self._place(_("授权和委托"), "stamp", registers))
        if self.names_items:
            places.append(self._place(_("搜索与叫法"), "search", ("words", "naming", "add_alias")))
        return [*places, *self._of_everybody()]

    def _of_cases(self) -> Iterator[Place]:
        if self.reads_cases:
            cases = ("cases", "case", "cases_by_number", "personal")
            yield self._place(_("办件查询"), "folder-open", cases)
            meetings = ("meetings", "meeting", "write_minutes", "answer_meeting", "case_meeting")
            projects = ("projects", "project", "close_stage", "reopen_stage", "project_meeting")
            yield self._place(_("工程建设项目"), "hard-hat", projects)
            yield self._place(_("会商"), "users", meetings, self.asked_by_meetings or "")
        if Role.SUPERVISOR in self.roles:
            yield self._place(_("查看全号的记录"), "user-check", ("reveals",))

    def _of_everybody(self) -> Iterator[Place]:
        if self.sees_promises:
            yield self._place(_("容缺和承诺"), "handshake", ("promises",))
        if self.keeps_credit:
            yield self._place(_("信用登记"), "scale", ("credit", "repair_credit"))
        inbox = ("inbox", "contact", "open_notice", "read_notices")
        yield self._place(_("消息"), "megaphone", inbox, self.notices_waiting or "")
        if self.keeps_outbox:
            yield self._place(_("发送失败"), "send", ("outbox", "retry_sending"))

    def _handling(self) -> list[Place]:
        steps = ("work", "step", "start_step", "take_over_step", "complete_step")
        work = self._place(_("待办"), "inbox", steps, self.waiting)
        if not self.roles & HANDLES:
            return [work]
        return [work, self._place(_("代班"), "user-check", ("substitutions",))]

    def _place(self, name: str, icon: str, pages: tuple[str, ...], count: int | str = "") -> Place:
        return Place(name, icon, pages, self._here in pages, count)
