"""The verbs of kits."""
