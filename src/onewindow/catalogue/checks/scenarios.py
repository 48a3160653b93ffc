"""Rules on scenarios: every condition makes sense, every question matters, every path ends well."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.catalogue import paths
from onewindow.catalogue.checks import flow
from onewindow.catalogue.checks.rules import Fault, Rule, Severity
from onewindow.catalogue.definition import ItemDefinition
from onewindow.procedure.scenarios import FindingCode as Code


class _This:
    """A definition by identity: it cannot be hashed, and several rules ask about the same one."""

    def __init__(self, item: ItemDefinition) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other.item is self.item

    def __hash__(self) -> int:
        return id(self.item)


@lru_cache(maxsize=2)
def _faults(this: _This) -> tuple[tuple[Code, Fault], ...]:
    if paths.unreadable(this.item):
        return ()
    found = paths.findings_of(this.item)
    return tuple((each.code, (paths.element_of(each), each.message)) for each in found)


def _finding(*codes: Code) -> Callable[[ItemDefinition], Iterator[Fault]]:
    def find(item: ItemDefinition) -> Iterator[Fault]:
        return (fault for code, fault in _faults(_This(item)) if code in codes)

    return find


def readable(item: ItemDefinition) -> Iterator[Fault]:
    """Every condition can be read; otherwise the paths are not checked."""
    for element, reason in paths.unreadable(item):
        yield element, _("适用条件看不懂：%(reason)s。") % {"reason": reason}


def promises(item: ItemDefinition) -> Iterator[Fault]:
    """Every situation keeps its own promise; what is late without any, P02 has said."""
    if not any(flow.within_the_promise(item)):
        yield from _finding(Code.LIMIT_TOO_SHORT)(item)


GUIDE = lazy("情形化办事指南")
RULES = (
    Rule("S06", lazy("适用条件读得懂"), GUIDE, Severity.ERROR,
         lazy("重新填写这个条件。"), readable),
    Rule("S07", lazy("适用条件用的是已有的问题和回答"), GUIDE, Severity.ERROR,
         lazy("改用排在前面的问题和它的回答，或者把问题补上、移到前面。"),
         _finding(Code.UNKNOWN_QUESTION, Code.UNKNOWN_OPTION, Code.WRONG_KIND, Code.ASKED_LATER)),
    Rule("S08", lazy("适用条件有成立的时候"), GUIDE, Severity.ERROR,
         lazy("改正条件，或者改正有关问题的提问条件；不需要就删去这一项。"),
         _finding(Code.CONTRADICTORY, Code.NEVER_NEEDED)),
    Rule("S09", lazy("每个问题都有用"), lazy("优化营商环境条例第三十五条"), Severity.ERROR,
         lazy("删去这个问题，或者让某一项的适用条件用到它。"),
         _finding(Code.QUESTION_WITHOUT_EFFECT)),
    Rule("S10", lazy("每条路径都有结果"), GUIDE, Severity.ERROR,
         lazy("给这种情形补上办理结果，或者改正结果的适用条件。"),
         _finding(Code.PATH_WITHOUT_RESULT)),
    Rule("S11", lazy("情形规则用得上"), GUIDE, Severity.ERROR,
         lazy("把规则移到前面，或者删去。"), _finding(Code.RULE_SHADOWED)),
    Rule("S12", lazy("各种情形都装得进承诺"), lazy("行政许可法第四十二条"), Severity.ERROR,
         lazy("缩短这种情形的环节时限，或者放宽规则里的承诺时限。"), promises),
    Rule("S13", lazy("所有路径都查得完"), GUIDE, Severity.ERROR,
         lazy("减少一个条件里同时用到的问题，或者把相关的问题排在一起。"),
         _finding(Code.TOO_COMPLEX)),
    Rule("S14", lazy("适用条件不多余"), GUIDE, Severity.WARNING,
         lazy("改正或者去掉不起作用的条件和规则。"),
         _finding(Code.ALWAYS_TRUE, Code.IDLE_PART, Code.RULE_WITHOUT_EFFECT)),
    Rule("S15", lazy("不同的回答有区别"), GUIDE, Severity.HINT,
         lazy("如果本来就该如此，可以把这些回答合并成一个。"), _finding(Code.SAME_ANSWERS)),
)  # fmt: skip
