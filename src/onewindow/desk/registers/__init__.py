"""The registers of delegations, of authorisation letters and of seals."""
