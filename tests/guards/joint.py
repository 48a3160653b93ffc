"""The forms of the verbs by which departments act together."""

from collections.abc import Callable

from onewindow.cases.models import Case, CaseStep
from onewindow.orgs.models import Department, Officer
from tests.guards.world import World

Form = dict[str, object]


def _step(case: Case, code: str) -> CaseStep:
    return case.steps.current().get(code=code)


def _colleague(username: str) -> Officer:
    return Officer.objects.get(user__username=username)


def _given(world: World) -> Form:
    step, to = _step(world.accepted, "planning"), _colleague("colleague.ghj")
    return {"who": f"{step.pk}/{to.pk}", "reason": "出差"}


JOINT_FORMS: dict[str, Callable[[World], Form]] = {
    "desk:case_send_back": lambda _: {"step": "planning", "reason": "图纸已换"},
    "desk:case_open_step": lambda _: {"step": "expert", "reason": "结构复杂"},
    "desk:case_transfer_step": lambda _: {
        "place": f"{Department.objects.get(short_code='gaj').pk}/", "reason": "不属规划",
    },
    "desk:case_delegate_step": _given,
    "desk:case_request_correction": lambda _: {"material": "m1", "text": "缺页"},
    "desk:case_recuse": lambda _: {"reason": "近亲属"},
    "desk:case_ask_visit": lambda _: {"subject": "门头", "wanted": "与图纸一致"},
    "desk:case_plan_visit": lambda _: {"place": "样板路"},
    "portal:recusal": lambda _: {
        "officer": str(_colleague("colleague.ghj").pk), "reason": "有纠纷",
    },
    "desk:substitutions": lambda world: {
        "officer": "", "substitute": "", "first": "2026-03-02", "last": "2199-01-01",
        "reason": "年休假",
    },
}  # fmt: skip
