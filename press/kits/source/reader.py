"""From a folder to a kit."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from press.kits.source.changelog import CHANGELOG
from press.kits.source.faults import N_, Fault, Findings, KitFaults
from press.kits.source.files import is_text_name, list_folder
from press.kits.source.guide import LOGO_PARTS, read_guide
from press.kits.source.model import (
    Both,
    Contact,
    Renditions,
    SourceFile,
    SourceKit,
    SourceLicence,
    SourceLogoPack,
    SourceRelease,
    SourceText,
    SourceZip,
)
from press.kits.source.photos import read_photos
from press.kits.source.places import refuse_places
from press.kits.source.reading import Reading, file_beside, is_plain_ascii, no_name_twice, unlike_its_path
from press.kits.source.texts import fill_facts, read_facts, read_markdown, read_text, read_toml, warn_of_lost
from press.kits.source.toml import SLUG, Table
from press.kits.states import Audience, Colour, Language, Layout, MarkKind, ReleaseKind
from press.markup import plain_text, render

# Goes into the digest: raise it when the same folder is to be published in another form.
RECIPE = "press-kit 5"
LANGUAGES = (Language.TH, Language.EN)
ZIP_PARTS = ("releases", "documents", "photos", *LOGO_PARTS, "licences")
WIDTHS = (64, 4096)
LOGO = "assets/logo"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def read_kit(folder: Path) -> tuple[SourceKit, list[Fault]]:
    """The kit in this folder, and warnings. Raises KitFaults with everything that is wrong."""
    findings = Findings()
    if not (folder / "kit.toml").is_file():
        raise KitFaults([Fault("kit.toml", 1, N_("the file is missing"))])
    reading = Reading(list_folder(folder, findings), findings, read_facts(folder, findings))
    kit = _kit(reading)
    if kit is None or findings.errors:
        raise KitFaults(findings.in_order())
    return kit, findings.in_order()


def _kit(reading: Reading) -> SourceKit | None:
    root = read_toml(reading.folder, "kit.toml", reading.findings)
    if root is None:
        return None
    reading.used |= {"kit.toml", "facts.toml"}
    reading.audience = root.choice("audience", Audience)
    reading.licence = root.slug("licence")
    reading.licences_named.append((root, reading.licence))
    changelog = _changelog_text(reading)
    kit = SourceKit(
        slug=_identity(root, reading),
        event=root.slug("event"),
        event_line=root.line("event"),
        audience=reading.audience,
        available_from=root.moment("available_from") or _LONG_AGO,
        embargo_until=root.moment("embargo_until") or _LONG_AGO,
        clock_lines={key: root.line(key) for key in ("available_from", "embargo_until")},
        licence=reading.licence,
        title=root.both("title"),
        summary=root.both("summary"),
        contacts=_contacts(root),
        quotes=reading.facts.quotes,
        zips=_zips(root),
        releases=_releases(root, reading),
        documents=_documents(reading),
        photos=read_photos(reading),
        logo=_logo(reading),
        licences=_licences(reading),
        changelog_html=_changelog(changelog),
        changelog_md=changelog,
        releases_line=root.line("releases"),
        digest=reading.listing.digest(RECIPE),
        folder=reading.listing.files(),
    )
    refuse_places(reading, [file.relative for file in kit.photos])
    _lasts(kit, root)
    if kit.available_from > kit.embargo_until:
        root.fault("available_from", N_("%(key)s is later than embargo_until", key="available_from"))
    root.done()
    _unused(reading)
    return kit


def _lasts(kit: SourceKit, root: Table) -> None:
    """Notes photographs whose rights are over before anybody may have them."""
    for file in kit.photos:
        if file.photo and file.photo.usable_until and file.photo.usable_until <= kit.embargo_until:
            root.fault("embargo_until", N_("the rights in %(file)s end before the embargo does", file=file.relative))


def _identity(root: Table, reading: Reading) -> str:
    slug = root.slug("id")
    folder = reading.folder.resolve().name
    if slug and slug != folder:
        words = N_("id is %(value)s, the folder is called %(folder)s", value=repr(slug), folder=repr(folder))
        root.fault("id", words)
    if set(root.slugs("languages")) != {"th", "en"}:
        root.fault("languages", N_('languages must be ["th", "en"]'))
    return slug


def _contacts(root: Table) -> tuple[Contact, ...]:
    tables = root.tables("contacts")
    if not tables:
        root.fault(None, N_("contacts is missing: name whom the press may call"), about="contacts")
    contacts = []
    for table in tables:
        name, phone, email = (table.text(key, required=False) for key in ("name", "phone", "email"))
        contacts.append(Contact(name, phone, email, table.both("organisation", required=False)))
        if not phone:
            table.warning("phone", N_("no telephone number yet: journalists look for it first"))
        table.done()
    return tuple(contacts)


def _zips(root: Table) -> tuple[SourceZip, ...]:
    zips = []
    for table in root.tables("zips"):
        name = table.text("file_name")
        if name and not (name.isascii() and name.endswith(".zip") and "/" not in name and "\\" not in name):
            words = N_("%(key)s must be ASCII and end in .zip: %(value)s", key="file_name", value=repr(name))
            table.fault("file_name", words)
        include = table.slugs("include")
        for part in include:
            if part not in ZIP_PARTS:
                words = N_("include may hold %(parts)s, not %(value)s", parts=", ".join(ZIP_PARTS), value=repr(part))
                table.fault("include", words)
        zips.append(SourceZip(table.slug("id"), name, table.both("title"), include))
        table.done()
    for word in ("id", "file_name"):
        if len({getattr(one, word) for one in zips}) != len(zips):
            root.fault("zips", N_("two zips have the same %(word)s", word=word))
    return tuple(zips)


def _releases(root: Table, reading: Reading) -> tuple[SourceRelease, ...]:
    releases = []
    for slug in root.slugs("releases"):
        names = {language: f"releases/{slug}/{language}.md" for language in LANGUAGES}
        there = {language: name for language, name in names.items() if reading.has(name)}
        if not there:
            root.fault("releases", N_("there is no release in releases/%(slug)s", slug=slug))
        elif len(there) < len(LANGUAGES):
            (missing,) = set(names) - set(there)
            present = next(iter(there.values()))
            reading.findings.warning(present, 1, N_("there is no translation %(file)s", file=names[missing]))
        texts = [_release_text(language, name, reading) for language, name in there.items()]
        releases.append(SourceRelease(slug, tuple(text for text in texts if text)))
    return tuple(releases)


def _release_text(language: Language, relative: str, reading: Reading) -> SourceText | None:
    reading.used.add(relative)
    file = read_markdown(reading.folder, relative, reading.findings)
    if file is None:
        return None
    warn_of_lost(file)
    body = fill_facts(file, language, reading.facts.texts).strip()
    text = SourceText(
        language=language,
        kind=file.front.choice("kind", ReleaseKind),
        title=file.front.text("title"),
        subtitle=file.front.text("subtitle", required=False),
        summary=file.front.text("summary"),
        dateline=file.front.text("dateline"),
        body_md=body,
        body_html=render(body),
        body_text=plain_text(body),
    )
    file.front.done()
    return text


def _documents(reading: Reading) -> tuple[SourceFile, ...]:
    if not reading.has("documents/documents.toml"):
        return ()
    reading.used.add("documents/documents.toml")
    root = read_toml(reading.folder, "documents/documents.toml", reading.findings)
    if root is None:
        return ()
    files = [_document(table, reading) for table in root.tables("files")]
    root.done()
    no_name_twice(root, files)
    return tuple(file for file in files if file)


def _document(table: Table, reading: Reading) -> SourceFile | None:
    credit, title = table.text("credit"), table.both("title")
    licence = reading.licence
    if "licence" in table.values:
        licence = table.slug("licence")
        reading.licences_named.append((table, licence))
    ascii_name = table.text("ascii_name")
    file = file_beside(
        table,
        "documents",
        reading,
        ascii_name=ascii_name,
        licence=licence,
        credit=credit,
        title=title,
        alt=Both("", ""),
        language=table.choice("language", Language),
    )
    if ascii_name and (not is_plain_ascii(ascii_name) or Path(ascii_name).suffix != Path(table.text("path")).suffix):
        table.fault("ascii_name", unlike_its_path(ascii_name))
    table.done()
    return file


def _logo(reading: Reading) -> SourceLogoPack | None:
    if not reading.has(f"{LOGO}/pack.toml"):
        return None
    reading.used.add(f"{LOGO}/pack.toml")
    root = read_toml(reading.folder, f"{LOGO}/pack.toml", reading.findings)
    pack = root.table("pack") if root else None
    if root is None or pack is None:
        return None
    licence, credit = pack.slug("licence"), pack.text("credit")
    reading.licences_named.append((pack, licence))
    audience = pack.choice("audience", Audience, default=reading.audience)
    files = [_logo_file(table, licence, credit, audience, reading) for table in root.tables("files")]
    kind = pack.choice("kind", MarkKind)
    if kind is MarkKind.CERTIFICATION_EMBLEM:
        # Its own rule stands before its files (`press.kits.queries`): a city that passed is no journalist.
        files = [file and replace(file, audience=Audience.PUBLIC) for file in files]
    renditions = pack.table("renditions")
    usage = {language: _titled(f"{LOGO}/usage.{language}.md", reading) for language in LANGUAGES}
    th, en = usage[Language.TH], usage[Language.EN]
    logo = SourceLogoPack(
        kind=kind,
        sample=pack.flag("sample"),
        title=pack.both("title"),
        renditions=_renditions(renditions) if renditions else Renditions(),
        files=tuple(file for file in files if file),
        usage_title=Both(th[0], en[0]),
        usage_html=Both(render(th[1]), render(en[1])),
        usage_text=Both(plain_text(th[1]), plain_text(en[1])),
        guide=read_guide(pack),
    )
    for table in (renditions, pack, root):
        if table is not None:
            table.done()
    no_name_twice(root, files)
    return logo


def _renditions(table: Table) -> Renditions:
    png, jpg, webp = (table.whole_numbers(form, *WIDTHS, required=False) for form in ("png", "jpg", "webp"))
    return Renditions(png, jpg, webp, pdf=table.flag("pdf", required=False))


def _logo_file(table: Table, licence: str, credit: str, audience: Audience, reading: Reading) -> SourceFile | None:
    path = table.text("path")
    if path and not (is_plain_ascii(path) and path.endswith(".svg")):
        table.fault("path", N_("a logo's path must be ASCII and end in .svg: %(value)s", value=repr(path)))
    file = file_beside(
        table,
        LOGO,
        reading,
        ascii_name=path,
        licence=licence,
        credit=credit,
        title=table.both("title"),
        alt=table.both("alt"),
        audience=audience,
        language=table.choice("language", Language),
        layout=table.choice("layout", Layout),
        colour=table.choice("colour", Colour),
    )
    table.done()
    return file


def _licences(reading: Reading) -> tuple[SourceLicence, ...]:
    slugs = sorted(
        {name.split("/")[1].split(".")[0] for name in reading.listing.digests if name.startswith("licences/")}
    )
    licences = [licence for slug in slugs for licence in _licence(slug, reading)]
    for table, slug in reading.licences_named:
        if slug and slug not in slugs:
            table.fault("licence", N_("there is no licence %(value)s in licences/", value=repr(slug)))
    return tuple(licences)


def _licence(slug: str, reading: Reading) -> list[SourceLicence]:
    if not SLUG.fullmatch(slug):
        reading.findings.fault(f"licences/{slug}", 1, N_("a licence's name may hold a–z, 0–9 and - only"))
    found = []
    for language in LANGUAGES:
        relative = f"licences/{slug}.{language}.md"
        reading.used.add(relative)
        file = read_markdown(reading.folder, relative, reading.findings)
        if file is None:
            continue
        texts = (file.front.text("version"), file.front.text("title"), file.front.text("summary"))
        asks = "accept" in file.front.values and file.front.flag("accept")
        found.append(SourceLicence(slug, language, *texts, render(file.body), plain_text(file.body), asks))
        file.front.done()
    if len({licence.version for licence in found}) > 1:
        reading.findings.fault(f"licences/{slug}.en.md", 1, N_("the translations have different versions"))
    if len({licence.must_accept for licence in found}) > 1:
        reading.findings.fault(f"licences/{slug}.en.md", 1, N_("only one of the translations says accept = true"))
    return found


def _titled(relative: str, reading: Reading) -> tuple[str, str]:
    """Title and body of a Markdown file that has nothing else in front."""
    reading.used.add(relative)
    file = read_markdown(reading.folder, relative, reading.findings)
    if file is None:
        return "", ""
    title = file.front.text("title")
    file.front.done()
    return title, file.body


def _changelog_text(reading: Reading) -> str:
    reading.used.add(CHANGELOG)
    return (read_text(reading.folder, CHANGELOG, reading.findings) or "") if reading.has(CHANGELOG) else ""


def _changelog(text: str) -> str:
    # The page has a heading of its own.
    lines = text.splitlines()
    return render("\n".join(lines[1:] if lines and lines[0].startswith("# ") else lines))


def _unused(reading: Reading) -> None:
    for relative in sorted(set(reading.listing.digests) - reading.used):
        reading.findings.warning(relative, 1, N_("is not named anywhere and is not published"))
        if is_text_name(relative):
            read_text(reading.folder, relative, reading.findings)  # it is kept with the folder, as a text
