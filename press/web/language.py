"""Which language a page speaks, and how it says dates, times, names and figures.

`?lang=th|en` sets the language and a cookie keeps it; else the account's, else the browser's, else Thai.
Babel knows no Buddhist calendar, so Thai dates are put together here: era = Gregorian year + 543."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from urllib.parse import quote, urlencode, urlsplit

from babel.dates import format_date, get_day_names, get_month_names
from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, get_locale
from flask_login import current_user
from markupsafe import Markup, escape

from press.clock import BANGKOK
from press.db import OperationalError

LOCALES = ("th", "en")
COOKIE = "lang"
COOKIE_SECONDS = 365 * 24 * 3600
BUDDHIST_ERA = 543
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

babel = Babel()
_MOST_WHOLE = 24  # letters and signs that a heading holds in a line at 390 pixels
_QUOTED = re.compile(r"“[^”]{1,22}”")


def choose_locale() -> str:
    """The locale of this request; Thai where there is none, as in the worker."""
    if not has_request_context():
        return "th"
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LOCALES:
            return wish
    own = _own_locale()
    if own in LOCALES:
        return own
    return request.accept_languages.best_match(LOCALES, default="th") or "th"


def _own_locale() -> str | None:
    try:
        return current_user.locale if current_user.is_authenticated else None
    except OperationalError:  # the page that says so must still be spoken in some language
        return None


def locale() -> str:
    """ "th" or "en": what is being spoken now (Thai outside requests)."""
    spoken = get_locale()
    return spoken.language if spoken is not None else "th"


def in_language(texts: Mapping[str, str], language: str | None = None) -> str:
    """The text in this language, or in the other one when it is missing."""
    language = language or locale()
    return texts.get(language) or texts.get("en" if language == "th" else "th") or ""


def long_date(moment: datetime | date, language: str | None = None, *, thai_digits: bool = False) -> str:
    """ "วันจันทร์ที่ 11 มีนาคม 2562" or "Monday 11 March 2019", in Bangkok's day."""
    day = _bangkok_day(moment)
    if (language or locale()) == "en":
        return format_date(day, "EEEE d MMMM y", locale="en_GB")
    weekday = get_day_names("wide", locale="th")[day.weekday()].removeprefix("วัน")
    month = get_month_names("wide", locale="th")[day.month]
    text = f"วัน{weekday}ที่ {day.day} {month} {day.year + BUDDHIST_ERA}"
    return text.translate(THAI_DIGITS) if thai_digits else text


def other_era(moment: datetime | date, language: str | None = None) -> str:
    """The year in the era that this language does not use: "ค.ศ. 2019" in Thai, "B.E. 2562" in English."""
    year = _bangkok_day(moment).year
    return f"ค.ศ. {year}" if (language or locale()) == "th" else f"B.E. {year + BUDDHIST_ERA}"


def short_date(moment: datetime | date, language: str | None = None) -> str:
    """ "11 มี.ค. 2562" or "11 Mar 2019", in Bangkok's day."""
    day = _bangkok_day(moment)
    if (language or locale()) == "en":
        return format_date(day, "d MMM y", locale="en_GB")
    return f"{day.day} {get_month_names('abbreviated', locale='th')[day.month]} {day.year + BUDDHIST_ERA}"


def clock_time(moment: datetime, language: str | None = None) -> str:
    """ "09:30 น." or "09:30", Bangkok time."""
    return _clock(moment.astimezone(BANGKOK), language, seconds=False)


def clock_times(start: datetime, end: datetime, language: str | None = None) -> str:
    """ "09:30–12:00 น." or "09:30–12:00", Bangkok time."""
    return f"{start.astimezone(BANGKOK):%H:%M}–{clock_time(end, language)}"


def short_moment(moment: datetime, language: str | None = None, *, seconds: bool = False) -> str:
    """ "11 มี.ค. 2562 เวลา 09:30 น." or "11 Mar 2019, 09:30 (Bangkok)"; with seconds where they matter, as at a lift."""
    zone = "Bangkok" if (language or locale()) == "en" else ""
    return moment_there(moment.astimezone(BANGKOK), zone, language, seconds=seconds)


def moment_there(local: datetime, zone: str = "", language: str | None = None, *, seconds: bool = False) -> str:
    """Date and time of a place as its own clocks show them, in the same form; with its name where one is given."""
    said = _joined(short_date(local.date(), language), _clock(local, language, seconds=seconds), language)
    return f"{said} ({zone})" if zone else said


def long_moment(moment: datetime, language: str | None = None, *, seconds: bool = False) -> str:
    """ "วันจันทร์ที่ 11 มีนาคม 2562 เวลา 09:30 น." or "Monday 11 March 2019, 09:30 (Bangkok, UTC+7)", as it stands in files
    that travel; never rounded."""
    local = moment.astimezone(BANGKOK)
    clock = _clock(local, language, seconds=seconds or local.second > 0)
    said = _joined(long_date(local, language), clock, language)
    return f"{said} (Bangkok, UTC+7)" if (language or locale()) == "en" else said


