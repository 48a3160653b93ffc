"""Drafts for the tests of forms: one plain one, and any that a careful official could write."""

from dataclasses import replace

from hypothesis import strategies as st

from onewindow.catalogue.exchange.lines import split_numbered, split_words
from onewindow.catalogue.form import (
    THEMES,
    BasisDraft,
    FeeDraft,
    FileKind,
    ItemDraft,
    ItemType,
    MaterialDraft,
    Necessity,
    StepDraft,
    name_theme,
)
from onewindow.procedure.model import StepKind

LETTERS = (
    "一二三四五六七八九十甲乙丙丁示例市审查核验设置证照材料程序䶮𬭎・—“”，。；（）()%+-=&<> aZ09"
)


def make_step(name: str, kind: StepKind, *needs: str, limit: int = 1) -> StepDraft:
    """Return a step of an invented office."""
    return StepDraft(
        name, kind, "市示例局", "示例岗", "示例·张三", "科员", limit, "13800000001", needs
    )


def make_draft() -> ItemDraft:
    """Return a small sound draft with a parallel pair of reviews."""
    return ItemDraft(
        department="示例市示例局",
        filled_by="示例·张三",
        filled_by_phone="0900-0000001",
        filled_on="2026-11-16",
        name="示例许可",
        number="SL-001",
        subject="示例市示例局",
        item_type=ItemType.LICENSING,
        internal_hall="示例局一楼",
        public_hall="示例市政务服务大厅",
        phone="0900-0000002",
        email="sl@example.com",
        postal_address="示例市示例路 1 号",
        acceptance_limit=2,
        review_limit=10,
        statutory_limit=20,
        limit_note="示例说明",
        themes=("卫生保健", "公众·纳税", "企业·其他"),
        bases=(BasisDraft("中华人民共和国行政许可法", "第四十二条", "示例条文。"),),
        periodic_inspection="无",
        fees=(FeeDraft("工本费", "10 元/本", "《示例收费条例》第三条"),),
        process="受理 → 审查 → 决定",
        conditions=("有固定场所。", "有专业人员 3 名。"),
        steps=(
            make_step("受理", StepKind.ACCEPTANCE),
            make_step("书面审查", StepKind.REVIEW, "受理", limit=3),
            make_step("现场核查", StepKind.REVIEW, "受理", limit=5),
            make_step("决定", StepKind.DECISION, "书面审查", "现场核查", limit=2),
            make_step("送达", StepKind.DELIVERY, "决定"),
        ),
        materials=(
            MaterialDraft(
                "示例申请表",
                (FileKind.TEXT, FileKind.IMAGE),
                Necessity.REQUIRED,
                needs_original=True,
                note="签名",
            ),
            MaterialDraft(
                "场所平面图", (FileKind.IMAGE,), Necessity.DEFERRABLE, needs_original=False
            ),
        ),
        aliases=("开店", "办证"),
        extra={"网办深度": "全程网办"},
    )


def _is_plain(text: str) -> bool:
    return len(text) > 1 and split_numbered("1．" + text) == [text]


def _is_word(text: str) -> bool:
    return split_words(text) == [text]


TEXTS = st.text(LETTERS, min_size=2, max_size=40).map(str.strip).filter(_is_plain)
LONG_TEXTS = st.lists(TEXTS, min_size=5, max_size=9).map("".join).filter(_is_plain)
NAMES = st.text(LETTERS[:36] + "（·）", min_size=2, max_size=8)
STEP_NAMES = st.text(LETTERS[:36] + "、，", min_size=2, max_size=6)
LIMITS = st.integers(0, 5)
ARTICLES = st.sampled_from(["", "第三条", "第四十二条第二款"])
BASES = st.builds(BasisDraft, NAMES, ARTICLES, st.just("") | LONG_TEXTS)
FEES = st.builds(FeeDraft, NAMES, st.just("") | NAMES, TEXTS)
THEME_NAMES = [name_theme(who, what) for who, topics in THEMES.items() for what in topics or ("",)]
MATERIALS = st.builds(
    MaterialDraft,
    NAMES.map(lambda name: f"{name}证明书"),
    st.sets(st.sampled_from(FileKind), min_size=1).map(
        lambda chosen: tuple(kind for kind in FileKind if kind in chosen)
    ),
    st.sampled_from(Necessity),
    st.booleans(),
    st.just("") | TEXTS,
)


@st.composite
def drafts(draw: st.DrawFn) -> ItemDraft:
    """Return any sound draft: texts, ticks, lists and a procedure with parallel reviews."""
    reviews = draw(st.lists(STEP_NAMES, max_size=4, unique=True))
    reviews = [f"审查{name}" for name in reviews]
    steps = [make_step("受理", StepKind.ACCEPTANCE, limit=draw(LIMITS))]
    for at, name in enumerate(reviews):
        earlier = ["受理", *reviews[:at]]
        needs = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=3, unique=True))
        steps.append(make_step(name, StepKind.REVIEW, *needs, limit=draw(LIMITS)))
    ends = reviews or ["受理"]
    steps.append(make_step("决定", StepKind.DECISION, *ends, limit=draw(LIMITS)))
    chosen = draw(st.sets(st.sampled_from(THEME_NAMES), min_size=1, max_size=5))
    return replace(
        make_draft(),
        name=draw(TEXTS),
        number=draw(st.just("") | NAMES),
        email=draw(st.sampled_from(["", "sl@example.com"])),
        item_type=draw(st.sampled_from(ItemType)),
        acceptance_limit=draw(st.integers(0, 5)),
        review_limit=draw(st.integers(60, 90)),
        statutory_limit=90,
        limit_note=draw(LONG_TEXTS),
        themes=tuple(theme for theme in THEME_NAMES if theme in chosen),
        bases=tuple(draw(st.lists(BASES, min_size=1, max_size=3))),
        fees=tuple(draw(st.lists(FEES, max_size=3))),
        process="\n".join(draw(st.lists(TEXTS, min_size=1, max_size=3))),
        conditions=tuple(draw(st.lists(TEXTS, min_size=1, max_size=5))),
        steps=tuple(steps),
        materials=tuple(draw(st.lists(MATERIALS, min_size=1, max_size=4, unique_by=_name_of))),
        aliases=tuple(draw(st.lists(NAMES, max_size=4, unique=True))),
        extra=draw(st.dictionaries(NAMES, TEXTS, max_size=3)),
    )


def _name_of(material: MaterialDraft) -> str:
    return material.name
