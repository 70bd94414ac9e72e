"""People and programs: accounts, roles, signing in, and tokens."""
