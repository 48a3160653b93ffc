"""OneWindow (一窗): government services, one definition drives everything."""
