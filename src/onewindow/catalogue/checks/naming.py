"""Rules on names, subjects, bases and texts."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.catalogue.checks.rules import Fault, Rule, Severity
from onewindow.catalogue.codes import Audience, ServiceObject, SubjectKind
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.texts import texts_of
from onewindow.catalogue.form import ItemType, audience_of
from onewindow.kernel.glyphs import named, unprintable
from onewindow.kernel.identity import InvalidIdentity, parse_item_code

CATCH_ALL = re.compile(
    "(其他|其它|有关|相关|所需|必要)的?(申请)?(材料|资料|文件|条件|证明)(?!费)|另行(要求|通知|规定)的"
    "|等(材料|资料|证明)$|需要提供的其"
)
ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇\d]+条")
ENTRUSTED = {"entrusted", "peer_entrusted"}
SUMMARY_LENGTH = 150


def catch_all(item: ItemDefinition) -> Iterator[Fault]:
    """Nothing open-ended is asked for."""
    texts = [(f"materials.{row.code}.name", row.name) for row in item.materials]
    texts += [(f"materials.{row.code}.note", row.note) for row in item.materials]
    texts += [(f"conditions.{place}", text) for place, text in enumerate(item.conditions, 1)]
    for element, text in texts:
        if found := CATCH_ALL.search(text):
            yield (
                element,
                _("“%(words)s”是兜底的说法，申请人看不出到底要什么。") % {"words": found[0]},
            )


def based_on_law(item: ItemDefinition) -> Iterator[Fault]:
    """An item rests on articles of law."""
    if not item.bases:
        yield "bases", _("没有写事项依据：没有依据的条件和环节不得增设。")
    for place, row in enumerate(item.bases, 1):
        if not ARTICLE.match(row.article):
            yield f"bases.{place}.article", _("《%(law)s》没有写到第几条。") % {"law": row.law}


def audience(item: ItemDefinition) -> Iterator[Fault]:
    """A theme of companies belongs to an item for companies, one of people to one for people."""
    whom = set()
    for theme in item.themes:
        try:
            whom.add(audience_of(theme))
        except KeyError:
            yield "themes", _("没有“%(theme)s”这个主题，请从表上的主题里选。") % {"theme": theme}
    companies = item.audience != Audience.PERSON
    if companies != bool(whom & {"企业", "其他组织"}):
        yield (
            "themes",
            (
                _("服务对象里有企业，却没有选企业的主题。")
                if companies
                else _("服务对象只有个人，却选了企业的主题。")
            ),
        )
    if item.audience == Audience.PERSON and "公众" not in whom:
        yield "themes", _("服务对象是个人，却没有选公众的主题。")


def service_objects(item: ItemDefinition) -> Iterator[Fault]:
    """The finer list of applicants says the same as the coarse one."""
    if not item.service_objects:
        return
    people = ServiceObject.NATURAL_PERSON in item.service_objects
    others = bool(set(item.service_objects) - {ServiceObject.NATURAL_PERSON})
    meant = Audience.BOTH if people and others else Audience.PERSON if people else Audience.COMPANY
    if item.audience != meant:
        yield (
            "service_objects",
            _("服务对象类型和服务对象（%(audience)s）对不上。")
            % {"audience": Audience(item.audience).label},
        )


def entrusted(item: ItemDefinition) -> Iterator[Fault]:
    """Who acts on another's behalf says who that is."""
    acts_for = item.power_source in ENTRUSTED or item.subject_kind == SubjectKind.ENTRUSTED_BODY
    if acts_for and not item.entrusted_body.strip():
        yield "entrusted_body", _("写了受委托行使，却没有写受委托机关。")
    if item.entrusted_body.strip() and not acts_for:
        yield "entrusted_body", _("写了受委托机关，权力来源却不是委托。")


def item_code(item: ItemDefinition) -> Iterator[Fault]:
    """A code fits one of the profiles."""
    if not item.local_code:
        return
    try:
        code = parse_item_code(item.local_code)
    except InvalidIdentity as error:
        yield "local_code", str(error)
        return
    if code.uscc_problem is not None:
        yield "local_code", code.uscc_problem.message