def _joined(day: str, clock: str, language: str | None) -> str:
    return f"{day} เวลา {clock}" if (language or locale()) == "th" else f"{day}, {clock}"


def _clock(local: datetime, language: str | None, *, seconds: bool) -> str:
    clock = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
    return f"{clock} น." if (language or locale()) == "th" else clock


def time_tag(moment: datetime, text: str | None = None) -> Markup:
    """`<time>` with the exact moment in Bangkok's offset for machines, and the words for people."""
    machine = moment.astimezone(BANGKOK).isoformat(timespec="seconds")
    # A narrow cell may put the zone on a line of its own.
    words = escape(text or short_moment(moment)).replace(" (", Markup(" <wbr>("))
    return Markup('<time datetime="{}">{}</time>').format(machine, words)


def whole_name(name: str) -> Markup:
    """A person's name whose parts are not broken over lines: browsers cut Thai names in mid-word."""
    return Markup(" ".join([f'<span class="nb">{escape(part)}</span>' for part in name.split()]))  # noqa: S704


def whole_quotes(text: str) -> Markup:
    """A headline whose “quoted name” is not broken over lines, unless it is longer than a telephone is wide."""
    return Markup(_QUOTED.sub(r'<span class="nb">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped here


def whole_words(text: str) -> Markup:
    """A heading whose Thai between spaces is not broken, unless it is wider than a telephone: browsers cut names in
    mid-word. What has tags already stays as it is."""
    said = escape(text)
    if "<" in said:
        return said
    return Markup(" ").join([_whole(part) if _has_thai(part) else part for part in said.split()])


def _whole(part: Markup) -> Markup:
    return part if len(part) > _MOST_WHOLE else Markup('<span class="nb">{}</span>').format(part)


def _has_thai(text: str) -> bool:
    return any("\u0e00" <= letter <= "\u0e7f" for letter in text)


def whole_known(text: str, name: str) -> Markup:
    """Text in which what stands in quotes in this name, “…”, is not broken over lines wherever it is named."""
    said = escape(text)
    for known in re.findall(r"“([^”]{1,22})”", name):
        said = said.replace(escape(known), Markup('<span class="nb">{}</span>').format(known))
    return said


def _bangkok_day(moment: datetime | date) -> date:
    return moment.astimezone(BANGKOK).date() if isinstance(moment, datetime) else moment


def other_locale_url() -> str:
    """This page in the other language."""
    other = "en" if locale() == "th" else "th"
    args = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    # The answer to a form may have an address that cannot be opened: the page that the form was on can.
    came_from = None if request.method == "GET" else _own_referrer()
    path = came_from or quote(request.path)  # as it stood in the address: browsers read "/\\host" as another site
    return f"{path}?{urlencode([*args, ('lang', other)])}"


def _own_referrer() -> str | None:
    """The path of the page of ours that this request was sent from, if the browser says so."""
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:  # whatever somebody put into that header
        return None
    return quote("/" + came_from.path.lstrip("/"), safe="/%") if came_from.netloc == request.host else None


@cache
def _catalogue(folder: str, language: str) -> NullTranslations:
    return Translations.load(folder, [language])


def init_app(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "th"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Bangkok"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    babel.init_app(app, locale_selector=choose_locale)
    folder = app.config["BABEL_TRANSLATION_DIRECTORIES"]
    # A page asks for a hundred words: Flask-Babel's own callables look everything up anew for each of them.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: _catalogue(folder, locale()).ugettext(message),
        lambda one, many, count: _catalogue(folder, locale()).ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals.update(other_locale_url=other_locale_url, in_language=in_language)
    app.jinja_env.filters.update(
        long_date=long_date,
        other_era=other_era,
        short_date=short_date,
        clock_time=clock_time,
        clock_times=clock_times,
        moment=short_moment,
        long_moment=long_moment,
        time_tag=time_tag,
        whole_name=whole_name,
        whole_quotes=whole_quotes,
        whole_words=whole_words,
        whole_known=whole_known,
        in_language=in_language,
    )

    @app.context_processor
    def spoken() -> dict[str, str]:
        return {"locale": locale()}

    @app.after_request
    def keep_language(response: Response) -> Response:
        wish = request.args.get("lang")
        if wish in LOCALES and request.cookies.get(COOKIE) != wish:
            response.set_cookie(
                COOKIE, wish, max_age=COOKIE_SECONDS, samesite="Lax", secure=request.is_secure, httponly=True
            )
        if response.mimetype == "text/html":
            response.headers["Content-Language"] = locale() if "_flask_babel" in g else "th"
            response.vary.update(("Cookie", "Accept-Language"))
        return response
