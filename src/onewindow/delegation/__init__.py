"""Who may act for a department: delegations, authorisation letters, seals."""
