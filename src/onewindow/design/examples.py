"""What the living page shows: invented people, companies and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from onewindow.design.flow_chart import FlowChart, flow_chart
from onewindow.design.flow_comparison import FlowComparison, flow_comparison
from onewindow.design.forms import PlainForm
from onewindow.design.shapes import Clock, Happening, ProgressStep, Stage
from onewindow.procedure.drawing import Mark, StepState
from onewindow.procedure.model import Procedure
from onewindow.procedure.step import Step, StepKind

CHINA = timezone(timedelta(hours=8))
KINDS = [
    ("hot", "餐饮服务｜现场制作热食，例如小饭馆、面馆"),
    ("cold", "餐饮服务（含冷食）｜凉菜、生食另有专间要求"),
    ("sale", "食品销售｜只卖预包装或散装食品"),
]


class ManyFiles(forms.ClearableFileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class SampleForm(PlainForm):
    """One field of every kind."""

    shop = forms.CharField(label="店铺名称", help_text="与营业执照上的名称一致。")
    code = forms.CharField(label="统一社会信用代码", help_text="18 位，字母大写。", required=False)
    area = forms.DecimalField(label="经营面积", required=False)
    opens = forms.DateField(label="计划开业日期", required=False, widget=forms.DateInput)
    district = forms.ChoiceField(
        label="所在区",
        choices=[("", "请选择"), ("1", "示例一区"), ("2", "示例二区")],
        required=False,
    )
    kind = forms.ChoiceField(label="您要做哪一种经营？", choices=KINDS, widget=forms.RadioSelect)
    notice = forms.MultipleChoiceField(
        label="用什么方式通知您？",
        choices=[("sms", "短信"), ("site", "站内消息")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    plan = forms.FileField(
        label="经营场所布局图",
        help_text="PDF、JPG 或 PNG，每个不超过 20 MB。",
        widget=ManyFiles(attrs={"data-max-bytes": 20 * 1024 * 1024}),
        required=False,
    )
    note = forms.CharField(label="补充说明", widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label="我已核对，填写的内容真实")


def _stages() -> list[Stage]:
    return [
        Stage([ProgressStep("受理", "done", "综合窗口", date(2026, 11, 23))]),
        Stage(
            [
                ProgressStep("食品安全审查", "now", "示例市市场监督管理局", date(2026, 11, 26)),
                ProgressStep("公共卫生审查", "done", "示例市卫生健康委员会", date(2026, 11, 25)),
                ProgressStep("招牌联审", "waiting", "示例市城市管理局", date(2026, 11, 26)),
            ]
        ),
        Stage([ProgressStep("决定", "todo", "最迟", date(2026, 11, 27))]),
        Stage([ProgressStep("制证送达", "todo", "最迟", date(2026, 11, 30))]),
    ]


def _procedure() -> Procedure:
    steps = [
        Step("accept", "受理", StepKind.ACCEPTANCE, "hall", limit=1),
        Step("food", "食品安全审查", StepKind.REVIEW, "market", limit=3, needs=("accept",)),
        Step("health", "公共卫生审查", StepKind.REVIEW, "health", limit=3, needs=("accept",)),
        Step("decide", "决定", StepKind.DECISION, "market", limit=1, needs=("food", "health")),
        Step("deliver", "出证", StepKind.DELIVERY, "hall", needs=("decide",)),
    ]
    return Procedure.of(steps)


UNITS = {"hall": "综合窗口", "market": "市场监管局", "health": "卫生健康委"}
STATES = {"accept": StepState.DONE, "food": StepState.LATE, "health": StepState.NOW}


def _charts() -> list[FlowChart]:
    marks = {code: Mark(state) for code, state in STATES.items()}
    return [
        flow_chart(_procedure(), UNITS, key="guide", title="办理流程"),
        flow_chart(_procedure(), UNITS, marks, key="case", title="本件走到哪里"),
    ]


def _comparison() -> FlowComparison:
    steps = list(_procedure().steps)
    after = [
        steps[0],
        replace(steps[1], limit=2),
        Step("site", "现场核查", StepKind.REVIEW, "market", limit=2, needs=("food",)),
        replace(steps[3], needs=("site",)),
        steps[4],
    ]
    return flow_comparison(_procedure(), Procedure.of(after), UNITS, key="versions")


def _happenings() -> list[Happening]:
    def at(day: int, hour: int, minute: int) -> datetime:
        return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)

    return [
        Happening("提交申请", at(21, 9, 12), "李小满（示例）", "3 份材料"),
        Happening("受理", at(23, 10, 5), "综合窗口", "材料齐全，符合法定形式"),
        Happening("公共卫生审查：同意", at(25, 15, 40), "示例市卫生健康委员会"),
    ]


def _page() -> Page[int]:
    return Paginator(range(240), 20).page(5)


def shown(request: HttpRequest) -> Mapping[str, object]:
    """Return everything the living page draws."""
    wrong = SampleForm({"code": "9137", "area": "六十"}, auto_id="wrong_%s")
    wrong.add_error("code", "应为 18 位，现在是 4 位。")
    return {
        "form": SampleForm(initial={"shop": "小满餐馆（示例）", "kind": "hot"}),
        "wrong": wrong,
        "stages": _stages(),
        "happenings": _happenings(),
        "charts": _charts(),
        "comparison": _comparison(),
        "clocks": [
            Clock(5, 4),
            Clock(5, 1),
            Clock(5, 0),
            Clock(5, -2),
            Clock(5, 3, is_stopped=True),
            Clock(5, 2, is_done=True),
            Clock(20, 12, unit="calendar"),
        ],
        "page": _page(),
        "steps": ["情形", "基本信息", "材料", "核对提交"],
        "swatches": SWATCHES,
    }


SWATCHES = [
    *("ink", "sub", "line", "edge", "bg", "card", "brand", "brand-2", "tint", "seal"),
    *("good", "good-bg", "warn", "warn-bg", "bad", "bad-bg", "focus", "side"),
]
