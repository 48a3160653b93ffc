"""Encrypt what an earlier release has left in plain text."""


def seal_plain() -> int:
    """Encrypt the phones and addresses that are still plain; return how many rows had some."""
    from onewindow.accounts.models import Company
    from onewindow.orgs.models import Officer

    return Company.seal_plain() + Officer.seal_plain()
