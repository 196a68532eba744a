"""The verbs of distribution, by noun."""
