"""The application, put together: the only module that knows every room."""

import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path

from flask import Flask, url_for
from flask_compress import Compress
from flask_login import current_user
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Config
from press.accounts import cli as accounts_cli
from press.accounts import jobs as accounts_jobs
from press.accounts import login
from press.accounts.rules import may_administer_in, may_edit_kits_in
from press.accounts.views import blueprint as accounts_views
from press.accreditation import jobs as accreditation_jobs
from press.accreditation.views import blueprint as accreditation_views
from press.audit import cli as audit_cli
from press.clock import now
from press.db import db, prepare_engine
from press.demo import cli as demo_cli
from press.desk.views import blueprint as desk_views
from press.distribution import cli as distribution_cli
from press.distribution import hand_over_jobs, holder_jobs, tripwires
from press.distribution import jobs as distribution_jobs
from press.distribution.queries import KitLink, MarkLink, kits_for, mark_for
from press.distribution.views import blueprint as distribution_views
from press.events import cli as events_cli
from press.events.models import Event
from press.front.mailbox import blueprint as mailbox_views
from press.front.views import blueprint as front_views
from press.jobs import cli as jobs_cli
from press.jobs.worker import handles
from press.kits import cli as kits_cli
from press.kits import publish_jobs
from press.kits import upload_jobs as kits_upload_jobs
from press.mail import cli as mail_cli
from press.mail import delivery, outbox
from press.outlets import cli as outlets_cli
from press.privacy import jobs as privacy_jobs
from press.privacy.views import blueprint as privacy_views
from press.reports import cli as reports_cli
from press.staff.views import blueprint as staff_views
from press.storage import store
from press.storage.s3 import S3Store
from press.studio.views import blueprint as studio_views
from press.uploads import checking, sweeping
from press.web import bodies, csrf, errors, guards, headers, language, limits
from press.web.transaction import PressDesk

MAX_BODY_BYTES = 2 * 1024 * 1024  # forms and pieces of files; a view that takes a whole file says so
MAX_FORM_PARTS = 200


def create_app(config: Config) -> Flask:
    """The WSGI application for these settings. Raises UnruledView if a view declares no rule."""
    app = PressDesk("press", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.extensions["press.config"] = config
    _configure(app, config)
    _parts(app, config)
    _rooms(app, config)
    guards.public(app.view_functions["static"])
    guards.check_every_view(app)
    return app


def _configure(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        SECRET_KEY_FALLBACKS=list(config.secret_key_fallbacks),
        SQLALCHEMY_DATABASE_URI=config.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": not config.sqlalchemy_url.startswith("sqlite")},
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        TRUSTED_HOSTS=list(config.trusted_hosts) or None,
        SESSION_COOKIE_NAME="__Host-press" if config.https else "press",
        SESSION_COOKIE_SECURE=config.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=60),
        SESSION_REFRESH_EACH_REQUEST=False,
        COMPRESS_MIMETYPES=["text/css", "text/javascript", "image/svg+xml"],
        COMPRESS_ALGORITHM=["br", "gzip"],
    )
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["asset"] = _asset_url
    app.jinja_env.globals["press_kits"] = _press_kits
    app.jinja_env.globals["press_mark"] = _press_mark
    app.jinja_env.globals.update(may_administer_in=may_administer_in, may_edit_kits_in=may_edit_kits_in)
    app.jinja_env.globals["mailbox_url"] = "/mailbox" if config.mailbox_page else None


def _parts(app: Flask, config: Config) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    # Alembic compares types too, and rebuilds tables where SQLite cannot alter them.
    Migrate(app, db, directory=str(ROOT / "migrations"), compare_type=True, render_as_batch=True)
    Compress(app)
    language.init_app(app)
    headers.init_app(app, https=config.https)
    tripwires.init_app(app)
    bodies.init_app(app)  # before anything reads a form
    csrf.init_app(app)
    limits.init_app(app, redis_url=config.redis_url, enabled=config.rate_limits)
    errors.init_app(app)
    login.init_app(app)
    store.init_app(app, S3Store.from_config(config))
    folder = config.mail_dir
    app.extensions["press.mail.transport"] = (
        delivery.file_transport(folder) if folder else delivery.smtp_transport(config.mail_url)
    )
    handles(app, outbox.JOB, delivery.deliver)
    accounts_jobs.init_app(app)
    accreditation_jobs.init_app(app)
    privacy_jobs.init_app(app)
    distribution_jobs.init_app(app)
    checking.init_app(app)
    kits_upload_jobs.init_app(app)
    sweeping.init_app(app)
    publish_jobs.init_app(app)
    holder_jobs.init_app(app)
    hand_over_jobs.init_app(app)


def _rooms(app: Flask, config: Config) -> None:
    for views in (front_views, accounts_views, accreditation_views, distribution_views, desk_views):
        app.register_blueprint(views)
    for views in (staff_views, privacy_views, studio_views):
        app.register_blueprint(views)
    if config.mailbox_page:
        app.register_blueprint(mailbox_views)
    for commands in (
        accounts_cli,
        audit_cli,
        events_cli,
        outlets_cli,
        kits_cli,
        distribution_cli,
        reports_cli,
        demo_cli,
        jobs_cli,
        mail_cli,
    ):
        commands.init_app(app)


@cache
def _content_hash(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _asset_url(name: str) -> str:
    """The address of a static file, with its content's hash: it may be kept for ever."""
    path = ROOT / "static" / name
    return url_for("static", filename=name, v=_content_hash(path, path.stat().st_mtime_ns))


def _press_kits(event: Event) -> list[KitLink]:
    """The event's press kits, for whoever is asking now: those to be opened, and those that are held, for those who may
    know of their hour. Empty while there is nothing for them to see.

    Pages of rooms that know nothing of kits may ask this: it is joined here, where every room is known."""
    return kits_for(event.id, current_user, now())


def _press_mark(event: Event) -> MarkLink | None:
    """The event's mark or emblem, for whoever may take it or ask for it; as `_press_kits`."""
    return mark_for(event.id, current_user, now())
