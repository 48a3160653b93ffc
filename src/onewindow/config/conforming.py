"""What a published item lets one expect of its cases."""

from django.db.models import Q

from onewindow.catalogue.models import ItemVersion
from onewindow.eventlog import LogError
from onewindow.eventlog.conformance import Expected
from onewindow.insight.expecting import expected_of_version


def expected_of(code: str) -> Expected:
    """Return the steps and materials of a published item; raise LogError when there is none.

    The item is named by its code or by its name in web addresses.
    """
    named = Q(item__code=code) | Q(item__slug=code)
    version = ItemVersion.objects.readable().filter(named).first()
    if version is None:
        raise LogError(f"没有编码或网址名为 {code} 的已发布事项，也没有这个文件。")
    return expected_of_version(version)
