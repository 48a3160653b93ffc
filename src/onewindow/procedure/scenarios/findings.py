"""What the path checker can find, how grave each is, and what to do about it."""

from dataclasses import dataclass, field
from enum import StrEnum

from onewindow.kernel.conditions import Answers
from onewindow.procedure.scenarios.model import Conditional, ElementKind


class Severity(StrEnum):
    """An error must be mended, a warning looked at, information is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class FindingCode(StrEnum):
    """The kinds of finding, by what is wrong."""

    DUPLICATE = "duplicate"
    NO_ANSWERS = "no_answers"
    UNKNOWN_QUESTION = "unknown_question"
    UNKNOWN_OPTION = "unknown_option"
    WRONG_KIND = "wrong_kind"
    ASKED_LATER = "asked_later"
    CONTRADICTORY = "contradictory"
    NEVER_NEEDED = "never_needed"
    ALWAYS_TRUE = "always_true"
    IDLE_PART = "idle_part"
    RULE_SHADOWED = "rule_shadowed"
    RULE_WITHOUT_EFFECT = "rule_without_effect"
    QUESTION_WITHOUT_EFFECT = "question_without_effect"
    SAME_ANSWERS = "same_answers"
    PATH_WITHOUT_RESULT = "path_without_result"
    LIMIT_TOO_SHORT = "limit_too_short"
    UNSOUND_PROCEDURE = "unsound_procedure"
    TOO_COMPLEX = "too_complex"
    OUTCOMES_NOT_COUNTED = "outcomes_not_counted"


SEVERITIES = {
    FindingCode.ALWAYS_TRUE: Severity.WARNING,
    FindingCode.IDLE_PART: Severity.WARNING,
    FindingCode.RULE_WITHOUT_EFFECT: Severity.WARNING,
    FindingCode.LIMIT_TOO_SHORT: Severity.WARNING,
    FindingCode.SAME_ANSWERS: Severity.INFO,
    FindingCode.OUTCOMES_NOT_COUNTED: Severity.INFO,
}

KINDS = {
    ElementKind.QUESTION: "问题",
    ElementKind.MATERIAL: "材料",
    ElementKind.FIELD: "表单字段",
    ElementKind.STEP: "环节",
    ElementKind.FEE: "收费项目",
    ElementKind.RESULT: "办理结果",
    ElementKind.RULE: "情形规则",
    ElementKind.SCENARIOS: "情形",
}

NEVER = {
    ElementKind.QUESTION: "永远不会被问到",
    ElementKind.RULE: "永远用不上",
    ElementKind.RESULT: "永远不会产生",
    ElementKind.FEE: "永远不会收取",
}

# What is wrong, and how to mend it.
MESSAGES = {
    FindingCode.DUPLICATE: (
        "{what}的代码“{shared}”用了 {count} 次。",
        "改成各不相同的代码。",
    ),
    FindingCode.NO_ANSWERS: (
        "{what}没有任何选项。",
        "至少填写两个选项。",
    ),
    FindingCode.UNKNOWN_QUESTION: (
        "{what}的适用条件用到的问题“{field}”不存在。",
        "改成已有的问题，或补上这个问题。",
    ),
    FindingCode.UNKNOWN_OPTION: (
        "{what}的适用条件用到了问题“{question}”没有的选项“{value}”。",
        "改成它的选项（{options}），或补上这个选项。",
    ),
    FindingCode.WRONG_KIND: (
        "{what}的适用条件不能这样用问题“{question}”：{reason}。",
        "重新选择怎样比较、跟什么比较。",
    ),
    FindingCode.ASKED_LATER: (
        "{what}的适用条件用到了问题“{question}”，可是它排在后面（或就是它自己），那时还没有回答。",
        "把“{question}”移到前面，或改用前面的问题。",
    ),
    FindingCode.CONTRADICTORY: (
        "{what}的适用条件（{condition}）自相矛盾，怎样回答都不成立，所以{never}。",
        "改正条件；不需要就删去这一项。",
    ),
    FindingCode.NEVER_NEEDED: (
        "{what}{never}：走到任何一条路径，适用条件（{condition}）都不成立。",
        "改正条件或有关问题的提问条件；不需要就删去这一项。",
    ),
    FindingCode.ALWAYS_TRUE: (
        "{what}的适用条件（{condition}）在每一条路径上都成立，等于没有条件。",
        "去掉条件，或改正它。",
    ),
    FindingCode.IDLE_PART: (
        "{what}的适用条件里，（{part}）这一部分在每一条路径上都{truth}，起不到作用。",
        "改正或去掉这一部分。",
    ),
    FindingCode.RULE_SHADOWED: (
        "{what}永远用不上：它成立的时候，前面的{earlier}已经先用上了。",
        "把它移到前面，或删去。",
    ),
    FindingCode.RULE_WITHOUT_EFFECT: (
        "有没有{what}，每条路径的审查时限和到场次数都一样。",
        "填写不同的数字，或删去这条规则。",
    ),
    FindingCode.QUESTION_WITHOUT_EFFECT: (
        "{what}怎样回答都一样：材料、表单、环节、收费、结果和后面的问题都不因它而变。",
        "删去这个问题，或让某一项的适用条件用到它。",
    ),
    FindingCode.SAME_ANSWERS: (
        "{what}的回答{said}没有区别：后面的一切都相同。",
        "如果本来就该如此，可以合并成一个。",
    ),
    FindingCode.PATH_WITHOUT_RESULT: (
        "有 {paths} 条路径办完后没有任何结果，例如：{example}。",
        "给这种情形补上办理结果，或改正结果的适用条件。",
    ),
    FindingCode.LIMIT_TOO_SHORT: (
        "有 {paths} 条路径，受理后各环节最长要 {days} 个工作日，只承诺 {promised} 个：{example}。",
        "缩短环节的时限，或改正承诺。",
    ),
    FindingCode.UNSOUND_PROCEDURE: (
        "办理流程还有错误，没有计算各情形的环节天数：{reason}",
        "先改正办理流程。",
    ),
    FindingCode.TOO_COMPLEX: (
        "适用条件之间的牵连太多，没能查完所有路径；没有查到不等于没有问题。",
        "减少一个条件里同时用到的问题，或把相关的问题排在一起。",
    ),
    FindingCode.OUTCOMES_NOT_COUNTED: (
        "不同的办理情形太多，没有逐一数清，只列出前面的一部分；路径和各项条件已全部查过。",
        "不必改正。",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing found; `element` is the code within its kind, `answers` an example of a path."""

    code: FindingCode
    kind: ElementKind
    element: str
    message: str
    fix: str
    answers: Answers | None = field(default=None, hash=False)

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return SEVERITIES.get(self.code, Severity.ERROR)


WHOLE = Conditional(ElementKind.SCENARIOS, "", "", None)


def finding(
    code: FindingCode,
    about: Conditional = WHOLE,
    *,
    answers: Answers | None = None,
    **details: object,
) -> Finding:
    """Word a finding about an element."""
    what = f"{KINDS[about.kind]}“{about.name or about.code}”"
    never = NEVER.get(about.kind, "永远用不到")
    message, fix = (text.format(what=what, never=never, **details) for text in MESSAGES[code])
    return Finding(code, about.kind, about.code, message, fix, answers)
