"""Who the invented letters are about; nobody of these exists."""

from datetime import UTC, date, datetime

from onewindow.documents.letters.frame import Addressee, Head, Matter, Permit, Remedies
from onewindow.documents.letters.hearing import Hearing
from onewindow.documents.letters.kinds import KINDS

DEPARTMENT = "示例市市场监督管理局"
ITEM = "食品经营许可"
CASE = "SL20261102-000417"
COMPANY = Addressee(
    "小满餐饮管理有限公司（示例）", "统一社会信用代码", "91119999MA99000527", is_organisation=True
)
NEIGHBOUR = Addressee("示例·甘棠")
PERSON = Addressee("示例·乔木", "公民身份号码", "119999********001X")
AGENT = Addressee("示例·白露", "公民身份号码", "119999********0028")
REMEDIES = Remedies("示例市人民政府", "示例市示例区人民法院")
PLACE = "示例市示例区样板路街道8号（示例）"
PHONE = "0900-0000020"
SIGNED = date(2026, 11, 20)
APPLIED = date(2026, 11, 2)
ACCEPTED = date(2026, 11, 3)
SUBMITTED = Matter(ITEM, CASE, APPLIED)
MATTER = Matter(ITEM, CASE, APPLIED, ACCEPTED)
PERMIT = Permit(
    ITEM, "示市监许决〔2024〕108号", date(2024, 1, 10), date(2024, 1, 10), date(2027, 1, 9)
)
HEARING = Hearing(
    datetime(2026, 12, 8, 1, 30, tzinfo=UTC),
    "示例市政务服务中心三楼听证室",
    "示例·闻道（法制科科长）",
    "示例·沈墨",
)


def head(kind: str, number: int = 1) -> Head:
    """Return the head of a sample of a kind, with a number of its series."""
    mark = KINDS[kind].mark
    own = f"示市监{mark}〔{SIGNED.year}〕{number}号" if mark else CASE
    code = "8K3F-92QM-7TRX"
    return Head(
        DEPARTMENT, own, SIGNED, code, sample=True,
        address=f"https://onewindow.example/verify/?code={code}",
    )  # fmt: skip


def china(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """Return a time of 2026 in China."""
    return datetime(2026, month, day, hour - 8, minute, tzinfo=UTC)
