"""The verbs of privacy, by noun."""
