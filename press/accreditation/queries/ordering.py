"""In which order the queue stands, and who comes behind whom in it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_
from sqlalchemy.orm import InstrumentedAttribute

from press.accreditation.models import Application
from press.accreditation.queries.filtering import Sort
from press.accreditation.states import SHOWN_TO_STAFF

_Key = ColumnElement[Any] | InstrumentedAttribute[Any]


def order(sort: Sort, language: str) -> list[_Key]:
    """What the queue is sorted by; the number last, so that no two are alike."""
    thai = language == "th"
    keys: dict[Sort, list[_Key]] = {
        Sort.OLDEST: [Application.submitted_at],
        Sort.NEWEST: [Application.submitted_at],
        Sort.NAME: [Application.sort_name_th if thai else Application.sort_name_en],
        Sort.OUTLET: [Application.sort_outlet_th if thai else Application.sort_outlet_en],
        Sort.STATE: [_state_rank(), Application.submitted_at],
    }
    return [*keys[sort], Application.id]


def ordered(sort: Sort, language: str) -> list[ColumnElement[Any]]:
    """The same, as ORDER BY wants it."""
    keys = order(sort, language)
    return [key.desc() if sort is Sort.NEWEST else key.asc() for key in keys]


def _state_rank() -> ColumnElement[int]:
    return case({state: rank for rank, state in enumerate(SHOWN_TO_STAFF)}, value=Application.state, else_=99)


def behind(application: Application, sort: Sort, language: str) -> ColumnElement[bool]:
    """Whoever comes behind this application in that order. By state it is by arrival: a decision moves it."""
    if sort is Sort.STATE:
        sort = Sort.OLDEST
    key, number = order(sort, language)
    value = getattr(application, str(key.key))
    if sort is Sort.NEWEST:
        return or_(key < value, and_(key == value, number < application.id))
    return or_(key > value, and_(key == value, number > application.id))
