"""Every kind of letter has a form, a sample that says what the law asks for, and its page."""

import io
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject
from typer.testing import CliRunner

from onewindow.config.cli import app
from onewindow.documents.letters import KINDS, LetterIncomplete, Paper, render
from onewindow.documents.letters.afterwards import CancellationGround, RevocationGround
from onewindow.documents.letters.intake import NonAcceptanceGround
from onewindow.documents.letters.papers import LimitingLetter
from onewindow.documents.letters.samples import SAMPLES
from onewindow.documents.letters.sheets import Inspector
from tests.documents.test_letters import text_of

LIMITING = {
    "non_acceptance", "not_required", "lapse", "refusal", "change_refusal", "renewal_refusal",
    "revocation", "retraction", "cancellation", "rectification",
}  # fmt: skip
# What each letter has to say by its article.
SAID = {
    "application": ["第三十一条", "申请人（签名或者盖章）"],
    "receipt": ["不表示申请已经受理"],
    "acceptance": ["第（五）项", "决定予以受理"],
    "non_acceptance": ["第（二）项", "示例县市场监督管理局"],
    "not_required": ["第（一）项", "不需要取得行政许可"],
    "correction": ["第（四）项", "一次告知", "不再要求补正"],
    "lapse": ["视为你单位撤回申请", "可以重新提出申请"],
    "transfer": ["第三十五条", "无需重复提交"],
    "special_time": ["第四十五条", "所需时间", "不计算"],
    "extension": ["第四十二条第一款", "经本机关负责人批准", "2026年12月15日"],
    "interested_party": ["第三十六条", "陈述和申辩"],
    "hearing_right": ["第四十七条", "五日内", "不承担组织听证的费用"],
    "hearing_notice": ["第四十八条第一款第（一）项", "申请回避"],
    "hearing_announcement": ["第四十六条", "旁听席位"],
    "hearing_record": ["确认无误后签字或者盖章", "记录人"],
    "inspection_record": ["两名以上", "示例·程思", "示例·陆离", "不符合"],
    "approval_form": ["内部文书", "材料审查"],
    "grant": ["第三十八条第一款", "第四十四条"],
    "refusal": ["第三十八条第二款"],
    "change_grant": ["第四十九条", "示市监许决〔2024〕108号"],
    "change_refusal": ["第四十九条", "不予变更行政许可"],
    "renewal_grant": ["第五十条第二款", "2030年1月9日"],
    "renewal_refusal": ["第五十条第二款"],
    "delivery_receipt": ["受送达人", "与受送达人关系", "窗口领取"],
    "revocation": ["第六十九条第二款", "陈述和申辩", "三年内不得再次申请"],
    "retraction": ["第八条第二款", "依法给予补偿"],
    "cancellation": ["第七十条第（三）项"],
    "mandate": ["第一百六十二条", "委托期限"],
    "deferral_promise": ["于2026年11月16日前补交", "视为撤回申请"],
    "commitment": ["行政机关告知", "申请人承诺", "30个工作日内核查"],
    "rectification": ["2026年12月18日前整改完毕"],
    "authorisation": ["不得转授权"],
}


def test_every_kind_has_a_form_a_sample_and_words() -> None:
    assert set(KINDS) == set(SAMPLES) == set(SAID)
    assert all(type(SAMPLES[code]) is kind.form for code, kind in KINDS.items())
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_a_letter_says_what_its_article_asks_for(code: str) -> None:
    sample = SAMPLES[code]
    text = text_of(render(sample))
    wanted = [*SAID[code], sample.head.department, sample.head.code, "".join(sample.title.split())]
    if code in LIMITING:
        wanted += ["六十日内依法向示例市人民政府申请行政复议", "六个月内依法向示例市示例区人民法院"]
    assert [words for words in wanted if words not in text] == []


def test_what_takes_something_away_cannot_be_written_without_remedies() -> None:
    limiting = {code for code, kind in KINDS.items() if issubclass(kind.form, LimitingLetter)}
    assert limiting == LIMITING - {"refusal", "change_refusal", "renewal_refusal"}
    for code in limiting:
        names = {each.name: each for each in fields(KINDS[code].form)}
        assert names["remedies"].default.__class__.__name__ == "_MISSING_TYPE"


@pytest.mark.parametrize(
    ("code", "lacking"),
    [
        ("refusal", {"reasons": ()}),
        ("refusal", {"remedies": None}),
        ("change_grant", {"permit": None}),
        ("non_acceptance", {"reasons": ()}),
        ("non_acceptance", {"competent": ""}),
        ("not_required", {"reasons": ()}),
        ("correction", {"defects": ()}),
        ("extension", {"reasons": ()}),
        ("revocation", {"reasons": ()}),
        ("revocation", {"statement": ""}),
        ("inspection_record", {"inspectors": (Inspector("示例·程思", "示例局"),)}),
        ("mandate", {"powers": ()}),
        ("delivery_receipt", {"papers": ()}),
        ("deferral_promise", {"deferred": ()}),
        ("commitment", {"conditions": ()}),
        ("rectification", {"shortfalls": ()}),
    ],
)
def test_a_letter_without_what_the_law_asks_for_is_not_written(
    code: str, lacking: dict[str, object]
) -> None:
    with pytest.raises(LetterIncomplete):
        changed(code, **lacking)


def changed(code: str, **changes: object) -> Paper:
    sample = SAMPLES[code]
    values = {each.name: getattr(sample, each.name) for each in fields(sample)}
    return type(sample)(**{**values, **changes})


def said(code: str, **changes: object) -> str:
    return str(changed(code, **changes).content())


def test_variants_name_their_own_article() -> None:
    assert "自收到申请材料之日起即为受理" in said("acceptance", is_deemed=True)
    assert "第四十二条第二款" in said("extension", is_joint=True)
    assert "本级人民政府负责人" in said("extension", is_joint=True)
    assert "视为准予延续" in said("renewal_grant", is_deemed=True)
    false = said(
        "non_acceptance", ground=NonAcceptanceGround.FALSE_MATERIALS, competent="", is_safety=True
    )
    assert "第七十八条" in false
    assert "一年内不得再次申请" in false
    assert "第六十九条第一款第（三）项" in said(
        "revocation", ground=RevocationGround.WRONG_PROCEDURE
    )
    assert "依法要求赔偿" in said("revocation", ground=RevocationGround.ABUSE)
    assert "三年内" not in said("revocation", is_safety=False)
    assert "第七十条第（一）项" in said("cancellation", ground=CancellationGround.EXPIRED)
    assert "视为你单位撤回申请" not in said("correction", lapses="")


@pytest.mark.long
def test_the_album_holds_them_all_with_a_contents_page(tmp_path: Path) -> None:
    out = tmp_path / "album.pdf"
    result = CliRunner().invoke(app, ["letters", "album", "--out", str(out)])
    assert result.exit_code == 0, result.output
    reader = PdfReader(io.BytesIO(out.read_bytes()))
    first = "".join(reader.pages[0].extract_text().split())
    assert [kind.name for kind in KINDS.values() if kind.name not in first] == []
    titles = set(flat(reader.outline))
    assert [paper.title for paper in SAMPLES.values() if paper.title not in titles] == []
    metadata = reader.root_object["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in metadata.get_data()


def flat(outline: Sequence[object]) -> list[str]:
    found: list[str] = []
    for entry in outline:
        found += flat(entry) if isinstance(entry, list) else [str(getattr(entry, "title", ""))]
    return found


@pytest.mark.long
def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["letters", "album", "--out", str(tmp_path / "no" / "a.pdf")])
    assert result.exit_code == 1
    assert "写不进" in result.output
