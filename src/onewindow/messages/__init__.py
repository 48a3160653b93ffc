"""What people are told: the inbox of each account, and the outbox of what leaves the house."""
