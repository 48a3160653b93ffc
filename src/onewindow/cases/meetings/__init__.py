"""会商联审: departments meet about cases; minutes, and what they resolved."""
