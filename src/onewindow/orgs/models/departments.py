"""Departments, the posts in them, and the halls where they receive people."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onewindow.orgs.models.regions import Region


class Department(models.Model):
    """A body of government, known by its unified social credit code (GB 32100)."""

    code = models.CharField(max_length=18, unique=True)
    short_code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    # What paper forms call it beside its name and short name.
    aliases = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    # 机关代字: how the department names itself in letter numbers, 示城管许决〔2026〕1号.
    letter_name = models.CharField(max_length=20, blank=True, default="")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="departments")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    phone = models.CharField(max_length=40, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    email = models.CharField(max_length=200, blank=True, default="")
    # Who reconsiders its decisions; empty: the government of its region. Departments led from above
    # (customs, taxes, …) name the next higher department (行政复议法 24, 27).
    reconsideration_body = models.CharField(max_length=200, blank=True, default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="department_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The last number a department gave in one series and year."""

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="number_series"
    )
    series = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "series", "year"], name="orgs_number_series_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.series}〔{self.year}〕{self.last}号"


class Post(models.Model):
    """A post (岗位) in a department; procedure steps name it by its code."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="posts")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "code"], name="post_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Hall(models.Model):
    """A government service hall (政务大厅)."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="halls")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="halls"
    )
    address = models.CharField(max_length=300, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    opening_hours = models.CharField(max_length=200, blank=True, default="")
    traffic = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class HallOpening(models.Model):
    """When a hall is open on one day of the week (ISO: 1 is Monday); closed on holidays."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField()
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "weekday", "opens_at"], name="hall_opening_once"
            ),
            models.CheckConstraint(
                condition=models.Q(weekday__range=(1, 7)), name="hall_opening_weekday"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="hall_opening_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"
