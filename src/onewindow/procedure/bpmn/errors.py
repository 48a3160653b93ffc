"""Why a BPMN file cannot be read as a procedure."""

from onewindow.kernel.errors import DomainError


class BpmnError(DomainError, ValueError):
    """Say what to mend: `element` is the id of the element, `message` a Chinese sentence."""

    template = "这个 BPMN 文件读不懂。"

    def __init__(self, element: str = "", **details: object) -> None:
        self.element = element
        super().__init__(self.template.format(element=element, **details))


class TooLarge(BpmnError):
    template = "文件超过 {limit} KB 或内容过多，不像一张办理流程图，没有读取。"


class TooManyShapes(BpmnError):
    template = "图上超过 {nodes} 个图形或 {flows} 条连线，不像一个事项的办理流程，没有读取。"


class NotXml(BpmnError):
    template = "文件不是完好的 XML（第 {line} 行），请从流程图软件重新导出。"


class HasDoctype(BpmnError):
    template = "文件里有 DTD 或实体声明，可能是恶意文件，没有读取。"


class NotBpmn(BpmnError):
    template = "这不是 BPMN 2.0 文件，请导出为 .bpmn 后再导入。"


class OneProcessOnly(BpmnError):
    template = "文件里有 {count} 个流程，请只保留一个。"


class NoTasks(BpmnError):
    template = "图上一个任务也没有，没有可以取入的环节。"


class DuplicateId(BpmnError):
    template = "编号“{element}”用了两次，请从流程图软件重新导出。"


class Unsupported(BpmnError):
    template = "“{name}”是 {kind}，一窗的流程只用任务、并行网关、排他网关、开始和结束，请改画。"


class DanglingFlow(BpmnError):
    template = "连线“{element}”的一端没有接到任何图形，请接上或删去。"


class StartsAndEnds(BpmnError):
    template = "流程要有一个开始事件和至少一个结束事件，现在有 {starts} 个开始、{ends} 个结束。"


class LooseEnd(BpmnError):
    template = "“{name}”{missing}，请接上连线或删去。"


class SeveralIncoming(BpmnError):
    template = "任务“{name}”有 {count} 条连线进来，会办理多次，请先用并行网关汇合。"


class NotAskedOrSkipped(BpmnError):
    template = (
        "排他网关“{name}”不是“需要就办、不需要就跳过”的画法："
        "一条带条件的连线通向一个任务，默认的连线跳过它，两条在下一个排他网关汇合。"
    )


class ConditionElsewhere(BpmnError):
    template = "连线“{element}”带条件，但不是从排他网关出来的，请改画。"


class NoTerm(BpmnError):
    template = "通向“{name}”的条件读不懂：{why}"


class GatewayCircle(BpmnError):
    template = "从“{name}”出发的连线绕回了自己，请去掉往回的连线（退回由系统办理，不画在图上）。"


class ForeignTask(BpmnError):
    template = "任务“{name}”没有一窗的环节信息（{missing}），请在一窗导出的文件上修改后再导入。"


class NoLane(BpmnError):
    template = "任务“{name}”不在任何泳道里，请放进承办单位的泳道。"


class UnknownUnit(BpmnError):
    template = "泳道“{name}”不对应任何部门，请把泳道名称改成部门的名称。"
