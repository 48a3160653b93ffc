"""Who can sign in to the sample city, and what each sees: a line for each role."""

from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse

from onewindow.accounts.models import User, UserKind
from onewindow.config.demo.cast import Cast
from onewindow.orgs.models import Officer, Role


@dataclass(frozen=True)
class Line:
    """A role, its user names, the page it begins with and what is there."""

    role: str
    usernames: list[str]
    page: str
    sees: str


def account_lines(sample: Path) -> list[str]:
    """Return the lines that `run` ends with: everybody in the demo, and who watches it."""
    cast = Cast.read(sample)
    return [
        f"{line.role}：{_people(cast, line.usernames)}　{reverse(line.page)} {line.sees}"
        for line in _lines(cast)
        if line.usernames
    ]


def _lines(cast: Cast) -> list[Line]:
    reviewers = [line.username for line in cast.reviewers]
    return [
        Line("申请人", _applicants(cast), "portal:applications", "自己的办件和决定书"),
        Line("综合窗口", [cast.clerk], "desk:work", "等待受理和送达的办件"),
        Line("审查人员", reviewers, "desk:work", "本部门的审查，三个部门同时办"),
        Line("决定人员", [cast.decider], "desk:work", "等待决定的办件"),
        Line("事项管理", [cast.manager], "desk:items", "本部门事项的各个版本、导入表单"),
        Line("审核单位", list(cast.reviews.values()), "desk:reviews", "等待审核的事项"),
        Line("流程再造", _holders(Role.REFORM_OFFICE), "desk:lab", "实际怎么办、建议、仿真、草案"),
        Line("效能督查", _holders(Role.SUPERVISOR), "desk:cases", "全部办件，只看不办"),
        Line("系统管理", _holders(Role.ADMINISTRATOR), "desk:items", "全部事项版本"),
    ]


def _people(cast: Cast, usernames: list[str]) -> str:
    return "、".join(
        f"{username}（{cast.names.get(username, '').removeprefix('示例·')}）"
        for username in usernames
    )


def _applicants(cast: Cast) -> list[str]:
    others = User.objects.filter(kind=UserKind.APPLICANT, is_active=True, username__in=cast.names)
    names = others.exclude(username=cast.applicant).order_by("username")
    return [cast.applicant, *names.values_list("username", flat=True)]


def _holders(role: Role) -> list[str]:
    officers = Officer.objects.filter(roles__role=role).order_by("pk")
    return list(officers.values_list("user__username", flat=True)[:1])
