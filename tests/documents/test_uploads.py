"""An upload is judged by what it holds, and a refusal says what to do."""

import io
import zipfile

import pytest
from pytest_django import Settings

from onewindow.documents import uploads
from onewindow.documents.rules import FileGroup, Reason
from onewindow.documents.uploads import UploadRefused
from tests.documents import samples

TAKEN = [
    ("证明.pdf", samples.pdf(), "application/pdf", "text"),
    ("证明.PDF", samples.pdf(), "application/pdf", "text"),
    ("方案.docx", samples.docx(), ".wordprocessingml.document", "text"),
    ("台账.xlsx", samples.xlsx(), ".spreadsheetml.sheet", "text"),
    ("发票.ofd", samples.zipped({"OFD.xml": b"<ofd:OFD/>"}), "application/ofd", "text"),
    ("说明.txt", "情况说明\r\n第二行".encode(), "text/plain", "text"),
    ("说明.txt", "龙江县".encode("gb18030"), "text/plain", "text"),
    ("说明.txt", "记事本 Unicode".encode("utf-16"), "text/plain", "text"),
    ("名单.csv", "\ufeff序号,姓名\n1,张三".encode(), "text/csv", "text"),
    ("门头.jpg", samples.image("JPEG"), "image/jpeg", "image"),
    ("门头.jpeg", samples.image("JPEG"), "image/jpeg", "image"),
    ("平面图.png", samples.image("PNG"), "image/png", "image"),
    ("平面图.gif", samples.image("GIF"), "image/gif", "image"),
    ("平面图.bmp", samples.image("BMP"), "image/bmp", "image"),
    ("平面图.webp", samples.image("WEBP"), "image/webp", "image"),
    (
        "全套.zip",
        samples.zipped({"一/门头.jpg": samples.image("JPEG")}),
        "application/zip",
        "archive",
    ),
    ("现场.mp4", samples.boxes(b"isom", b"moov", b"mdat"), "video/mp4", "media"),
    ("现场.mov", samples.boxes(b"qt  ", b"mdat", b"moov"), "video/quicktime", "media"),
    ("录音.m4a", samples.boxes(b"M4A ", b"moov", b"mdat"), "audio/mp4", "media"),
    ("录音.mp3", samples.mp3(), "audio/mpeg", "media"),
    ("录音.wav", samples.wav(), "audio/wav", "media"),
]


@pytest.mark.parametrize(("name", "content", "media_type", "group"), TAKEN)
def test_a_file_is_taken_for_what_it_is(
    name: str, content: bytes, media_type: str, group: str
) -> None:
    checked = uploads.check_upload(io.BytesIO(content), name=name)
    assert checked.media_type.endswith(media_type)
    assert (checked.name, checked.group, checked.size) == (name.lower(), group, len(content))


