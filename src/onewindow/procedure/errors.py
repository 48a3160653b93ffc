"""What can be wrong with a procedure, each by name, with the step and what to do about it."""

from onewindow.kernel.errors import DomainError


class ProcedureError(DomainError, ValueError):
    """Say what is wrong: `step` names the step to mend, `message` is a Chinese sentence."""

    template = "环节“{step}”有误。"

    def __init__(self, step: str, **details: object) -> None:
        self.step = step
        super().__init__(self.template.format(step=step, **details))


class NoSteps(ProcedureError):
    template = "流程里没有任何环节，请至少填写受理和决定两个环节。"


class Unnamed(ProcedureError):
    template = "第 {line} 个环节没有填写名称或代码，请补上。"


class DuplicateStep(ProcedureError):
    template = "环节“{step}”出现了 {count} 次，请改成不同的名称和代码，或删去重复的一行。"


class NoUnit(ProcedureError):
    template = "环节“{step}”没有填写承办单位，请填写由哪个部门办理。"


class NegativeLimit(ProcedureError):
    template = "环节“{step}”的办理时限是 {limit} 天，时限不能小于 0，请改正。"


class UnknownNeed(ProcedureError):
    template = "环节“{step}”的前置环节“{need}”不存在，请改成流程里已有的环节，或补上这个环节。"


class RepeatedNeed(ProcedureError):
    template = "环节“{step}”把“{need}”重复填成了前置环节，请只保留一个。"


class Circle(ProcedureError):
    """Steps that wait for each other; `loop` names them in the order in which they wait."""

    template = "环节{path}互相等待，形成循环，谁也无法开始。请去掉其中一个前置环节。"

    def __init__(self, loop: tuple[str, ...]) -> None:
        self.loop = loop
        path = " → ".join(f"“{name}”" for name in (*loop, loop[0]))
        super().__init__(loop[0], path=path)


class NoAcceptance(ProcedureError):
    template = "流程里没有受理环节，请把第一个环节“{step}”的类型设为“受理”，或在它前面补上受理。"


class SeveralAcceptances(ProcedureError):
    template = "环节“{step}”也是受理环节，一个流程只能有一个受理环节，请改成其他类型。"


class AcceptanceNotFirst(ProcedureError):
    template = "受理环节“{step}”前面还有别的环节，受理必须最先办理，请去掉它的前置环节。"


class UnreachableStep(ProcedureError):
    template = "受理之后到不了环节“{step}”，请填写它的前置环节（例如“{acceptance}”）。"


class NoDecision(ProcedureError):
    template = "流程到“{step}”为止没有决定环节，请把作出决定的环节的类型设为“决定”。"


class SeveralDecisions(ProcedureError):
    template = "环节“{step}”也是决定环节，一个流程只能有一个决定环节，请改成“审查”或其他类型。"


class ReviewAfterDecision(ProcedureError):
    template = "审查环节“{step}”排在决定“{decision}”之后，审查必须在决定之前完成，请调整前置环节。"


class DeliveryBeforeDecision(ProcedureError):
    template = "送达环节“{step}”没有排在决定“{decision}”之后，请把“{decision}”设为它的前置环节。"


class LeadsNowhere(ProcedureError):
    template = (
        "环节“{step}”办完后没有下一步，决定“{decision}”也不等它，请把它设为后续环节的前置环节。"
    )


class AlwaysNeeded(ProcedureError):
    template = "环节“{step}”是受理或决定环节，每个办件都要经过，不能设置适用条件，请去掉条件。"


class ReviewOnly(ProcedureError):
    template = "环节“{step}”不是审查环节，不能设为{what}，请改回去。"


class NoQuorum(ProcedureError):
    template = "环节“{step}”满几个意见即可办理，请填写需要几个意见（至少 1 个）。"


class QuorumTooLarge(ProcedureError):
    template = "环节“{step}”要等 {quorum} 个意见，前面却只有 {count} 个环节给它意见，请改小。"


class IdleQuorum(ProcedureError):
    template = "环节“{step}”填了需要 {quorum} 个意见，会签规则却不是“满几个意见即可”，请改正。"


class SilenceWithoutLimit(ProcedureError):
    template = "环节“{step}”超时视为同意，却没有办理时限，请填写时限。"
