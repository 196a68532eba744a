"""Fills an event with plausible, made-up data: for a first look and for benchmarks."""
