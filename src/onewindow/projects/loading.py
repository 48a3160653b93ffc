"""Load the city's rules for projects from a file; once more changes only what is different."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

import yaml
from django.db import transaction

from onewindow.catalogue.models import ServiceItem
from onewindow.events.rules import JSONValue
from onewindow.kernel import conditions
from onewindow.kernel.conditions import ConditionError
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Department
from onewindow.projects import rules
from onewindow.projects.models import (
    ProjectKind,
    ProjectQuestion,
    StageCode,
    StageItem,
    StageRule,
)


class BadRules(DomainError):
    """The rules contradict themselves or name what there is not; says all of it."""


class StageEntry(TypedDict):
    """A stage of a kind."""

    days: int
    lead: str
    needs: NotRequired[list[str]]
    basis: NotRequired[str]


class KindEntry(TypedDict):
    """A kind of project."""

    code: str
    name: str
    help: NotRequired[str]
    total: int
    basis: str
    stages: dict[str, StageEntry]


class ItemEntry(TypedDict):
    """An item of a stage."""

    stage: str
    item: str
    kinds: NotRequired[list[str]]
    when: NotRequired[Mapping[str, JSONValue]]
    basis: NotRequired[str]
    prefill: NotRequired[dict[str, str]]


class ChoiceEntry(TypedDict):
    """One answer of a choice question."""

    code: str
    text: str


class QuestionEntry(TypedDict):
    """A question about a project."""

    code: str
    text: str
    kind: str
    help: NotRequired[str]
    choices: NotRequired[list[ChoiceEntry]]
    when: NotRequired[Mapping[str, JSONValue]]


class File(TypedDict):
    """What the file holds."""

    sample: NotRequired[bool]
    kinds: list[KindEntry]
    items: list[ItemEntry]
    questions: list[QuestionEntry]


@dataclass(frozen=True)
class Loaded:
    """How many of everything there are now."""

    kinds: int
    items: int
    questions: int


def load_rules(path: Path, *, is_trial: bool) -> Loaded:
    """Load a file of rules, all or nothing; raise BadRules, which names every fault."""
    content = _read(path)
    if content.get("sample") and not is_trial:
        raise BadRules(f"{path.name} 写明是示例数据（sample: true），不能装入正式环境。")
    try:
        faults = [*_unknown(content), *_contradictions(content)]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadRules(f"{path.name} 有一处缺少或者写错：{error}") from error
    if faults:
        raise BadRules("\n".join(faults))
    with transaction.atomic():
        _store_kinds(content["kinds"])
        _store_items(content["items"])
        _store_questions(content["questions"])
    return Loaded(len(content["kinds"]), len(content["items"]), len(content["questions"]))


def _read(path: Path) -> File:
    try:
        content: File = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadRules(f"读不了 {path}：{error}") from error
    if not isinstance(content, dict):
        raise BadRules(f"{path.name} 里没有项目类型（kinds）、事项（items）和问题（questions）。")
    return content


def _unknown(content: File) -> list[str]:
    """Name the stages, departments and items that there are not."""
    leads = {each["lead"] for kind in content["kinds"] for each in kind["stages"].values()}
    stages = {code for kind in content["kinds"] for code in kind["stages"]}
    stages |= {each["stage"] for each in content["items"]}
    items = {each["item"] for each in content["items"]}
    offices = Department.objects.filter(short_code__in=leads)
    known = set(offices.values_list("short_code", flat=True))
    there = set(ServiceItem.objects.filter(slug__in=items).values_list("slug", flat=True))
    return [
        *(f"没有阶段“{code}”，可用的有 {'、'.join(StageCode.values)}。"
          for code in sorted(stages - set(StageCode.values))),
        *(f"没有部门“{code}”（用部门的短代码）。" for code in sorted(leads - known)),
        *(f"没有事项“{slug}”（用事项网址里的名字）。" for slug in sorted(items - there)),
    ]  # fmt: skip


def _contradictions(content: File) -> list[str]:
    try:
        wanted = [
            rules.Wanted(
                each["stage"], each["item"], tuple(each.get("kinds", ())),
                conditions.parse(each["when"]) if "when" in each else None,
                tuple(each.get("prefill", {}).items()),
            )
            for each in content["items"]
        ]  # fmt: skip
    except ConditionError as error:
        return [str(error)]
    kinds = [_kind(each) for each in content["kinds"]]
    return rules.problems(kinds, wanted, [each["code"] for each in content["questions"]])


def _kind(entry: KindEntry) -> rules.Kind:
    return rules.Kind(
        entry["code"], entry["name"], entry["total"], entry["basis"],
        tuple(
            rules.Stage(
                code, str(StageCode(code).label) if code in StageCode.values else code,
                each["days"], each["lead"], tuple(each.get("needs", ())), each.get("basis", ""),
            )
            for code, each in entry["stages"].items()
        ),
        entry.get("help", ""),
    )  # fmt: skip


def _store_kinds(entries: Iterable[KindEntry]) -> None:
    leads = {each.short_code: each for each in Department.objects.all()}
    kept = []
    for position, entry in enumerate(entries, start=1):
        kind, _made = ProjectKind.objects.update_or_create(
            code=entry["code"],
            defaults={
                "name": entry["name"], "help": entry.get("help", ""), "total": entry["total"],
                "basis": entry["basis"], "position": position, "is_active": True,
            },
        )  # fmt: skip
        kind.stages.all().delete()
        StageRule.objects.bulk_create(
            StageRule(
                kind=kind, stage=code, days=each["days"], lead=leads[each["lead"]],
                needs=each.get("needs", []), basis=each.get("basis", ""),
            )
            for code, each in entry["stages"].items()
        )  # fmt: skip
        kept.append(kind.pk)
    ProjectKind.objects.exclude(pk__in=kept).update(is_active=False)


def _store_items(entries: Iterable[ItemEntry]) -> None:
    StageItem.objects.all().delete()
    items = {each.slug: each for each in ServiceItem.objects.all()}
    StageItem.objects.bulk_create(
        StageItem(
            stage=each["stage"], item=items[each["item"]], position=position,
            kinds=each.get("kinds", []), when=each.get("when"), basis=each.get("basis", ""),
            prefill=each.get("prefill", {}),
        )
        for position, each in enumerate(entries, start=1)
    )  # fmt: skip


def _store_questions(entries: Iterable[QuestionEntry]) -> None:
    ProjectQuestion.objects.all().delete()
    ProjectQuestion.objects.bulk_create(
        ProjectQuestion(
            code=each["code"], text=each["text"], kind=each["kind"], help=each.get("help", ""),
            choices=[[one["code"], one["text"]] for one in each.get("choices", [])],
            when=each.get("when"), position=position,
        )
        for position, each in enumerate(entries, start=1)
    )  # fmt: skip
