"""The migrations make exactly the tables that the models describe, on either database."""

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from press.accreditation.models import Application
from press.accreditation.states import ApplicationState as S
from press.db import db
from tests.support.people import Person


def test_the_migrated_schema_equals_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "render_as_batch": True}
        )
        assert compare_metadata(context, db.metadata) == []


@pytest.mark.changes_schema
def test_there_and_back_again(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert set(inspect(db.engine).get_table_names()) == {*db.metadata.tables, "alembic_version"}


@pytest.mark.changes_schema
def test_what_is_there_stays_there(app: Flask, applicant: Callable[..., Person]) -> None:
    """Down to the tables before accreditation in depth and up again, as an installation from then comes along."""
    people = [applicant(state, outlet=f"Outlet {state}") for state in (S.SUBMITTED, S.APPROVED, S.DECLINED)]
    with app.app_context():
        db.engine.dispose()
        downgrade(revision="0002")
        upgrade()
        rows = {row.ref: row.state for row in db.session.scalars(select(Application))}
        assert rows == dict(zip([each.ref for each in people], (S.SUBMITTED, S.APPROVED, S.DECLINED), strict=True))
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
