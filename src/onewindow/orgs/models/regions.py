"""Administrative divisions (GB/T 2260 six digits, GB/T 10114 nine and twelve)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The level of government a region has."""

    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("乡镇（街道）级")
    VILLAGE = "village", _("村（社区）级")


class Region(models.Model):
    """One administrative division; retired codes stay, because identity cards keep them."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="region_level_known"
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^([0-9]{6}|[0-9]{9}|[0-9]{12})$"),
                name="region_code_digits",
            ),
        ]

    def __str__(self) -> str:
        return self.name
