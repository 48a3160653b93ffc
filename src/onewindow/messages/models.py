"""Notices, what of them goes outside and where to, and how far the ledger was read."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from onewindow.accounts.fields import decrypt, encrypt
from onewindow.accounts.models import User

CONTACT_TABLE = "notices_contact"


class ChannelCode(models.TextChoices):
    """A way to reach somebody outside the system."""

    MAIL = "mail", _("电子邮件")
    SMS = "sms", _("短信")
    WECHAT = "wechat", _("微信")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Which notices."""

    def unread(self) -> "NoticeQuerySet":
        """Return those that nobody has opened yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that somebody is told. `key` says what about, so that he is told once.

    `texts` are the words in each language as they were when he was told; `address` is the page
    that it leads to.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    texts = models.JSONField()
    address = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_told_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-at"], name="notice_of_user"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"


class SendingStatus(models.TextChoices):
    """How far a sending is."""

    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    SKIPPED = "skipped", _("没有地址，只发站内消息")
    DEAD = "dead", _("发送失败")


class SendingQuerySet(models.QuerySet["Sending"]):
    """Which sendings."""

    def dead(self) -> "SendingQuerySet":
        """Return those that are not tried again by themselves."""
        return self.filter(status=SendingStatus.DEAD)


class Sending(models.Model):
    """A notice on its way outside. `next_at` is when it is tried (again)."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="sendings")
    channel = models.CharField(max_length=16, choices=ChannelCode)
    status = models.CharField(max_length=16, choices=SendingStatus, default=SendingStatus.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True, default="")

    objects = SendingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="sending_once"),
            models.CheckConstraint(
                condition=~models.Q(status="sent") | models.Q(sent_at__isnull=False),
                name="sending_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(status="waiting"),
                name="sending_waiting",
            ),
            models.Index(fields=["id"], condition=models.Q(status="dead"), name="sending_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.notice_id}"


class Contact(models.Model):
    """Where somebody wants to be told besides the inbox, and in which language."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="contact")
    mail_cipher = models.BinaryField(blank=True, default=b"")
    wechat_cipher = models.BinaryField(blank=True, default=b"")
    channels = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    changed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.user_id)

    @property
    def mail(self) -> str:
        """The mail address."""
        return self._read("mail", bytes(self.mail_cipher))

    @property
    def wechat(self) -> str:
        """The open ID that the city's WeChat account knows him by."""
        return self._read("wechat", bytes(self.wechat_cipher))

    def write(self, *, mail: str, wechat: str) -> None:
        """Seal the addresses; the caller saves."""
        self.mail_cipher = self._sealed("mail", mail)
        self.wechat_cipher = self._sealed("wechat", wechat)

    def _sealed(self, column: str, text: str) -> bytes:
        return encrypt(text, table=CONTACT_TABLE, column=column, row=str(self.user_id))

    def _read(self, column: str, stored: bytes) -> str:
        return decrypt(stored, table=CONTACT_TABLE, column=column, row=str(self.user_id))


class Cursor(models.Model):
    """How far the ledger was read: every event up to `event_id` was seen, but for the left over."""

    name = models.CharField(max_length=40, primary_key=True)
    event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.event_id}"


class LeftOver(models.Model):
    """An event to look at again: its number was given out and not seen, or it could not be told.

    `unseen_until` is the transaction number before which whoever holds the number must have begun.
    """

    event_id = models.BigIntegerField(primary_key=True)
    unseen_until = models.BigIntegerField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.event_id}"
