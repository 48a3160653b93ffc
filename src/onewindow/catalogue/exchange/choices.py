"""Readers of values from a closed list: by the form's word, one found in practice, or the code."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.parse import half_width
from onewindow.catalogue.exchange.problems import Refused
from onewindow.catalogue.form import (
    FILE_KIND_LABELS,
    KIND_LABELS,
    NECESSITY_LABELS,
    THEMES,
    TYPE_LABELS,
    FileKind,
    ItemType,
    Necessity,
    name_theme,
)
from onewindow.procedure.model import StepKind

E = TypeVar("E", bound=StrEnum)


def _choice(labels: Mapping[E, str], synonyms: Mapping[str, E]) -> Callable[[str], E]:
    known = {str(code): code for code in labels} | {label: code for code, label in labels.items()}
    known |= synonyms

    def read(text: str) -> E:
        found = known.get(half_width(text).lower())
        if found is None:
            raise Refused(
                _("没有“%(text)s”这一项：请在%(options)s中选择")
                % {"text": text, "options": "、".join(labels.values())}
            )
        return found

    return read


parse_type = _choice(
    TYPE_LABELS,
    {"许可": ItemType.LICENSING, "其它": ItemType.OTHER, "行政许可类": ItemType.LICENSING},
)
parse_kind = _choice(
    KIND_LABELS,
    {
        "审核": StepKind.REVIEW,
        "审批": StepKind.DECISION,
        "办结": StepKind.DELIVERY,
        "发证": StepKind.DELIVERY,
    },
)
parse_file_kind = _choice(
    FILE_KIND_LABELS,
    {
        "文档": FileKind.TEXT,
        "图像": FileKind.IMAGE,
        "照片": FileKind.IMAGE,
        "压缩包": FileKind.ARCHIVE,
        "音视频": FileKind.MEDIA,
    },
)
parse_necessity = _choice(
    NECESSITY_LABELS,
    {
        "必须": Necessity.REQUIRED,
        "必要": Necessity.REQUIRED,
        "非必要": Necessity.OPTIONAL,
        "非必须": Necessity.OPTIONAL,
        "容缺": Necessity.DEFERRABLE,
        "可容缺": Necessity.DEFERRABLE,
    },
)
KIND_WORDS = {
    StepKind.DELIVERY: ("送达", "制证", "发证", "颁证", "领证", "办结", "出件"),
    StepKind.DECISION: ("决定", "批准", "签发", "核准", "审定", "审批"),
    StepKind.ACCEPTANCE: ("受理", "收件", "接件"),
}


def infer_kind(name: str) -> StepKind:
    """Return the kind that a step's name tells; a review when it tells nothing."""
    name = half_width(name)
    for kind, words in KIND_WORDS.items():
        if name.startswith(words):
            return kind
    for kind in (StepKind.DECISION, StepKind.DELIVERY, StepKind.ACCEPTANCE):
        if any(word in name for word in KIND_WORDS[kind]):
            return kind
    return StepKind.REVIEW


def parse_theme(text: str) -> str:
    """Return the theme as drafts name it; 纳税 and 其他 need 公众 or 企业 before them."""
    audience, _found, topic = half_width(text).replace(":", "·").replace("/", "·").partition("·")
    if not topic:
        audience, topic = ("", audience) if audience not in THEMES else (audience, "")
    owners = [name for name, topics in THEMES.items() if topic in topics and audience in {"", name}]
    if topic and len(owners) == 1:
        return name_theme(owners[0], topic)
    if audience in THEMES and not topic and not THEMES[audience]:
        return audience
    raise Refused(_theme_advice(text, audience, topic, owners))


def _theme_advice(text: str, audience: str, topic: str, owners: list[str]) -> str:
    if len(owners) > 1:
        wanted = "”或“".join(f"{name}·{topic}" for name in owners)
        return _("“%(text)s”在几类对象下都有：请写明“%(wanted)s”") % {
            "text": text,
            "wanted": wanted,
        }
    known = THEMES.get(audience) or [topic for topics in THEMES.values() for topic in topics]
    return _("没有“%(text)s”这个领域：请在%(options)s中选择") % {
        "text": text,
        "options": "、".join(dict.fromkeys(known)),
    }
