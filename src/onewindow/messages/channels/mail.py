"""Mail by SMTP, as Django is set up to send it."""

from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage

from onewindow.messages.channels import Message, Undeliverable

PERMANENT = 500


class MailChannel:
    """One message, one mail; sent again, it has the same Message-ID."""

    def __init__(self, code: str) -> None:
        self._sender = settings.DEFAULT_FROM_EMAIL

    def send(self, address: str, message: Message) -> None:
        """Send one mail; raise Undeliverable when the server refuses the address for good."""
        domain = self._sender.rpartition("@")[2].rstrip(">") or "localhost"
        headers = {
            "Message-ID": f"<{message.reference}@{domain}>",
            "Auto-Submitted": "auto-generated",
        }
        mail = EmailMessage(message.title, message.text, self._sender, [address], headers=headers)
        try:
            mail.send()
        except SMTPRecipientsRefused as refused:
            codes = [code for code, _text in refused.recipients.values()]
            if all(code >= PERMANENT for code in codes):
                raise Undeliverable(str(refused.recipients)) from refused
            raise
