"""The proposals of a project as its page lists them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.insight.models import ProjectProposal, ProposalDecision, Subject
from onewindow.procedure.redesign import Heuristic
from onewindow.procedure.redesign.errors import quoted


@dataclass(frozen=True)
class Shown:
    """One proposal; `against` are the titles of others that exclude it."""

    proposal: ProjectProposal
    against: tuple[str, ...]

    @property
    def tag(self) -> str:
        """The name of its heuristic."""
        return Heuristic(self.proposal.heuristic).label

    @property
    def reason(self) -> str:
        """Why."""
        return str(self.proposal.told["reason"])

    @property
    def evidence(self) -> list[str]:
        """What was measured, in words."""
        return [f"{each['label']} {each['value']}" for each in self.proposal.told["evidence"]]

    @property
    def laws(self) -> list[str]:
        """The articles it looks at."""
        return [f"《{each['law']}》{each['article']}" for each in self.proposal.told["laws"]]

    @property
    def effects(self) -> list[str]:
        """What it saves alone."""
        effect: Mapping[str, object] = self.proposal.told["effect"]
        saved = {
            "steps": _("环节 −%(n)s"), "materials": _("材料 −%(n)s"),
            "promised_days": _("时限 −%(n)s 日"), "visits": _("跑动 −%(n)s"),
            "fees_yuan": _("费用 −%(n)s 元"),
        }  # fmt: skip
        told = [words % {"n": effect[key]} for key, words in saved.items() if _counts(effect, key)]
        spared = float(self.proposal.told["waiting_days_spared"])
        if spared >= 0.1 and not told:
            told.append(_("少等 %(n)s 日") % {"n": f"{spared:.1f}"})
        return told

    @property
    def state(self) -> str:
        """How its box looks: on, off, ask, moot or open."""
        if self.proposal.waits_for_law:
            return "ask"
        if self.proposal.decision == ProposalDecision.UNDECIDED:
            return "moot" if self.proposal.moot else "open"
        return "on" if self.proposal.decision == ProposalDecision.ACCEPTED else "off"

    @property
    def can_be_ticked(self) -> bool:
        """Whether accepting it would change anything, or it can be taken back."""
        return self.proposal.decision == ProposalDecision.ACCEPTED or not self.proposal.moot

    @property
    def idle(self) -> str:
        """Why it has nothing left to do, in words."""
        why, by = self.proposal.moot, self.proposal.moot_by
        if not why:
            return ""
        if not by:
            return _("不再适用：%(why)s。") % {"why": why}
        return _("采纳%(by)s以后不再适用：%(why)s。") % {"by": quoted(by), "why": why}


@dataclass(frozen=True)
class Shelf:
    """All proposals, by item."""

    groups: tuple[tuple[Subject, tuple[Shown, ...]], ...]

    @property
    def all(self) -> list[Shown]:
        """Every proposal."""
        return [each for _subject, shown in self.groups for each in shown]

    @property
    def accepted_codes(self) -> list[str]:
        """The codes of what was accepted."""
        return sorted(
            f"{each.proposal.subject_id}:{each.proposal.code}"
            for each in self.all
            if each.proposal.decision == ProposalDecision.ACCEPTED
        )

    @property
    def accepted(self) -> int:
        """How many were accepted."""
        return len(self.accepted_codes)

    @property
    def waiting(self) -> int:
        """How many wait for the legislative office."""
        return sum(each.proposal.waits_for_law for each in self.all)

    @property
    def undecided(self) -> int:
        """How many nobody has decided that would change something."""
        return sum(each.state == "open" for each in self.all)


def shelf_of(subjects: Iterable[Subject]) -> Shelf:
    """Gather the proposals of all items: what was accepted first, what was rejected last."""
    found = list(subjects)
    order = {"on": 0, "ask": 0, "open": 1, "moot": 2, "off": 3}
    groups = []
    for subject in found:
        proposals = list(subject.proposals.order_by("place"))
        titles = {each.code: each.title for each in proposals}
        shown = [
            Shown(each, tuple(titles[code] for code in each.conflicts if code in titles))
            for each in proposals
        ]
        shown.sort(key=lambda each: (order[each.state], -_weight(each), each.proposal.place))
        groups.append((subject, tuple(shown)))
    return Shelf(tuple(groups))


def _weight(shown: Shown) -> float:
    effect: Mapping[str, object] = shown.proposal.told["effect"]
    weights = {"promised_days": 2.0, "steps": 2.0, "visits": 2.0, "materials": 1.0}
    saved = sum(weight * float(str(effect.get(key, 0))) for key, weight in weights.items())
    return saved + float(shown.proposal.told["waiting_days_spared"])


def _counts(effect: Mapping[str, object], key: str) -> bool:
    return float(str(effect.get(key) or 0)) > 0
