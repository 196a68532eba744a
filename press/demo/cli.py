"""Plausible data, from the command line."""

from flask import Flask


def init_app(app: Flask) -> None:
    pass
