"""A version as one reviewing office sees it: what is new for it, its own elements, the rest."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.timezone import localdate, now

from onewindow.catalogue.checks import Finding, check
from onewindow.catalogue.definition.notation import from_plain
from onewindow.catalogue.differences import Change, compare
from onewindow.catalogue.element_rules import elements_reviewed_by
from onewindow.catalogue.models import Review, ReviewComment, ReviewRound, Verdict, VersionStatus
from onewindow.catalogue.rounds import changed_since, comments_of
from onewindow.design.shapes import Clock
from onewindow.desk.clocks import clock_until
from onewindow.desk.items.elements import Element, Group, Shown
from onewindow.desk.items.page import VersionPage
from onewindow.desk.reviews.forms import ReviewForm
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer


@dataclass(frozen=True)
class Judged:
    """An element to be judged: what it says, what the rules found, the box for a comment."""

    element: Element
    findings: tuple[Finding, ...]
    is_new: bool
    said: str
    box: forms.BoundField | None = None


class ReviewPage(VersionPage):
    """A version as one reviewing office sees it: its own elements first."""

    def __init__(self, review: Review, officer: Officer, roles: frozenset[str]) -> None:
        super().__init__(review.version, officer, roles)
        self.review = review
        self.own_codes = elements_reviewed_by(review.office)
        self._form: ReviewForm | None = None

    def take(self, form: ReviewForm) -> None:
        """Put the boxes of a form beside the elements, while the office has not spoken."""
        self._form = form if self.is_open else None

    @property
    def is_open(self) -> bool:
        """Whether the office may still speak in this round."""
        pending = self.review.verdict == Verdict.PENDING
        return pending and self.version.status == VersionStatus.IN_REVIEW

    @property
    def clock(self) -> Clock | None:
        """What is left of the office's time."""
        if self.review.due_on is None:
            return None
        calendar = calendar_for(self.version.item.region_id)
        opened = localdate(self.review.opened_at)
        return clock_until(self.review.due_on, opened, localdate(now()), calendar)

    @property
    def draws_charts(self) -> bool:
        """Whether the steps are among its elements."""
        return "steps" in self.own_codes

    @cached_property
    def own(self) -> list[Element]:
        """The elements this office answers for."""
        return [self.elements[code] for code in self.own_codes if code in self.elements]

    @cached_property
    def own_labels(self) -> dict[str, str]:
        """The names of its elements by their codes."""
        return {element.code: element.label for element in self.own}

    @property
    def judged(self) -> list[Judged]:
        """Its elements; what is new since the round before goes first."""
        said = {each.element: each.text for each in self.review.comments.all()}
        rows = [
            Judged(
                element, tuple(self._findings[element.code]), self._is_new(element.code),
                said.get(element.code, ""), self._form.box(element.code) if self._form else None,
            )
            for element in self.own
        ]  # fmt: skip
        return sorted(rows, key=lambda row: not row.is_new)

    @cached_property
    def before(self) -> ReviewRound | None:
        """The round before this one."""
        return self.version.rounds.filter(number=self.review.round - 1).first()

    @cached_property
    def answered(self) -> list[ReviewComment]:
        """What this office said in the round before, with the department's answers."""
        if self.before is None:
            return []
        comments = comments_of(self.version, self.before.number)
        return [each for each in comments if each.review.office == self.review.office]

    @cached_property
    def others(self) -> list[Group]:
        """The rest of the form."""
        own = set(self.own_codes)
        groups = [
            Group(
                group.code,
                group.title,
                tuple(each for each in group.elements if each.code not in own),
            )
            for group in self.groups
        ]
        return [group for group in groups if group.elements]

    @cached_property
    def own_changes(self) -> list[Change]:
        """What changed in its elements against the published version."""
        return [change for change in self.changes if change.code in self.own_codes]

    @cached_property
    def other_changes(self) -> list[Change]:
        """What changed elsewhere."""
        return [change for change in self.changes if change.code not in self.own_codes]

    @cached_property
    def new_changes(self) -> list[Change]:
        """What changed in its elements since the round before."""
        # Nothing is known of what was handed in before rounds were recorded.
        if self.before is None or not self.before.definition:
            return []
        before = Shown(self.version, from_plain(self.before.definition))
        found = compare(
            before.definition, self.shown.definition,
            old_names=before.names, new_names=self.shown.names,
        )  # fmt: skip
        return [change for change in found if change.code in self.own_codes]

    def _is_new(self, code: str) -> bool:
        return not self._new.isdisjoint({code, f"{code}_unit"})

    @cached_property
    def _new(self) -> frozenset[str]:
        if self.before is None or not self.before.definition:
            return frozenset()
        return changed_since(self.before, self.shown.definition)

    @cached_property
    def _findings(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in check(self.shown.definition):
            found[finding.code].append(finding)
        return found
