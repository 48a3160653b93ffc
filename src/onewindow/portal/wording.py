"""How the portal says in words what the domain knows as codes."""

from collections.abc import Collection

from django.utils.translation import gettext as _


def file_kinds(groups: Collection[str]) -> str:
    """Return the kinds of file a material takes, in a few words."""
    words = {
        "text": _("文档（PDF、Word、Excel）"),
        "image": _("照片或扫描图"),
        "archive": _("压缩文件（ZIP）"),
        "media": _("音频或视频"),
    }
    return _("、").join(word for code, word in words.items() if code in groups)
