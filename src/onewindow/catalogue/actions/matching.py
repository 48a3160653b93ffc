"""Match the names in a form to departments and posts that exist."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import FormProblems, Problem
from onewindow.catalogue.form import ItemDraft, StepDraft
from onewindow.orgs.models import Department, Post


@dataclass(frozen=True)
class Matched:
    """The department of a form and, per step name, its unit and post."""

    department: Department
    units: Mapping[str, Department]
    posts: Mapping[str, Post | None]


def match(draft: ItemDraft, *, department: Department | None, cells: Mapping[str, str]) -> Matched:
    """Return what the form's names mean; raise FormProblems for each unknown one."""
    names = _names(department)
    problems: list[Problem] = []
    own = names.get(draft.department)
    if own is None:
        problems.append(
            Problem(
                _("填报部门"), cells.get("department", ""),
                _("没有找到部门“%(name)s”。请填写部门全称，或先在机构管理中登记。")
                % {"name": draft.department},
            )
        )  # fmt: skip
    elif department is not None and own != department:
        problems.append(
            Problem(
                _("填报部门"), cells.get("department", ""),
                _("您是%(own)s的事项管理员，不能导入“%(name)s”的事项。")
                % {"own": department.name, "name": draft.department},
            )
        )  # fmt: skip
    units = {}
    posts = {}
    for index, step in enumerate(draft.steps):
        unit = names.get(step.unit)
        if unit is None:
            problems.append(
                Problem(
                    _("承办处室"), cells.get(f"steps.{index}.unit", step.name),
                    _("环节“%(step)s”的承办单位“%(name)s”没有登记。请填写部门简称或全称。")
                    % {"step": step.name, "name": step.unit},
                )
            )  # fmt: skip
            continue
        units[step.name] = unit
        posts[step.name] = _post(unit, step, cells.get(f"steps.{index}.post", step.name), problems)
    if problems or own is None:
        raise FormProblems(problems)
    return Matched(own, units, posts)


def _post(unit: Department, step: StepDraft, cell: str, problems: list[Problem]) -> Post | None:
    if not step.post:
        return None
    for post in unit.posts.all():
        if step.post in {post.name, post.code}:
            return post
    problems.append(
        Problem(
            _("岗位"), cell,
            _("%(unit)s没有岗位“%(post)s”。可以填：%(known)s。")
            % {
                "unit": unit.short_name,
                "post": step.post,
                "known": "、".join(post.name for post in unit.posts.all()) or _("（留空）"),
            },
        )
    )  # fmt: skip
    return None


def _names(department: Department | None) -> dict[str, Department]:
    known = Department.objects.filter(is_active=True).prefetch_related("posts")
    if department is not None:
        known = known.filter(region=department.region_id)
    names: dict[str, Department] = {}
    for each in known.select_related("region"):
        for name in (each.name, each.short_name, each.short_code, *each.aliases):
            names.setdefault(name, each)
    return names
