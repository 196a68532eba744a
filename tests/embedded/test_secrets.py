from pathlib import Path

from embedded.secrets import FILE, load_or_make
from embedded.settings import adopt, environment, remember_ports


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_made_once_and_kept(tmp_path: Path) -> None:
    var = tmp_path / "var"
    first = load_or_make(var)
    assert load_or_make(var).values == first.values
    assert mode(var / FILE) == 0o600
    assert mode(var) == 0o700
    assert len(set(first.values.values())) == len(first.values)
    assert len(first.values["SECRET_KEY"]) >= 32


def test_what_is_there_stays_and_what_is_missing_comes(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# mine\nOFFICER_PASSWORD=chosen by hand\n")
    found = load_or_make(tmp_path)
    assert found.officer_password == "chosen by hand"
    assert load_or_make(tmp_path).values == found.values
    assert (tmp_path / FILE).read_text().startswith("# mine\nOFFICER_PASSWORD=chosen by hand\n")
    assert mode(tmp_path / FILE) == 0o600


def test_the_app_learns_neither_password_nor_inner_keys(tmp_path: Path) -> None:
    secrets = load_or_make(tmp_path)
    told = environment(secrets, port=8000, s3_port=8333).values()
    assert secrets.officer_password not in told
    assert not set(secrets.for_store().values()) & set(told)


def test_a_command_adopts_the_laptops_settings(tmp_path: Path) -> None:
    secrets = load_or_make(tmp_path)
    environ: dict[str, str] = {}
    adopt(environ, tmp_path)
    assert environ == environment(secrets, port=8000, s3_port=8333)
    remember_ports(tmp_path, port=8123, s3_port=9333)
    environ = {}
    adopt(environ, tmp_path)
    assert environ["BASE_URL"] == "http://127.0.0.1:8123"
    assert environ["S3_ENDPOINT_URL"] == "http://127.0.0.1:9333"


def test_an_operators_settings_are_left_alone(tmp_path: Path) -> None:
    load_or_make(tmp_path)
    environ = {"SECRET_KEY": "the operator's"}
    adopt(environ, tmp_path)
    assert environ == {"SECRET_KEY": "the operator's"}


def test_without_a_laptop_nothing_is_adopted(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    adopt(environ, tmp_path)
    assert environ == {}
    assert not list(tmp_path.iterdir())
