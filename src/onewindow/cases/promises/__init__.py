"""容缺受理, 告知承诺: credit, checks afterwards, and who sees what was promised."""
