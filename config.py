"""The settings: one frozen dataclass, read from the environment once. Every fault is listed at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parent
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

Delivery = Literal["stream", "accel", "redirect"]
DELIVERIES: dict[str, Delivery] = {"stream": "stream", "accel": "accel", "redirect": "redirect"}


class ConfigError(Exception):
    """Every fault found in the environment, one a line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("The settings cannot be used:\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Config:
    """What an operator decides. The names are those of the environment, in lower case; times in seconds."""

    secret_key: str
    base_url: str = "http://127.0.0.1:8000"
    database_url: str = "sqlite:///var/press.db"
    s3_endpoint_url: str | None = None
    s3_bucket: str = "press-desk"
    s3_region: str = "us-east-1"
    aws_access_key_id: str = ""
    aws_secret_access_key: str = ""
    s3_public_url: str | None = None
    delivery: Delivery = "stream"
    mail_url: str = "file:var/mail"
    mail_from: str = "Press Desk <press-desk@localhost>"
    redis_url: str | None = None
    press_kits_dir: Path = ROOT / "press_kits"
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    require_second_factor: bool = True
    rate_limits: bool = True
    clamd_url: str | None = None
    secret_key_fallbacks: tuple[str, ...] = ()

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The key that holds now, then those before it: what they signed or encrypted is still read."""
        return (self.secret_key, *self.secret_key_fallbacks)

    @property
    def https(self) -> bool:
        """Whether people reach the service over TLS: decides Secure cookies, their prefix, and HSTS."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def sqlalchemy_url(self) -> str:
        """The database for SQLAlchemy: a relative SQLite path is meant from the project's folder."""
        if self.database_url.startswith("sqlite:///") and not self.database_url.startswith("sqlite:////"):
            return f"sqlite:///{ROOT / self.database_url.removeprefix('sqlite:///')}"
        for plain in ("postgres://", "postgresql://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url

    @property
    def mail_dir(self) -> Path | None:
        """The folder that mails are written to, or None when they are sent over SMTP."""
        if not self.mail_url.startswith("file:"):
            return None
        return ROOT / unquote(self.mail_url.removeprefix("file:"))

    @property
    def mailbox_page(self) -> bool:
        """The page that shows every mail: only where mail stays on this machine and so do its readers."""
        return self.mail_dir is not None and self.host in LOOPBACK

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Config:
        """Reads and checks the environment. Raises ConfigError with all faults at once."""
        return _Reader(environ).config()


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.faults: list[str] = []

    def config(self) -> Config:
        config = Config(
            secret_key=self.secret_key(),
            base_url=self.url("BASE_URL", Config.base_url),
            database_url=self.database_url(),
            s3_endpoint_url=self.url("S3_ENDPOINT_URL", "") or None,
            s3_bucket=self.text("S3_BUCKET", Config.s3_bucket),
            s3_region=self.text("S3_REGION", Config.s3_region),
            aws_access_key_id=self.needed("AWS_ACCESS_KEY_ID"),
            aws_secret_access_key=self.needed("AWS_SECRET_ACCESS_KEY"),
            s3_public_url=self.url("S3_PUBLIC_URL", "") or None,
            delivery=self.delivery(),
            mail_url=self.mail_url(),
            mail_from=self.text("MAIL_FROM", Config.mail_from),
            redis_url=self.text("REDIS_URL", "") or None,
            press_kits_dir=Path(self.text("PRESS_KITS_DIR", str(Config.press_kits_dir))),
            trusted_hosts=tuple(h.strip() for h in self.text("TRUSTED_HOSTS", "").split(",") if h.strip()),
            trusted_proxies=self.count("TRUSTED_PROXIES"),
            require_second_factor=self.switch("REQUIRE_SECOND_FACTOR", default=True),
            rate_limits=self.switch("RATE_LIMITS", default=True),
            clamd_url=self.clamd_url(),
            secret_key_fallbacks=self.fallbacks(),
        )
        if self.faults:
            raise ConfigError(self.faults)
        return config

    def text(self, name: str, default: str) -> str:
        return self.environ.get(name, "").strip() or default

    def needed(self, name: str) -> str:
        value = self.text(name, "")
        if not value:
            self.faults.append(f"{name} is missing")
        return value

    def secret_key(self) -> str:
        value = self.needed("SECRET_KEY")
        if value and len(value) < 32:
            self.faults.append("SECRET_KEY is shorter than 32 characters; make one with: openssl rand -hex 32")
        return value

    def fallbacks(self) -> tuple[str, ...]:
        keys = tuple(k.strip() for k in self.text("SECRET_KEY_FALLBACKS", "").split(",") if k.strip())
        if any(len(key) < 32 for key in keys):
            self.faults.append("SECRET_KEY_FALLBACKS holds a key of less than 32 characters")
        return keys

    def url(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
            self.faults.append(f"{name} must be an address such as https://press.example.go.th, not {value!r}")
        return value

    def database_url(self) -> str:
        value = self.text("DATABASE_URL", Config.database_url)
        if not value.startswith(("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")):
            self.faults.append("DATABASE_URL must begin with sqlite:/// or postgresql://")
        return value

    def mail_url(self) -> str:
        value = self.text("MAIL_URL", Config.mail_url)
        parts = urlsplit(value)
        if parts.scheme not in {"file", "smtp", "smtps"} or (parts.scheme != "file" and not parts.hostname):
            self.faults.append("MAIL_URL must be smtp://…, smtps://… or file:FOLDER")
        elif parts.scheme != "file" and set(parse_qs(parts.query)) - {"starttls"}:
            self.faults.append("MAIL_URL knows one option only: starttls=1")
        return value

    def clamd_url(self) -> str | None:
        value = self.text("CLAMD_URL", "")
        parts = urlsplit(value)
        if value and not (parts.scheme == "tcp" and parts.hostname) and not (parts.scheme == "unix" and parts.path):
            self.faults.append("CLAMD_URL must be tcp://host:3310 or unix:///path/of/clamd.sock")
        return value or None

    def delivery(self) -> Delivery:
        value = self.text("DELIVERY", Config.delivery)
        if value not in DELIVERIES:
            self.faults.append(f"DELIVERY must be one of {', '.join(DELIVERIES)}, not {value!r}")
        return DELIVERIES.get(value, "stream")

    def count(self, name: str) -> int:
        value = self.text(name, "0")
        if not value.isdecimal():
            self.faults.append(f"{name} must be a whole number, not {value!r}")
            return 0
        return int(value)

    def switch(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "1" if default else "0").lower()
        if value not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
            self.faults.append(f"{name} must be 1 or 0, not {value!r}")
        return value in {"1", "true", "yes", "on"}
