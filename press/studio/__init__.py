"""Where press kits are written, reviewed and lifted, and where the PR team sees who has what. Composes rooms; owns no
tables."""
