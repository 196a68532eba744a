"""The registry of outlets: the counted unit, its owner, its other names, and who verified it."""
