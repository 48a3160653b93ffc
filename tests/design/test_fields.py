"""A form's field on the page: label, hint, error and control belong together."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict
from lxml import html

from onewindow.design.forms import PlainForm

NO_FILES: MultiValueDict[str, UploadedFile[bytes]] = MultiValueDict()


class ShopForm(PlainForm):
    name = forms.CharField(label="店铺名称", max_length=60, help_text="与营业执照一致。")
    kind = forms.ChoiceField(
        label="种类",
        choices=[("hot", "热食｜现做现卖"), ("cold", "冷食")],
        widget=forms.RadioSelect,
    )
    opens = forms.DateField(label="开业日期", required=False)
    area = forms.DecimalField(label="面积", required=False, max_digits=6, decimal_places=2)
    seats = forms.IntegerField(label="座位", required=False, min_value=1, max_value=60)
    plan = forms.FileField(label="布局图")
    agree = forms.BooleanField(label="我已核对")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(source: str, **values: object) -> html.HtmlElement:
    """Render a template with our tags and read it as HTML."""
    # The compiler has no types; templates from files go through it in the loader.
    compiler = import_module("django_cotton.compiler_regex").CottonCompiler()
    compiled = compiler.process("{% load design %}" + source)
    text = Template(compiled).render(Context(values))
    return html.fragment_fromstring(text, create_parent="div")


def fields(form: forms.Form) -> html.HtmlElement:
    """Render all fields of a form."""
    return drawn("{% for bound in form %}{% field bound %}{% endfor %}", form=form)


def test_every_control_has_a_label_and_what_it_refers_to_exists() -> None:
    for form in (ShopForm(), ShopForm({}, NO_FILES)):
        page = fields(form)
        ids = set(page.xpath("//@id"))
        for control in page.xpath("//input[not(@type='hidden')]"):
            assert page.xpath(f"//label[@for='{control.get('id')}']"), control.get("name")
        for reference in page.xpath("//@aria-describedby"):
            assert set(reference.split()) <= ids


def test_errors_say_what_to_do() -> None:
    form = ShopForm({"opens": "明天", "area": "六十"}, NO_FILES)
    text = fields(form).text_content()
    for sentence in ("请填写这一项。", "请选择一项。", "请选择要上传的文件。", "请勾选这一项。"):
        assert sentence in text
    assert form.errors["opens"] == ["请填写日期，例如 2026-11-21。"]
    assert form.errors["area"] == ["请填写数字，不带单位。"]
    for area, said in (
        ("1234567", "数字太长了，最多 6 位。"), ("12345", "数字太大了，小数点前最多 4 位。"),
        ("1.234", "小数点后最多 2 位。"),
    ):  # fmt: skip
        assert ShopForm({"area": area}, NO_FILES).errors["area"] == [said]


def test_own_words_of_a_form_stay() -> None:
    class OwnWords(PlainForm):
        name = forms.CharField(error_messages={"required": "店铺叫什么？"})

    assert OwnWords({}).errors["name"] == ["店铺叫什么？"]


def test_the_summary_leads_to_every_wrong_field() -> None:
    form = ShopForm({}, NO_FILES)
    form.add_error(None, "这份申请已经撤回。")
    page = drawn(
        "<c-error-summary :form='form' />{% for b in form %}{% field b %}{% endfor %}", form=form
    )
    summary = page.xpath("//*[contains(@class, 'ow-errors')]")[0]
    targets = [link.removeprefix("#") for link in summary.xpath(".//a/@href")]
    assert len(targets) == 4
    assert set(targets) <= set(page.xpath("//@id"))
    assert "这份申请已经撤回。" in summary.text_content()


def test_a_choice_carries_its_explanation() -> None:
    page = fields(ShopForm())
    assert page.xpath("//label[@for='id_kind_0']//small/text()") == ["现做现卖"]
    assert not page.xpath("//label[@for='id_kind_1']//small")


def test_optional_fields_are_marked_and_required_ones_are_not() -> None:
    page = fields(ShopForm())
    assert "选填" in page.xpath("//label[@for='id_opens']")[0].text_content()
    assert "选填" not in page.xpath("//label[@for='id_name']")[0].text_content()


def test_a_date_is_kept_in_the_form_the_browser_needs() -> None:
    page = fields(ShopForm({"opens": "2026-11-21"}))
    control = page.xpath("//input[@name='opens']")[0]
    assert (control.get("type"), control.get("value")) == ("date", "2026-11-21")


def test_what_people_type_cannot_become_markup() -> None:
    nasty = '"><script>alert(1)</script>'
    source = (
        '<c-panel title="{{ x }}" /><c-tag>{{ x }}</c-tag><c-file name="{{ x }}" href="{{ x }}" />'
        '<c-summary-row label="{{ x }}" value="{{ x }}" />'
        '<c-fact label="{{ x }}" value="{{ x }}" />'
        '<c-search action="/" label="{{ x }}" value="{{ x }}" /><c-alert title="{{ x }}" />'
        '<c-summary-row label="" :value="x" /><c-empty :title="x" />'
        '<c-icon name="x" label="{{ x }}" />'
    )
    page = drawn(source, x=nasty)
    assert page.xpath("//script") == []
    assert page.text_content().count("<script>alert(1)</script>") >= 6
    form = ShopForm({"name": nasty}, NO_FILES)
    assert fields(form).xpath("//script") == []


def test_a_name_with_an_ampersand_is_not_escaped_twice() -> None:
    page = drawn('<c-panel title="{{ x }}" /><c-file name="{{ x }}" />', x="甲 & 乙 <丙>")
    assert len(re.findall("甲 & 乙 <丙>", page.text_content())) == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "甲\0乙"}, "里面有看不见的控制字符，请删掉重填。"),
        ({"name": "甲" * 61}, "太长了，最多 60 个字，现在有 61 个。"),
        ({"opens": "9999-12-31"}, "日期应在 1900 年到 2999 年之间，请核对年份。"),
        ({"seats": "70"}, "不能大于 60。"),
        ({"seats": "0"}, "不能小于 1。"),
    ],
)
def test_what_validators_refuse_is_said_plainly(sent: dict[str, str], said: str) -> None:
    form = ShopForm(sent)
    (field,) = sent
    assert form.errors[field] == [said]


def test_a_choice_that_is_not_listed_is_refused_in_our_words() -> None:
    form = ShopForm({"kind": "raw"})
    assert form.errors["kind"] == ["请从列出的选项里选一项。"]
