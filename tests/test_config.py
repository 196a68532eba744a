"""The settings: read once, and every fault told at once."""

import pytest

from config import Config, ConfigError

GOOD = {"SECRET_KEY": "k" * 32, "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret"}


def test_little_is_needed() -> None:
    config = Config.from_environ(GOOD)
    assert config.base_url == "http://127.0.0.1:8000"
    assert config.require_second_factor is True
    assert config.sqlalchemy_url.endswith("/var/press.db")


def test_every_fault_is_listed_at_once() -> None:
    wrong = {
        "SECRET_KEY": "short",
        "SECRET_KEY_FALLBACKS": "short, too",
        "BASE_URL": "press.example",
        "DATABASE_URL": "mysql://x",
        "S3_ENDPOINT_URL": "ftp://x",
        "MAIL_URL": "smtp://",
        "DELIVERY": "pigeon",
        "TRUSTED_PROXIES": "-1",
        "REQUIRE_SECOND_FACTOR": "perhaps",
    }
    with pytest.raises(ConfigError) as caught:
        Config.from_environ(wrong)
    named = {fault.split()[0].partition("=")[0] for fault in caught.value.faults}
    assert named == {*wrong, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}


def test_there_is_no_secret_to_guess() -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_environ({})
    assert "SECRET_KEY is missing" in caught.value.faults


def test_keys_from_before_come_after_the_one_that_holds() -> None:
    old, older = "o" * 32, "p" * 40
    config = Config.from_environ({**GOOD, "SECRET_KEY_FALLBACKS": f"{old}, {older},"})
    assert config.secret_keys == (GOOD["SECRET_KEY"], old, older)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@db/press", "postgresql+psycopg://u:p@db/press"),
        ("postgresql://u:p@db/press", "postgresql+psycopg://u:p@db/press"),
        ("postgresql+psycopg://u:p@db/press", "postgresql+psycopg://u:p@db/press"),
        ("sqlite:////data/press.db", "sqlite:////data/press.db"),
    ],
)
def test_database_addresses(given: str, used: str) -> None:
    assert Config.from_environ({**GOOD, "DATABASE_URL": given}).sqlalchemy_url == used


@pytest.mark.parametrize(("word", "means"), [("1", True), ("ON", True), ("no", False), ("0", False), ("", True)])
def test_switches(word: str, means: bool) -> None:
    assert Config.from_environ({**GOOD, "REQUIRE_SECOND_FACTOR": word}).require_second_factor is means


@pytest.mark.parametrize(
    ("base_url", "mail_url", "shown"),
    [
        ("http://127.0.0.1:8000", "file:var/mail", True),
        ("http://localhost:8000", "file:var/mail", True),
        ("https://press.example", "file:var/mail", False),
        ("http://127.0.0.1:8000", "smtp://mail.example", False),
    ],
)
def test_the_mailbox_page_is_for_one_laptop_alone(base_url: str, mail_url: str, shown: bool) -> None:
    assert Config.from_environ({**GOOD, "BASE_URL": base_url, "MAIL_URL": mail_url}).mailbox_page is shown


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:3310", "tcp://scanner", "unix:///run/clamav/clamd.ctl", ""])
def test_addresses_of_a_scanner(address: str) -> None:
    assert Config.from_environ({**GOOD, "CLAMD_URL": address}).clamd_url == (address or None)


@pytest.mark.parametrize("address", ["127.0.0.1:3310", "unix:", "http://scanner", "tcp://"])
def test_what_is_no_address_of_a_scanner(address: str) -> None:
    with pytest.raises(ConfigError, match="CLAMD_URL"):
        Config.from_environ({**GOOD, "CLAMD_URL": address})


def test_the_message_tells_no_secret() -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_environ({**GOOD, "SECRET_KEY": "my-password", "BASE_URL": "x"})
    assert "my-password" not in str(caught.value)
