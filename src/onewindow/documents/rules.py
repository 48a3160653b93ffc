"""What may be uploaded: types, limits, names and the reasons for a refusal."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

NAME_LENGTH = 200
UNNAMED = "未命名"

# Bidirectional overrides and zero-width characters make one name look like another.
_DECEIVING = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_UNPORTABLE = re.compile(r'[<>:"|?*]')
_DEVICE_NAME = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,10})$")


class FileGroup(StrEnum):
    """The groups a material's list of allowed files is made of (文件限制类型)."""

    TEXT = "text"
    IMAGE = "image"
    ARCHIVE = "archive"
    MEDIA = "media"


class Reason(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNKNOWN = "unknown"
    LEGACY_OFFICE = "legacy_office"
    OTHER_ARCHIVE = "other_archive"
    EXECUTABLE = "executable"
    WEB_PAGE = "web_page"
    MACRO = "macro"
    ACTIVE_CONTENT = "active_content"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TWO_IN_ONE = "two_in_one"
    TOO_MANY_PIXELS = "too_many_pixels"
    BOMB = "bomb"
    UNSAFE_PATH = "unsafe_path"
    NESTED_ARCHIVE = "nested_archive"
    DANGEROUS_NAME = "dangerous_name"
    WRONG_EXTENSION = "wrong_extension"
    WRONG_GROUP = "wrong_group"


class Refused(Exception):
    """A file that is not taken, with the reason and what the sentence about it needs."""

    def __init__(self, reason: Reason, **facts: str | int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts = facts


@dataclass(frozen=True)
class Limits:
    """How much is taken. Sizes in bytes, `pixels` for one image, the rest for one archive."""

    file_bytes: int = 20 * 1024 * 1024
    files: int = 30
    pixels: int = 80_000_000
    entries: int = 2_000
    unpacked_bytes: int = 200 * 1024 * 1024
    ratio: int = 120
    depth: int = 12


@dataclass(frozen=True)
class FileType:
    """One type that is taken; the first extension is added to a name that has none."""

    media_type: str
    group: FileGroup
    extensions: tuple[str, ...]
    label: str


INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})
_OOXML = "application/vnd.openxmlformats-officedocument"

PDF = FileType("application/pdf", FileGroup.TEXT, ("pdf",), "PDF")
DOCX = FileType(f"{_OOXML}.wordprocessingml.document", FileGroup.TEXT, ("docx",), "Word")
XLSX = FileType(f"{_OOXML}.spreadsheetml.sheet", FileGroup.TEXT, ("xlsx",), "Excel")
OFD = FileType("application/ofd", FileGroup.TEXT, ("ofd",), "OFD")
PLAIN = FileType("text/plain", FileGroup.TEXT, ("txt",), "文本")
CSV = FileType("text/csv", FileGroup.TEXT, ("csv",), "CSV")
JPEG = FileType("image/jpeg", FileGroup.IMAGE, ("jpg", "jpeg", "jpe", "jfif"), "JPEG")
PNG = FileType("image/png", FileGroup.IMAGE, ("png",), "PNG")
GIF = FileType("image/gif", FileGroup.IMAGE, ("gif",), "GIF")
BMP = FileType("image/bmp", FileGroup.IMAGE, ("bmp",), "BMP")
WEBP = FileType("image/webp", FileGroup.IMAGE, ("webp",), "WebP")
ZIP = FileType("application/zip", FileGroup.ARCHIVE, ("zip",), "ZIP")
MP4 = FileType("video/mp4", FileGroup.MEDIA, ("mp4", "m4v"), "MP4")
M4A = FileType("audio/mp4", FileGroup.MEDIA, ("m4a",), "M4A")
MOV = FileType("video/quicktime", FileGroup.MEDIA, ("mov",), "MOV")
MP3 = FileType("audio/mpeg", FileGroup.MEDIA, ("mp3",), "MP3")
WAV = FileType("audio/wav", FileGroup.MEDIA, ("wav",), "WAV")

TYPES = (
    PDF, DOCX, XLSX, OFD, PLAIN, CSV, JPEG, PNG, GIF, BMP, WEBP, ZIP, MP4, M4A, MOV, MP3, WAV,
)  # fmt: skip

_RUNS = (
    "exe com scr pif cpl msi msp msix appx dll sys ocx drv bat cmd ps1 psm1 vbs vbe js jse mjs wsf"
    " wsh hta lnk reg inf scf url jar class apk ipa dex sh bash zsh run app dmg pkg deb rpm bin elf"
    " py pyc rb pl iso img vhd vhdx chm swf"
)
_RENDERS = "htm html xhtml shtml mht mhtml svg svgz xml xsl php phtml jsp jspx asp aspx"
_MACROS = "docm dotm dot xlsm xltm xlsb xlam xla pptm potm ppsm ppam"
DANGEROUS_EXTENSIONS = frozenset(f"{_RUNS} {_RENDERS} {_MACROS}".split())
_ARCHIVES = "zip rar 7z gz tgz tar bz2 xz zst cab arj lzh z"
ARCHIVE_EXTENSIONS = frozenset(_ARCHIVES.split())


def extension_of(name: str) -> str:
    """Return the lower-case extension without its dot, or nothing."""
    found = _EXTENSION.search(name)
    return found[1].lower() if found else ""


def clean_name(raw: str) -> str:
    """Return the name as it may be stored: one path part, no deceiving characters, ≤ 200."""
    name = re.split(r"[/\\]", raw.encode("utf-8", "ignore").decode())[-1]
    name = unicodedata.normalize("NFC", _DECEIVING.sub("", name))
    name = _UNPORTABLE.sub("_", name)
    name = " ".join(name.split()).rstrip(". ")
    if _DEVICE_NAME.match(name):
        name = f"_{name}"
    extension = extension_of(name)
    suffix = f".{extension}" if extension else ""
    stem = name[: len(name) - len(suffix)].strip(". ")[: NAME_LENGTH - len(suffix)].rstrip(". ")
    return f"{stem or UNNAMED}{suffix}"


def check_name(name: str) -> None:
    """Refuse a clean name that hides an executable extension before its last one."""
    for part in name.lower().split(".")[1:-1]:
        if part.strip() in DANGEROUS_EXTENSIONS:
            raise Refused(Reason.DANGEROUS_NAME, extension=part.strip())


def named_as(name: str, kind: FileType) -> tuple[str, FileType]:
    """Return the name with an extension, and the type; refuse an extension the content contradicts.

    Plain text carries no mark of its own, so there the extension chooses between .txt and .csv.
    """
    extension = extension_of(name)
    if not extension:
        return f"{name}.{kind.extensions[0]}", kind
    if kind is PLAIN and extension in CSV.extensions:
        return name, CSV
    if extension not in kind.extensions:
        raise Refused(Reason.WRONG_EXTENSION, extension=extension, label=kind.label)
    return name, kind
