"""People who sign in: journalists by a mailed link, staff by password and second factor; their roles and sessions."""
