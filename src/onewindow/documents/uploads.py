"""Decide whether an uploaded file is taken, and say in plain words why not."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from onewindow.documents import contents, rules
from onewindow.documents.rules import FileGroup, Limits, Reason, Refused
from onewindow.kernel.errors import DomainError


class UploadRefused(DomainError):
    """A refused upload: `str()` is the sentence for the person, `code` the reason."""

    def __init__(self, code: Reason, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Checked:
    """A file that may be stored: its clean name, and its type by content. `size` in bytes."""

    name: str
    media_type: str
    group: FileGroup
    size: int


def limits() -> Limits:
    """Return the limits in force (settings `UPLOAD_FILE_BYTES` and `UPLOAD_FILES`)."""
    return Limits(file_bytes=settings.UPLOAD_FILE_BYTES, files=settings.UPLOAD_FILES)


def check_upload(file: IO[bytes], *, name: str, groups: Collection[str] = ()) -> Checked:
    """Check one file by its content; raise UploadRefused.

    `groups` are the values of FileGroup that the material allows; none given means all.
    """
    allowed = limits()
    clean = rules.clean_name(name)
    size = _size(file)
    try:
        if size == 0:
            raise Refused(Reason.EMPTY)
        if size > allowed.file_bytes:
            raise Refused(Reason.TOO_LARGE, limit=allowed.file_bytes // (1024 * 1024))
        rules.check_name(clean)
        kind = contents.inspect(file, size, allowed)
        clean, kind = rules.named_as(clean, kind)
        if groups and kind.group not in groups:
            raise Refused(Reason.WRONG_GROUP, groups=group_labels(groups))
    except Refused as refused:
        raise UploadRefused(refused.reason, _sentence(clean, refused)) from refused
    finally:
        file.seek(0)
    return Checked(name=clean, media_type=kind.media_type, group=kind.group, size=size)


def check_count(files: int) -> None:
    """Raise UploadRefused when one application would hold more files than allowed."""
    allowed = limits().files
    if files > allowed:
        message = _("一次申请最多上传 %(limit)d 个文件，请合并或删去一些。") % {"limit": allowed}
        raise UploadRefused(Reason.TOO_MANY, message)


def group_labels(groups: Collection[str]) -> str:
    """Return the names of file groups for a sentence or a hint."""
    labels = {
        FileGroup.TEXT: _("文本（PDF、Word、Excel、OFD、TXT、CSV）"),
        FileGroup.IMAGE: _("图片（JPG、PNG、GIF、BMP、WebP）"),
        FileGroup.ARCHIVE: _("压缩文件（ZIP）"),
        FileGroup.MEDIA: _("影音（MP4、MOV、MP3、M4A、WAV）"),
    }
    return _("、").join(label for group, label in labels.items() if group in groups)


def accept_attribute(groups: Collection[str] = ()) -> str:
    """Return the value of an HTML file field's `accept` for these groups."""
    return ",".join(
        f".{extension}"
        for kind in rules.TYPES
        if not groups or kind.group in groups
        for extension in kind.extensions
    )


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def _sentence(name: str, refused: Refused) -> str:
    facts = {"name": name} | refused.facts
    return _sentences()[refused.reason] % facts


def _sentences() -> dict[Reason, str]:
    return {
        Reason.EMPTY: _("“%(name)s”是空文件，请检查后重新选择。"),
        Reason.TOO_LARGE: _("“%(name)s”超过 %(limit)s MB，请压缩图片或拆分后再上传。"),
        Reason.UNKNOWN: _(
            "“%(name)s”不是可以接收的文件类型，请改成 PDF、Word、Excel 或图片再上传。"
        ),
        Reason.LEGACY_OFFICE: _(
            "“%(name)s”是旧版 Office 格式，无法检查是否带宏，请另存为 .docx、.xlsx 或 PDF 再上传。"
        ),
        Reason.OTHER_ARCHIVE: _("“%(name)s”是不能接收的压缩格式，请改用 ZIP 再上传。"),
        Reason.EXECUTABLE: _("“%(name)s”是程序文件，不能上传。"),
        Reason.WEB_PAGE: _("“%(name)s”含有网页或脚本内容，不能上传，请另存为 PDF 或图片。"),
        Reason.MACRO: _("“%(name)s”带有宏，请另存为不带宏的 .docx、.xlsx 或 PDF 再上传。"),
        Reason.ACTIVE_CONTENT: _("“%(name)s”含有脚本或嵌入的程序对象，请打印成普通 PDF 再上传。"),
        Reason.ENCRYPTED: _("“%(name)s”设了密码或限制，工作人员打不开，请去掉密码再上传。"),
        Reason.DAMAGED: _("“%(name)s”已损坏或不完整，请重新导出或拍摄后再上传。"),
        Reason.TWO_IN_ONE: _("“%(name)s”同时是两种文件，无法确定内容，请重新导出后再上传。"),
        Reason.TOO_MANY_PIXELS: _("“%(name)s”的图片尺寸太大，请缩小后再上传。"),
        Reason.BOMB: _("“%(name)s”解压后过大，不能上传，请减少内容或拆分。"),
        Reason.UNSAFE_PATH: _("“%(name)s”里的文件路径不安全（%(path)s），请重新压缩后再上传。"),
        Reason.NESTED_ARCHIVE: _("“%(name)s”里还有压缩文件（%(path)s），请解开后只压缩一次。"),
        Reason.DANGEROUS_NAME: _("“%(name)s”含有 .%(extension)s 类型的文件，不能上传。"),
        Reason.WRONG_EXTENSION: _(
            "“%(name)s”的后缀是 .%(extension)s，内容却是 %(label)s，请改成正确的后缀或换一个文件。"
        ),
        Reason.WRONG_GROUP: _("“%(name)s”的类型不符合这项材料的要求，只收：%(groups)s。"),
    }
