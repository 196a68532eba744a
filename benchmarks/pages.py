"""Pages a second, beside a view that does nothing on the same server with the same workers."""

from flask import Flask

from benchmarks.load import Load, load
from benchmarks.place import EVENT, HELLO, Place, command
from benchmarks.readers import cookies_of_readers
from benchmarks.tables import Table
from config import ROOT
from press.storage.store import current_store

FEW, MANY = "few", "many"
SIZES = {FEW: 2_000, MANY: 20_000}
QUEUE = f"/desk/{EVENT}/applications?state=all"
KIT = f"/kits/{EVENT}"


def measure(place: Place) -> list[Table]:
    """Event page, form, queue and kit with 2,000 applications; event page and queue again with 20,000."""
    with place.web(FEW, module=HELLO) as server:
        hello = load(server.base_url)
    few, many = _pages(place, FEW), _pages(place, MANY)
    speed = Table(
        "Pages",
        ("page", "requests/s", "median ms", "p99 ms", "of hello-world", "aim", "pretix", "Indico"),
        "Eight connections, Thai, officer signed in for the queue, accredited reader for the kit; hello-world: "
        f"{hello.per_second:,.0f}/s, p99 {hello.p99:.1f} ms. Peers: a machine of this size, 2 sync workers.",
    )
    rows = (
        ("event page", few["event"], "≥ 230/s", "46/s, p99 206 ms", "17/s, p99 734 ms"),
        ("application form", few["form"], "≥ 195/s", "30/s", "39/s"),
        ("queue, 50 rows of 2,000", few["queue"], "≥ 85/s", "17/s (25 rows)", "0.55/s (all 2,000)"),
        ("queue, 50 rows of 20,000", many["queue"], "as of 2,000", "", ""),
        ("queue of 20,000, last page", many["last"], "", "", ""),
        ("queue of 20,000, search", many["search"], "", "", ""),
        ("kit page of the first event", few["kit"], "", "", ""),
        ("release page", few["release"], "", "", ""),
        ("event page, 20,000 applications", many["event"], "as of 2,000", "", ""),
    )
    for name, found, aim, pretix, indico in rows:
        speed.add(name, *_figures(found, hello), aim, pretix, indico)
    growth = Table("Cost of rows that are not shown", ("page", "20,000 against 2,000", "limit"))
    for name, key in (("queue", "queue"), ("event page", "event")):
        growth.add(name, f"{few[key].per_second / many[key].per_second:.2f} × the time", "≈ 1")
    return [speed, growth]


def _pages(place: Place, name: str) -> dict[str, Load]:
    app = place.database(name, applications=SIZES[name])
    with place.web(name) as server:
        officer = server.officer()
        rows = officer.get(QUEUE).count("<tr>")
        assert rows == 51, f"{rows} rows in the queue instead of 50 and a heading"
        last = f"{QUEUE}&page={SIZES[name] // 50}"
        search = f"/desk/{EVENT}/applications?q=suankluai"
        officer.get(last)
        officer.get(search)
        base, cookie = server.base_url, officer.cookie
        found = {"event": load(f"{base}/events/{EVENT}"), "queue": load(base + QUEUE, cookie=cookie)}
        if name == FEW:
            return {**found, "form": load(f"{base}/events/{EVENT}/apply"), **_kit(app, base)}
        return {
            **found,
            "last": load(base + last, cookie=cookie, seconds=5),
            "search": load(base + search, cookie=cookie, seconds=5),
        }


def _kit(app: Flask, base: str) -> dict[str, Load]:
    with app.app_context():
        current_store().ensure_bucket()
    command(app, "kits", "publish", str(ROOT / "press_kits" / EVENT))
    (cookie,) = cookies_of_readers(app, 1)
    pages = {"kit": KIT, "release": f"{KIT}/releases/01-launch"}
    return {key: load(base + path, cookie=cookie) for key, path in pages.items()}


def _figures(found: Load, hello: Load) -> tuple[str, ...]:
    share = found.per_second / hello.per_second
    return f"{found.per_second:,.0f}", f"{found.median:.1f}", f"{found.p99:.1f}", f"{share:.3f}"
