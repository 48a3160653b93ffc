"""会商联审: departments meet about cases or projects; minutes, and what they resolved."""
