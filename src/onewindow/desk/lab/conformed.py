"""Which cases went otherwise than the procedure says: in sum, and each with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import cattrs
from django.utils.translation import gettext as _

from onewindow.insight.models import Diagnosis, Subject

SHOWN = 5


@dataclass(frozen=True)
class Deviation:
    """How often a rule was broken, and in how many cases."""

    rule: str
    said: str
    count: int
    cases: int


@dataclass(frozen=True)
class Fault:
    """One deviation of one case, in words."""

    case: str
    rule: str
    step: str
    reason: str


@dataclass(frozen=True)
class Stored:
    """The conformance of one procedure as a diagnosis keeps it."""

    procedure: str
    cases: int
    conforming: int
    counts: Sequence[Deviation] = ()
    faults: Sequence[Fault] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)
    unseen: Sequence[str] = ()
    unknown_units: Sequence[str] = ()


@dataclass(frozen=True)
class Broken:
    """A rule that was broken: in sum, the first cases, the others that are told."""

    name: str
    total: str
    first: Sequence[Fault]
    others: Sequence[Fault]


@dataclass(frozen=True)
class Conformed:
    """One procedure: how many cases kept to it, what the others did, what was not compared."""

    summary: str
    rules: Sequence[Broken]
    notes: Sequence[str]


def conformed(diagnosis: Diagnosis, subjects: Sequence[Subject]) -> list[Conformed]:
    """Return what a diagnosis found of each procedure; nothing of diagnoses that did not look."""
    repeated = {
        each["name"]: each["repeats"]
        for each in diagnosis.measures["activities"]
        if each.get("repeats")
    }
    return [_shown(stored, repeated) for stored in _stored(diagnosis, subjects)]


def faults_of(diagnosis: Diagnosis, subjects: Sequence[Subject], case: str) -> list[str]:
    """Return what one case did otherwise, as far as it is told."""
    return [
        fault.reason
        for stored in _stored(diagnosis, subjects)
        for fault in stored.faults
        if fault.case == case
    ]


def _stored(diagnosis: Diagnosis, subjects: Sequence[Subject]) -> Iterator[Stored]:
    looks = diagnosis.found.get("subjects", {})
    for subject in subjects:
        if found := looks.get(str(subject.pk), {}).get("conformance"):
            yield cattrs.structure(found, Stored)


def _shown(stored: Stored, repeated: Mapping[str, int]) -> Conformed:
    share = stored.conforming / stored.cases if stored.cases else 1.0
    summary = _("%(cases)s 件里有 %(n)s 件（%(share)s）按“%(name)s”办理。") % {
        "cases": stored.cases, "n": stored.conforming, "share": f"{share:.0%}",
        "name": stored.procedure,
    }  # fmt: skip
    rules = [_broken(each, stored.faults) for each in stored.counts]
    return Conformed(summary, rules, list(_notes(stored, repeated)))


def _broken(deviation: Deviation, faults: Sequence[Fault]) -> Broken:
    names = {
        "skipped": _("少了环节"), "wrong_order": _("先后不对"),
        "wrong_unit": _("不该由这个单位办"), "over_limit": _("超过时限"),
        "unlisted_material": _("要了指南没有的材料"),
    }  # fmt: skip
    total = _("%(count)s 处，%(cases)s 件") % {"count": deviation.count, "cases": deviation.cases}
    own = [fault for fault in faults if fault.rule == deviation.rule]
    name = names.get(deviation.rule, deviation.said)
    return Broken(name, total, own[:SHOWN], own[SHOWN:])


def _notes(stored: Stored, repeated: Mapping[str, int]) -> Iterator[str]:
    if stored.unseen:
        yield _("流程里的这些环节，日志里一次也没有：%(names)s。") % {
            "names": _("、").join(stored.unseen)
        }
    if stored.unknown:
        named = [
            _("%(name)s（%(n)s 次）") % {"name": name, "n": count}
            for name, count in stored.unknown.items()
        ]
        yield _("日志里的这些活动不在流程里，没有比对：%(names)s。") % {
            "names": _("、").join(named)
        }
    if stored.unknown_units:
        yield _("不知道日志里的这些单位是谁，没有比对由谁办：%(names)s。") % {
            "names": _("、").join(stored.unknown_units)
        }
    for name, count in repeated.items():
        if name not in stored.unknown:
            yield _("“%(step)s”有 %(n)s 次是重办。") % {"step": name, "n": count}