JPEG = samples.image("JPEG")
PNG = samples.image("PNG")
ZIP = samples.zipped({"a.txt": b"a"})
HIDDEN_SCRIPT = samples.object_stream(b"4 0 <</S/JavaScript/JS(app.alert(1))>>")
REFUSED = [
    ("空.pdf", b"", Reason.EMPTY),
    ("空.zip", samples.zipped({}), Reason.EMPTY),
    ("合同.pdf", samples.exe(), Reason.EXECUTABLE),
    ("合同.txt", b"MZ" + samples.exe()[2:], Reason.EXECUTABLE),
    ("安装.exe", samples.exe(), Reason.EXECUTABLE),
    ("程序", b"\x7fELF\x02\x01\x01" + b"\x00" * 60, Reason.EXECUTABLE),
    ("脚本.txt", b"#!/bin/sh\nrm -rf /\n", Reason.EXECUTABLE),
    ("页面.html", b"<!DOCTYPE html><html></html>", Reason.WEB_PAGE),
    ("页面.txt", b"  hello <ScRiPt>alert(1)</script>", Reason.WEB_PAGE),
    ("页面.txt", "<html>".encode("utf-16"), Reason.WEB_PAGE),
    ("图标.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Reason.WEB_PAGE),
    ("图标.png", b"<?xml version='1.0'?><svg/>", Reason.WEB_PAGE),
    ("页面.gif", b"GIF89a/*" + b"<script>" + b"\x00" * 40, Reason.WEB_PAGE),
    ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, Reason.LEGACY_OFFICE),
    ("旧.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, Reason.LEGACY_OFFICE),
    ("材料.rar", b"Rar!\x1a\x07\x01\x00" + b"\x00" * 60, Reason.OTHER_ARCHIVE),
    ("材料.zip", b"7z\xbc\xaf\x27\x1c" + b"\x00" * 60, Reason.OTHER_ARCHIVE),
    ("照片.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Reason.UNKNOWN),
    ("随机.txt", bytes(range(256)), Reason.UNKNOWN),
    ("截断.pdf", samples.pdf()[:-30], Reason.DAMAGED),
    ("截断.jpg", samples.image("JPEG", size=(400, 400))[:4000], Reason.DAMAGED),
    ("截断.png", PNG[:-40], Reason.DAMAGED),
    ("截断.mp4", samples.boxes(b"isom", b"moov", b"mdat")[:-3], Reason.DAMAGED),
    ("无索引.mp4", samples.boxes(b"isom", b"mdat"), Reason.DAMAGED),
    ("假.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x0a" + b"\x00" * 600, Reason.DAMAGED),
    ("加密.pdf", samples.pdf(trailer=b"/Encrypt 5 0 R"), Reason.ENCRYPTED),
    ("脚本.pdf", samples.pdf(b"3 0 obj\n<</S/JavaScript/JS(x)>>\nendobj"), Reason.ACTIVE_CONTENT),
    ("脚本.pdf", samples.pdf(b"3 0 obj\n<</S/J#61vaScript/JS(x)>>\nendobj"), Reason.ACTIVE_CONTENT),
    ("脚本.pdf", samples.pdf(HIDDEN_SCRIPT), Reason.ACTIVE_CONTENT),
    ("脚本.pdf", samples.pdf(b"%/ObjStm stream\n", HIDDEN_SCRIPT), Reason.ACTIVE_CONTENT),
    ("启动.pdf", samples.pdf(b"3 0 obj\n<</S/Launch/F(a.exe)>>\nendobj"), Reason.ACTIVE_CONTENT),
    ("炸弹.pdf", samples.pdf(samples.object_stream(b"\x00" * 9_000_000)), Reason.BOMB),
    ("两用.pdf", samples.pdf() + ZIP, Reason.TWO_IN_ONE),
    ("两用.jpg", JPEG + ZIP, Reason.TWO_IN_ONE),
    ("两用.gif", b"GIF89a" + b"\x00" * 20 + samples.pdf(), Reason.TWO_IN_ONE),
    ("像素.png", samples.wide_png(30_000, 30_000), Reason.TOO_MANY_PIXELS),
    ("像素.png", samples.wide_png(9_200, 9_200), Reason.TOO_MANY_PIXELS),
    ("照片.png", JPEG, Reason.WRONG_EXTENSION),
    ("照片.pdf", JPEG, Reason.WRONG_EXTENSION),
    ("台账.docx", samples.xlsx(), Reason.WRONG_EXTENSION),
    ("说明.pdf", "纯文本".encode(), Reason.WRONG_EXTENSION),
    ("合同\u202efdp.exe", samples.pdf(), Reason.WRONG_EXTENSION),
    ("合同.exe.pdf", samples.pdf(), Reason.DANGEROUS_NAME),
    ("宏.docx", samples.docx({"word/vbaProject.bin": b"x"}), Reason.MACRO),
    ("宏.docx", samples.docx(types=b"vnd.ms-word.document.macroEnabled.main+xml"), Reason.MACRO),
    ("宏.docm", samples.docx({"word/vbaProject.bin": b"x"}), Reason.MACRO),
    ("控件.docx", samples.docx({"word/activeX/activeX1.xml": b"x"}), Reason.MACRO),
    ("对象.docx", samples.docx({"word/embeddings/oleObject1.bin": b"x"}), Reason.ACTIVE_CONTENT),
    (
        "模板.docx",
        samples.docx(
            {"word/_rels/settings.xml.rels": b'<R Type="attachedTemplate" TargetMode="External"/>'}
        ),
        Reason.ACTIVE_CONTENT,
    ),
    ("幻灯.pptx", samples.office("ppt/presentation.xml"), Reason.UNKNOWN),
]


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED)
def test_a_file_is_refused_with_its_reason(name: str, content: bytes, reason: Reason) -> None:
    with pytest.raises(UploadRefused) as refused:
        uploads.check_upload(io.BytesIO(content), name=name)
    assert refused.value.code is reason
    assert "“" in str(refused.value)
    assert "%(" not in str(refused.value)


def test_a_file_of_another_group_is_refused_and_the_groups_are_named() -> None:
    with pytest.raises(UploadRefused, match="只收：图片") as refused:
        uploads.check_upload(io.BytesIO(samples.pdf()), name="a.pdf", groups=[FileGroup.IMAGE])
    assert refused.value.code is Reason.WRONG_GROUP


def test_the_size_limit_is_a_setting(settings: Settings) -> None:
    settings.UPLOAD_FILE_BYTES = 2 * 1024 * 1024
    content = ("行\n" * 600_000).encode()
    with pytest.raises(UploadRefused, match="超过 2 MB"):
        uploads.check_upload(io.BytesIO(content), name="a.txt")
    settings.UPLOAD_FILE_BYTES = 3 * 1024 * 1024
    assert uploads.check_upload(io.BytesIO(content), name="a.txt").size == len(content)


def test_an_application_holds_thirty_files() -> None:
    uploads.check_count(30)
    with pytest.raises(UploadRefused, match="最多上传 30 个文件"):
        uploads.check_count(31)


def test_a_name_without_extension_gets_the_one_of_its_content() -> None:
    assert uploads.check_upload(io.BytesIO(JPEG), name="IMG_0417").name == "IMG_0417.jpg"


def test_the_file_is_rewound_for_whoever_stores_it() -> None:
    file = io.BytesIO(samples.xlsx())
    uploads.check_upload(file, name="a.xlsx")
    assert file.tell() == 0


def test_every_reason_has_a_sentence() -> None:
    told = set(uploads._sentences()) | {Reason.TOO_MANY}
    assert told == set(Reason)


def test_the_field_offers_only_what_the_material_takes() -> None:
    assert uploads.accept_attribute([FileGroup.ARCHIVE]) == ".zip"
    assert ".pdf" in uploads.accept_attribute()


def test_samples_are_what_they_claim() -> None:
    assert zipfile.is_zipfile(io.BytesIO(samples.docx()))