def reform(item: ItemDefinition) -> Iterator[Fault]:
    """证照分离 is about licences that companies need."""
    if item.licence_reform and (
        item.item_type != ItemType.LICENSING or item.audience == Audience.PERSON
    ):
        yield "licence_reform", _("证照分离只适用于企业要办的行政许可。")


def quantity(item: ItemDefinition) -> Iterator[Fault]:
    """Whether there is a quota must be displayed."""
    if item.item_type == ItemType.LICENSING and not item.quantity_limit.strip():
        yield "quantity_limit", _("行政许可要公示有没有数量限制。")


def plain_words(item: ItemDefinition) -> Iterator[Fault]:
    """People find and understand it."""
    if not item.summary.strip():
        yield "summary", _("没有一句话说明，办事人要读完全文才知道是什么事。")
    elif len(item.summary) > SUMMARY_LENGTH:
        yield "summary", _("一句话说明有 %(n)s 个字，太长了。") % {"n": len(item.summary)}
    if not [alias for alias in item.aliases if alias != item.name]:
        yield "aliases", _("没有常用叫法，用自己的话搜的人找不到它。")


def printable(item: ItemDefinition) -> Iterator[Fault]:
    """What letters and guides print, their fonts can show."""
    texts = [*texts_of(item).items()]
    texts += [(f"translations.{place}", row.text) for place, row in enumerate(item.translations, 1)]
    texts += [(f"fees.{place}.basis", row.basis) for place, row in enumerate(item.fees, 1)]
    for element, text in texts:
        if missing := unprintable(text):
            yield element, _("公文里印不出这些字：%(characters)s") % {"characters": named(missing)}


def translated(item: ItemDefinition) -> Iterator[Fault]:
    """A translation belongs to a text that is there."""
    texts = texts_of(item)
    for place, row in enumerate(item.translations, 1):
        if row.element not in texts:
            yield (
                f"translations.{place}",
                _("没有“%(element)s”这个要素，译文没有着落。") % {"element": row.element},
            )


RULES = (
    Rule("N01", lazy("不用兜底的说法"), lazy("安阳市政务服务条例第十三条"), Severity.ERROR,
         lazy("把每一份材料、每一个条件逐项写明；写不出来的删去。"), catch_all),
    Rule("N02", lazy("依据写到条"), lazy("优化营商环境条例第三十五条"), Severity.ERROR,
         lazy("写出法律、法规的名称和条款，如“第三十五条”。"), based_on_law),
    Rule("N03", lazy("主题和服务对象一致"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("按服务对象选主题，或者改服务对象。"), audience),
    Rule("N04", lazy("服务对象类型一致"), lazy("GB/T 39046 服务对象"), Severity.ERROR,
         lazy("让两处说的是同一批人。"), service_objects),
    Rule("N05", lazy("受委托的写明受谁委托"), lazy("行政许可法第二十四条"), Severity.ERROR,
         lazy("写明受委托机关；不是委托的，改权力来源和主体性质。"), entrusted),
    Rule("N06", lazy("编码合规"), lazy("GB/T 39046 实施编码，GB 32100"), Severity.ERROR,
         lazy("核对编码，尤其是其中的统一社会信用代码。"), item_code),
    Rule("N07", lazy("证照分离只用于涉企许可"), lazy("优化营商环境条例第十九条"), Severity.ERROR,
         lazy("清空证照分离改革方式，或者核对事项类型和服务对象。"), reform),
    Rule("N08", lazy("数量限制要公示"), lazy("行政许可法第三十条"), Severity.WARNING,
         lazy("写明数量；没有的写“无”。"), quantity),
    Rule("N09", lazy("让人找得到、看得懂"), lazy("政务服务办事指南"), Severity.HINT,
         lazy("用老百姓的话写一句说明和几个常用叫法。"), plain_words),
    Rule("N10", lazy("公文印得出"), lazy("公文字库"), Severity.ERROR,
         lazy("换一种写法。"), printable),
    Rule("N11", lazy("译文有原文"), lazy("双语办事指南"), Severity.ERROR,
         lazy("改正要素的路径，或者删去这条译文。"), translated),
)  # fmt: skip
