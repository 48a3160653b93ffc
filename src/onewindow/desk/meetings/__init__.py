"""会商: meetings of departments about cases."""
