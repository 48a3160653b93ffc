"""Readers of single written values: each returns the value or raises `Refused` with advice."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import Refused
from onewindow.kernel.glyphs import named, unprintable

APPROXIMATE = re.compile(r"左右|大约|大概|上下|约|近|多|余|几|数|若干|尽快|及时|[-~～—至到]")
AT_ONCE = {"0", "即办", "当场", "即时", "当日", "当场办结", "即时办结", "立即办理"}
LIMIT = re.compile(
    r"(?:不超过|最长)?(\d+|[〇零一二两三四五六七八九十百]+)(?:个)?(工作日|工作天)?(?:以?内)?"
)
DIGITS = {
    char: value for value, chars in enumerate(["〇零", "一", "二两", "三", "四"]) for char in chars
}
DIGITS |= {char: value for value, char in enumerate("五六七八九", start=5)}
POWERS = {"十": 10, "百": 100}
LONGEST_LIMIT = 999
MOBILE = r"1[3-9]\d{9}"
NUMBERED_LINE = r"0\d{2,3}[- ]?\d{7,8}(?:(?:-|转)\d{1,6})?"
SERVICE_LINE = r"[48]00-?\d{3}-?\d{4}|1\d{4}|9\d{4}"
PHONE = re.compile(f"{NUMBERED_LINE}|{MOBILE}|{SERVICE_LINE}")
LOCAL_PHONE = re.compile(f"{PHONE.pattern}|\\d{{7,8}}")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
YES = {"是", "需要", "要", "必须", "true", "yes", "y", "1"}
NO = {"否", "不需要", "不要", "无需", "不必", "false", "no", "n"}
CATCH_ALL = re.compile(
    r"(?:其[他它]|(?:^|[的等及和、])(?:有关|相关))的?(?:有关|相关)?的?(?:申请|申报|证明)?(?:材料|资料|文件|证件)$"
    r"|(?:要求|规定|需要|认为).{0,4}的其[他它]"
)


def half_width(text: str) -> str:
    """Return the text without spaces, with full-width digits, letters and signs made half-width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def parse_text(longest: int) -> Callable[[str], str]:
    """Return a reader that takes any text up to the length."""

    def read(text: str) -> str:
        if len(text) > longest:
            raise Refused(
                _("写了 %(length)d 个字，最多 %(longest)d 个字，请缩短")
                % {"length": len(text), "longest": longest}
            )
        odd = next(
            (char for char in text if unicodedata.category(char) in {"Cc", "Cs"} - {"\n"}), ""
        )
        if odd not in {"", "\n", "\t"}:
            raise Refused(_("含有看不见的控制字符（编码 %d），请删去后重填") % ord(odd))
        return text

    return read


def parse_printed(longest: int) -> Callable[[str], str]:
    """Return a reader of text that letters print; it refuses what their font cannot show."""
    read = parse_text(longest)

    def read_printed(text: str) -> str:
        if missing := unprintable(read(text)):
            raise Refused(
                _("公文里印不出这些字，请换一种写法：%(characters)s")
                % {"characters": named(missing)}
            )
        return text

    return read_printed


def parse_number(text: str) -> int:
    """Return the whole number written in Arabic digits or Chinese numerals below 1,000."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in POWERS:
            total += (digit or 1) * POWERS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit


def parse_limit(text: str) -> int:
    """Return a limit in working days; refuse approximate words and other units."""
    plain = half_width(text).replace("_", "")
    if plain in AT_ONCE:
        return 0
    match = LIMIT.fullmatch(plain)
    if match is None:
        raise Refused(_limit_advice(text, plain))
    days = parse_number(match[1])
    if days > LONGEST_LIMIT:
        raise Refused(_("“%s”太长了：最多 999 个工作日") % text)
    return days


def _limit_advice(text: str, plain: str) -> str:
    if APPROXIMATE.search(plain):
        return (
            _("“%s”不是确定的数：请写明是几个工作日，例如“10个工作日”，不要写“左右”“大约”或范围")
            % text
        )
    if re.search(r"自然日|日历日|天|日|周|月|年|小时", plain) and "工作日" not in plain:
        return _("“%s”不是工作日：请折算后写成“10个工作日”这样的数") % text
    return _("“%s”看不懂：请写成“10个工作日”，当场办结写“0”") % text


def parse_phone(text: str) -> str:
    """Return one or several phone numbers in half-width signs; landlines need their area code."""
    return _phones(text, PHONE, _("请写带区号的电话（0467-1234567）或 11 位手机号"))


def parse_internal_phone(text: str) -> str:
    """Return phone numbers for colleagues: the area code may be left out."""
    return _phones(text, LOCAL_PHONE, _("请写电话号码或 11 位手机号"))


def _phones(text: str, pattern: re.Pattern[str], advice: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("—", "-").replace("(", "").replace(")", "-")
    for number in re.split(r"[、,;/\n]", plain):
        if not pattern.fullmatch(number.strip()):
            raise Refused(
                _("“%(number)s”不是电话号码：%(advice)s")
                % {"number": number.strip(), "advice": advice}
            )
    return unicodedata.normalize("NFKC", text)


def parse_mobile(text: str) -> str:
    """Return a mobile number of mainland China: 11 digits beginning with 13 to 19."""
    plain = half_width(text)
    if not re.fullmatch(MOBILE, plain):
        raise Refused(_("“%s”不是手机号码：请写 11 位数字，以 13 至 19 开头") % text)
    return plain


def parse_email(text: str) -> str:
    """Return an e-mail address."""
    plain = half_width(text)
    if not EMAIL.fullmatch(plain):
        raise Refused(_("“%s”不是邮箱地址：请写成 name@example.gov.cn 这样") % text)
    return plain


def parse_date(text: str) -> str:
    """Return a date in ISO form."""
    match = DATE.fullmatch(half_width(text))
    try:
        return (
            date(int(match[1]), int(match[2]), int(match[3])).isoformat()
            if match
            else _no_date(text)
        )
    except ValueError:
        return _no_date(text)


def _no_date(text: str) -> str:
    raise Refused(_("“%s”不是日期：请写成 2026-11-21 或 2026年11月21日") % text)


def parse_yes_no(text: str) -> bool:
    """Return whether 是 was written."""
    plain = half_width(text).lower()
    if plain not in YES | NO:
        raise Refused(_("“%s”看不懂：请填“是”或“否”") % text)
    return plain in YES


def parse_article(text: str) -> str:
    """Return the article of a law without spaces; refuse a sentence in its place."""
    plain = "".join(text.split())
    if len(plain) > 80 or re.search("[：:《。，,]", plain):
        raise Refused(_("“%s”不是条款：请只写“第×条第×款”") % text[:30])
    return parse_printed(80)(plain)


def parse_material_name(text: str) -> str:
    """Return a material's name; refuse catch-alls such as 其他材料 (优化营商环境条例 Art 35)."""
    if CATCH_ALL.search(half_width(text)):
        raise Refused(_("“%s”是兜底条款，不能列入：请写明每一份材料的名称") % text)
    return parse_printed(200)(text)
