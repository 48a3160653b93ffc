"""我的许可: what was granted, until when, and how to change or renew it."""
