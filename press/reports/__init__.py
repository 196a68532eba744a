"""Read-only figures for people and programs outside. Owns no tables."""
