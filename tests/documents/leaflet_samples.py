"""One guide and one notice, for the tests and for the eye."""

from datetime import date
from typing import Protocol

from onewindow.documents.leaflets import (
    Guide,
    Imprint,
    Language,
    Layout,
    Leaflet,
    OneTimeNotice,
    Promise,
    Row,
    Section,
    Text,
    Words,
)

ITEM = Text("食品经营许可", "ᠬᠦᠨᠡᠰᠦᠨ ᠦ ᠠᠵᠤ ᠠᠬᠤᠢ ᠶᠢᠨ ᠵᠥᠪᠰᠢᠶᠡᠷᠡᠯ")
ENGLISH = Text("食品经营许可", "Food business licence")
FORM = Text("食品经营许可申请书", "ᠬᠦᠨᠡᠰᠦᠨ ᠦ ᠠᠵᠤ ᠠᠬᠤᠢ ᠶᠢᠨ ᠥᠷᠭᠦᠳᠡᠯ")
ENGLISH_FORM = Text("食品经营许可申请书", "Application for a food business licence")
NOTE = Text("网上填写后由系统生成，申请人签名或者盖章；可靠的电子签名、电子印章同样有效。")


class Make(Protocol):
    """Make one leaflet in Chinese and this language."""

    def __call__(self, language: Language | None = None) -> Leaflet: ...


def imprint() -> Imprint:
    return Imprint(
        department=Text("示例市市场监督管理局"),
        code="1111999999990002XM3000131999001",
        version=3,
        address="https://onewindow.example.com/guides/food-business/?business=catering",
        printed_on=date(2026, 11, 22),
        sample=True,
    )


def promise(words: Words) -> Promise:
    days = {"promised": 8, "statutory": 10}
    said = {name: words.say("working_days", count=count) for name, count in days.items()}
    note = words.say("limits", **said)
    return Promise(date(2026, 11, 22), date(2026, 12, 4), note)


def materials(words: Words, *, layout: Layout, missing: bool | None = None) -> Section:
    form = ENGLISH_FORM if words.language == Language.ENGLISH else FORM
    rows = (
        Row(form, (NOTE, words.say("original")), words.say("required"), missing),
        Row(
            Text("经营场所平面图"), (), words.say("deferrable"), None if missing is None else False
        ),
    )
    return Section(words.say("materials"), rows, layout)


def where(words: Words) -> Section:
    rows = (
        Row(words.say("phone"), (Text.same("0900-0000022"),)),
        Row(words.say("window"), (Text("示例市政务服务大厅一楼综合窗口"),)),
        Row(words.say("fees"), (words.say("no_fee"),)),
    )
    return Section(words.say("where"), rows, Layout.PAIRS)


def situation(words: Words) -> Section:
    rows = (
        Row(Text("委托他人办理？", "ᠥᠭᠡᠷ᠎ᠡ ᠬᠦᠮᠦᠨ"), tag=words.say("answer_no")),
        Row(Text("做哪一类？"), tag=Text("餐饮服务")),
    )
    return Section(words.say("situation"), rows, Layout.INLINE)


def conditions(words: Words) -> Section:
    rows = (Row(Text("已取得营业执照等合法主体资格。")), Row(Text("有合理的设备布局和工艺流程。")))
    return Section(words.say("conditions"), rows, Layout.NUMBERED)


def guide(language: Language | None = None, *, copies: int = 1) -> Guide:
    words = Words(language)
    return Guide(
        item=ENGLISH if language == Language.ENGLISH else ITEM,
        summary=Text("开饭店、奶茶店、食堂，卖散装食品和熟食，要先办食品经营许可。"),
        imprint=imprint(),
        promise=promise(words),
        sections=(
            situation(words),
            *(materials(words, layout=Layout.NUMBERED) for _ in range(copies)),
            conditions(words),
            where(words),
        ),
        language=language,
    )


def notice(language: Language | None = None, *, missing: bool | None = None) -> OneTimeNotice:
    words = Words(language)
    return OneTimeNotice(
        item=ENGLISH if language == Language.ENGLISH else ITEM,
        imprint=imprint(),
        promise=promise(words),
        sections=(
            situation(words),
            materials(words, layout=Layout.TICKS, missing=missing),
            where(words),
        ),
        language=language,
    )
