"""The sentences for what the rules refuse, with the article where a law says so."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from onewindow.delegation.rules import Problem, Reason
from onewindow.kernel.errors import DomainError


class NotLawful(DomainError):
    """A grant that the law or the register does not allow; `.problems` lists all of it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("".join(sentence(problem.reason) for problem in problems))


def sentence(reason: Reason) -> str:
    """Return what is wrong and what to do."""
    return {
        Reason.NOT_IN_FORCE: _("这个事项没有已经发布的实施清单，请先发布，再下放或者委托。"),
        Reason.FURTHER: _(
            "这个事项不是本部门的，受委托的机关不得再委托（行政许可法第二十四条第三款）。"
        ),
        Reason.TO_ITSELF: _("请选择另一个单位，事项本来就由本部门办理。"),
        Reason.TO_HIMSELF: _("不能给自己签发授权书，请由本部门另一位事项管理员签发。"),
        Reason.NO_ORGAN: _(
            "行政许可只能委托给其他行政机关（行政许可法第二十四条第一款）；"
            "按统一社会信用代码，这个单位不是机关。"
        ),
        Reason.NOT_BELOW: _("下放只能给下级区划的单位；同级之间请选“委托”。"),
        Reason.NO_POWER: _("请至少选择一项。"),
        Reason.NO_BASIS: _(
            "请写明依据的法律、法规或者规章（行政许可法第二十四条第一款），"
            "名称用书名号，例如《某某条例》第十条。"
        ),
        Reason.NOT_FILED: _("请填写备案文号，没有备案的不能生效。"),
        Reason.FILED_LATER: _("备案日期还没有到，请先备案再登记。"),
        Reason.BEFORE_FILING: _("生效日期不能早于备案日期。"),
        Reason.ENDS_FIRST: _("截止日期要在生效日期之后。"),
        Reason.OVER: _("截止日期已经过去，请核对。"),
    }[reason]
