"""Reads of privacy, by noun."""
