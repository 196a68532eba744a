"""Addresses on the web, a line each."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from wtforms import ValidationError

from press.web.fields import Form, Lines

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.I)
_HOST = re.compile(r"[^\s.]+(\.[^\s.]+)+")


def web_address(line: str) -> str | None:
    """The address on the web that this line is, with https:// where no scheme was typed; None for anything else."""
    address = line if _SCHEME.match(line) else f"https://{line}"
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for what is no port
    except ValueError:
        return None
    good = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.hostname or "") and "@" not in parts.netloc
    return address if good and not re.search(r"\s|[<>\"\\]", address) else None


class Addresses(Lines):
    """Lines that must each be an http or https address; a fault names its line."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        lines = [line.strip() for line in self.data.splitlines() if line.strip()]
        self.data = "\n".join(web_address(line) or line for line in lines)

    def pre_validate(self, form: Form) -> None:
        for number, line in enumerate(self.data.splitlines(), 1):
            if web_address(line) is None:
                raise ValidationError(
                    _("Line %(number)s is not a web address. Write it like https://news.example/report.", number=number)
                )
