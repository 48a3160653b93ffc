"""Working days, identity codes, conditions, ciphers. Plain Python."""
