"""An item with everything a guide can say, in the city of the case tests, and ways to look."""

import re
from collections.abc import Iterable
from datetime import datetime
from html import unescape
from typing import Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onewindow.accounts.models import Company, User
from onewindow.cases import actions
from onewindow.cases.models import Case
from onewindow.catalogue.models import (
    Fee,
    FormField,
    FrequentQuestion,
    ItemStep,
    ItemVersion,
    LegalBasis,
    Material,
    Question,
    QuestionOption,
    Result,
    ServiceItem,
    Translation,
)
from onewindow.catalogue.search import reindex
from onewindow.documents.models import Document
from onewindow.orgs.models import Post
from tests.cases.building import MONDAY, City
from tests.documents.samples import image, pdf


class Answer(Protocol):
    """What a test client gets back."""

    @property
    def content(self) -> bytes:
        """The body."""


ANSWERS = {"facility": "large", "by_agent": "no"}
FIELDS = {"place": "示范大道 21 号", "width": "12", "phone": "15400009003", "opens": "2026-12-21"}
INTERNAL = ("示例·内部经办人", "15400000777", "内部受理厅三楼", "内部审查岗")


def make_guide(
    city: City,
    *,
    texts: Iterable[tuple[str, str, str]] = (),
    blank_form: Document | None = None,
    **changes: str,
) -> ItemVersion:
    """Publish an item with questions, fields, materials, fees, laws and internal data.

    `texts` are translations: language, element, text.
    """
    old = city.version
    item = ServiceItem.objects.create(
        code=f"{old.item.code}-guide",
        slug=f"{old.item.slug}-guide",
        number="guide",
        department=old.item.department,
        region=old.item.region,
    )
    version = ItemVersion.objects.create(
        item=item, number=1, name="户外招牌设置审批", form_number="1", subject="示例",
        item_type="licensing", acceptance_limit=1, review_limit=8, statutory_limit=20,
        phone="0900-0000042", email="cgj@example.com", drafted_by="x", aliases=["挂招牌"],
        themes=["商务活动"], summary="挂招牌先在这里申请。", process="受理 → 审查 → 决定",
        conditions=["不遮挡信号灯。"], internal_hall=INTERNAL[2], public_hall="政务大厅一楼",
        **changes,
    )  # fmt: skip
    _ask(version)
    _require(version, blank_form)
    _explain(version)
    post, _made = Post.objects.get_or_create(
        department=old.item.department, code="inside", defaults={"name": INTERNAL[3]}
    )
    for step in old.steps.order_by("position"):
        ItemStep.objects.create(
            version=version, position=step.position, code=step.code, name=step.name, kind=step.kind,
            unit=step.unit, limit=step.limit, needs=step.needs, person=INTERNAL[0],
            mobile=INTERNAL[1], title="科员", post=post if step.kind == "decision" else None,
            when={"field": "facility", "op": "!=", "value": "banner"}
            if step.code == "structure" else None,
        )  # fmt: skip
    for place, (language, element, text) in enumerate(texts, start=1):
        Translation.objects.create(
            version=version, position=place, language=language, element=element, text=text
        )
    ItemVersion.objects.filter(pk=version.pk).update(status="published", published_at=MONDAY)
    reindex(item)
    version.refresh_from_db()
    return version


def _ask(version: ItemVersion) -> None:
    choice = Question.objects.create(
        version=version, position=1, code="facility", text="设置哪一种？", kind="choice"
    )
    for position, (code, text) in enumerate([("large", "大型设施"), ("banner", "横幅")], start=1):
        QuestionOption.objects.create(question=choice, position=position, code=code, text=text)
    Question.objects.create(
        version=version, position=2, code="by_agent", text="是否委托他人？", kind="bool"
    )
    rows = [
        ("place", "设置地点", "address", True), ("width", "宽度（米）", "number", True),
        ("phone", "联系电话", "phone", True), ("opens", "开始日期", "date", True),
        ("cost", "造价", "money", False), ("owner", "业主身份证号", "citizen_id", False),
        ("maker", "施工单位代码", "uscc", False), ("light", "照明", "choice", False),
    ]  # fmt: skip
    for position, (code, label, kind, is_required) in enumerate(rows, start=1):
        FormField.objects.create(
            version=version, position=position, code=code, label=label, kind=kind,
            is_required=is_required, choices=["内光源", "外投光"] if kind == "choice" else [],
        )  # fmt: skip


def _require(version: ItemVersion, blank_form: Document | None) -> None:
    by_agent = {"field": "by_agent", "op": "==", "value": True}
    rows = [
        ("form", "申请表", "required", None), ("plan", "效果图", "required", None),
        ("lease", "租赁合同", "deferrable", None), ("mandate", "授权委托书", "required", by_agent),
    ]  # fmt: skip
    for position, (code, name, necessity, when) in enumerate(rows, start=1):
        Material.objects.create(
            version=version, position=position, code=code, name=name, necessity=necessity,
            file_kinds=["image"] if code == "plan" else ["text", "image"],
            note=f"{name}的要求。", needs_original=code == "form", when=when,
            blank_form=blank_form if code == "form" else None,
        )  # fmt: skip


def _explain(version: ItemVersion) -> None:
    Result.objects.create(version=version, position=1, code="r1", name="批准书")
    LegalBasis.objects.create(
        version=version, position=1, law="广告法", article="第四十一条", text="县级以上地方人民政府"
    )
    Fee.objects.create(
        version=version, position=1, name="占道费", standard="每日 2 元", basis="示例价〔2026〕1号"
    )
    FrequentQuestion.objects.create(
        version=version, position=1, question="换画面要办吗？", answer="先打电话问清楚。"
    )


def make_draft_of(
    version: ItemVersion, user: User, *, company: Company | None = None, at: datetime = MONDAY
) -> Case:
    """Start a draft with nothing in it."""
    return actions.start_draft(version, by=user, company=company, at=at)


def fill_in(case: Case, client: Client) -> None:
    """Answer everything and upload the two required files, all through the pages."""
    start = f"/drafts/{case.uid}/"
    assert client.post(f"{start}answers/", ANSWERS).status_code == 302
    assert client.post(f"{start}fields/", FIELDS).status_code == 302
    for material, file in (("form", a_pdf()), ("plan", a_picture())):
        answer = client.post(f"{start}materials/", {"material": material, "files": file})
        assert answer.status_code == 302


def a_pdf(name: str = "申请表.pdf", *, mark: bytes = b"") -> SimpleUploadedFile:
    """Return a small PDF; another mark makes another file."""
    return SimpleUploadedFile(name, pdf(b"% " + mark))


def a_picture(name: str = "效果图.png") -> SimpleUploadedFile:
    """Return a small picture."""
    return SimpleUploadedFile(name, image("PNG"))


def html_of(response: Answer) -> str:
    """Return a page; fail when something in it breaks the content security policy."""
    html = response.content.decode()
    # A script of type application/ld+json is data that no browser runs.
    executed = re.sub(
        r'<script type="application/ld\+json">.*?</script>', "", html, flags=re.DOTALL
    )
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*src=)", executed)
    return html


def text_of(response: Answer) -> str:
    """Return the words of a page without its tags, spaces joined."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html_of(response))).split())
