"""Reading a folder: everything wrong is found at once, with its file and line."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from press.kits.source.faults import KitFaults
from press.kits.source.reader import read_kit
from tests.kits.folders import DOCUMENTS, FACTS, KIT, PACK, SVG, edit, put

Break = Callable[[Path], None]


def faults(folder: Path) -> list[str]:
    with pytest.raises(KitFaults) as refusal:
        read_kit(folder)
    return [str(fault) for fault in refusal.value.faults if not fault.warning]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def kit(old: str, new: str) -> Break:
    return lambda folder: edit(folder, "kit.toml", old, new)


def file(name: str, old: str, new: str) -> Break:
    return lambda folder: edit(folder, name, old, new)


def gone(name: str) -> Break:
    return lambda folder: (folder / name).unlink()


def written(name: str, body: bytes) -> Break:
    return lambda folder: put(folder, name, body)


CLOSING = line_of(FACTS, "[quotes.closing]")

BROKEN: list[tuple[str, Break, str]] = [
    ("a note in another encoding", written("notes.md", "ภาษา".encode("cp874")), "notes.md:1: not UTF-8"),
    ("a text that is none", written("CHANGELOG.md", b"# Changes\n\n\0"), "CHANGELOG.md:3: holds a character that is"),
    ("a text without end", written("CHANGELOG.md", b"long " * 300_000), "CHANGELOG.md:1: is longer than 1 MB"),
    (
        "a huge drawing",
        written("assets/logo/mark-en.svg", SVG.encode() + b" " * 5_000_000),
        "assets/logo/mark-en.svg:1: is larger than 4 MB",
    ),
    (
        "a text file that turns binary",
        written("documents/ข้อมูล น้ำ.txt", b"text " * 300_000 + b"\xff"),
        "documents/ข้อมูล น้ำ.txt:1: the content is not that of a .txt",
    ),
    (
        "a quote of nobody",
        file("facts.toml", 'speaker = "mayor"\nth = "ขอบ', 'speaker = "cities"\nth = "ขอบ'),
        f"facts.toml:{CLOSING + 1}: speaker must be a key of [people], not 'cities'",
    ),
    (
        "a quote without its pair",
        file("facts.toml", 'en = "Thank you"\n', ""),
        f"facts.toml:{CLOSING}: en is missing",
    ),
    (
        "unknown key in a quote",
        file("facts.toml", 'en = "Thank you"', 'en = "Thank you"\nyear = 1'),
        f"facts.toml:{CLOSING + 4}: unknown key year",
    ),
    (
        "a quote under the key of a figure",
        file("facts.toml", "[quotes.closing]", "[quotes.cities]"),
        f"facts.toml:{CLOSING}: the key cities occurs twice in this file",
    ),
    ("no kit.toml", gone("kit.toml"), "kit.toml:1: the file is missing"),
    (
        "syntax",
        kit("[title]", "[title"),
        f"kit.toml:{line_of(KIT, '[title]')}: not valid TOML, column 7: a comma or a closing bracket is missing",
    ),
    (
        "key twice",
        kit('licence = "texts"', 'licence = "texts"\nlicence = "x"'),
        "kit.toml:8: not valid TOML: the same key or table is there twice",
    ),
    (
        "no value",
        kit('licence = "texts"', "licence =  # which?"),
        "kit.toml:7: not valid TOML: a value is missing after =",
    ),
    ("open quote", kit('"texts"', '"texts'), "kit.toml:7: not valid TOML: a quotation mark is not closed"),
    ("open quote of the other kind", kit('"texts"', "'texts"), "kit.toml:7: not valid TOML: a quotation mark is not"),
    (
        "open quotes over lines",
        kit('"texts"', '"""texts'),
        "kit.toml:7: not valid TOML: a quotation mark is not closed",
    ),
    (
        "curly quotes",
        kit('"texts"', "“texts”"),
        'kit.toml:7: not valid TOML, column 11: no value begins so; a text needs straight quotation marks: "…"',
    ),
    (
        "quotes in quotes",
        kit('"texts"', '"the "texts""'),
        "kit.toml:7: not valid TOML, column 17: the value ends before this",
    ),
    ("no such day", kit("2030-01-02T", "2030-02-30T"), "kit.toml:6: not valid TOML, column 17: there is no such date"),
    (
        "a day the other way",
        kit("2030-01-02T", "02/01/2030 "),
        "kit.toml:6: not valid TOML: write a date as 2019-03-11",
    ),
    ("no equals sign", kit("licence =", "licence:"), "kit.toml:7: not valid TOML, column 8: = is missing after a key"),
    ("a path of Windows", kit('"texts"', '"c:\\dir"'), "kit.toml:7: not valid TOML, column"),
    (
        "front matter's syntax",
        file("releases/01-launch/en.md", 'kind = "release"', "kind ="),
        "releases/01-launch/en.md:5: not valid TOML: a value is missing after =",
    ),
    (
        "a time that no other zone can say",
        kit("2030-01-02T09:00:00+07:00", "9999-12-31T23:59:59-07:00"),
        "kit.toml:6: embargo_until needs a date, a time and an offset",
    ),
    (
        "naive time",
        kit("2030-01-02T09:00:00+07:00", "2030-01-02T09:00:00"),
        "kit.toml:6: embargo_until needs a date, a time and an offset",
    ),
    ("a day", kit("2030-01-02T09:00:00+07:00", "2030-01-02"), "kit.toml:6: embargo_until needs a date"),
    ("text for a time", kit("2030-01-02T09:00:00+07:00", '"9 am"'), "kit.toml:6: embargo_until needs a date"),
    (
        "order of times",
        kit("2030-01-01T09", "2030-01-03T09"),
        "kit.toml:5: available_from is later than embargo_until",
    ),
    ("unknown key", kit('licence = "texts"', 'licence = "texts"\ncolor = 1'), "kit.toml:8: unknown key color"),
    ("unknown key in a contact", kit("phone =", "fax ="), f"kit.toml:{line_of(KIT, 'phone =')}: unknown key fax"),
    ("missing key", kit('audience = "accredited"\n', ""), "kit.toml:1: audience is missing"),
    ("unknown audience", kit('"accredited"', '"friends"'), "kit.toml:4: audience must be one of accredited, public"),
    ("wrong id", kit('id = "sample-kit"', 'id = "other"'), "kit.toml:1: id is 'other', the folder is called"),
    ("one language", kit('["th", "en"]', '["th"]'), 'kit.toml:3: languages must be ["th", "en"]'),
    (
        "a title without its pair",
        kit('en = "Sample kit"\n', ""),
        f"kit.toml:{line_of(KIT, '[title]')}: en is missing",
    ),
    ("no such licence", kit('licence = "texts"', 'licence = "none"'), "kit.toml:7: there is no licence 'none'"),
    ("no such release", kit('["01-launch"]', '["02-x"]'), "kit.toml:8: there is no release in releases/02-x"),
    (
        "zip name",
        kit('"sample-kit.zip"', '"ชุด.zip"'),
        f"kit.toml:{line_of(KIT, 'file_name')}: file_name must be ASCII and end in .zip",
    ),
    ("no contact", kit("[[contacts]]", "[[contact]]"), "kit.toml:1: contacts is missing"),
    (
        "unknown fact",
        file("releases/01-launch/en.md", "{{ cities }}", "{{ citties }}"),
        "releases/01-launch/en.md:8: unknown fact {{ citties }}: facts.toml has no such key",
    ),
    (
        "no front matter",
        lambda folder: put(folder, "releases/01-launch/en.md", "Text.\n"),
        "releases/01-launch/en.md:1: begins without a line +++",
    ),
    (
        "open front matter",
        lambda folder: put(folder, "releases/01-launch/en.md", '+++\ntitle = "x"\n'),
        "releases/01-launch/en.md:1: the front matter has no closing line +++",
    ),
    (
        "front matter's own line",
        file("releases/01-launch/en.md", 'kind = "release"', 'kind = "poem"'),
        "releases/01-launch/en.md:5: kind must be one of release, fact_sheet, not 'poem'",
    ),
    (
        "not UTF-8",
        lambda folder: put(folder, "releases/01-launch/en.md", b"+++\n\xe0\x01"),
        "releases/01-launch/en.md:2: not UTF-8",
    ),
    (
        "no credit",
        file("documents/documents.toml", "credit = \"=cmd|' /C calc'!A0\"\n", ""),
        "documents/documents.toml:1: credit is missing",
    ),
    (
        "missing file",
        gone("documents/ข้อมูล น้ำ.txt"),
        "documents/documents.toml:2: there is no file 'ข้อมูล น้ำ.txt' beside this one",
    ),
    (
        "a way out of the folder",
        file("documents/documents.toml", '"ข้อมูล น้ำ.txt"', '"../../../../etc/hostname"'),
        "documents/documents.toml:2: there is no file '../../../../etc/hostname' beside this one",
    ),
    (
        "absolute path",
        file("documents/documents.toml", '"ข้อมูล น้ำ.txt"', '"/etc/hostname"'),
        "documents/documents.toml:2: there is no file '/etc/hostname' beside this one",
    ),
    (
        "content is not what the name says",
        lambda folder: (
            put(folder, "documents/x.pdf", "<script>"),
            put(folder, "documents/documents.toml", DOCUMENTS.replace("ข้อมูล น้ำ.txt", "x.pdf").replace(".txt", ".pdf")),
        )[0],
        "documents/x.pdf:1: the content is not that of a .pdf",
    ),
    (
        "a kind that is not taken",
        lambda folder: (
            put(folder, "documents/x.html", "<script>"),
            put(folder, "documents/documents.toml", DOCUMENTS.replace("ข้อมูล น้ำ.txt", "x.html")),
        )[0],
        "documents/x.html:1: files that end in .html are not taken",
    ),
    (
        "no alt text",
        file("assets/logo/pack.toml", 'alt.en = "A square"\n', ""),
        f"assets/logo/pack.toml:{line_of(PACK, 'alt.th')}: en is missing",
    ),
    (
        "the second of two tables",
        file("assets/logo/pack.toml", 'colour = "black"', 'colour = "blue"'),
        f"assets/logo/pack.toml:{line_of(PACK, 'black')}: colour must be one of",
    ),
    (
        "hostile SVG",
        lambda folder: put(folder, "assets/logo/mark-en.svg", SVG.replace("<title>", "<script/><title>")),
        "assets/logo/mark-en.svg:2: <script> is not allowed in an SVG",
    ),
    ("licence in one language", gone("licences/mark.th.md"), "licences/mark.th.md:1: the file is missing"),
    (
        "versions differ",
        file("licences/mark.th.md", '"1.0"', '"1.1"'),
        "licences/mark.en.md:1: the translations have different versions",
    ),
    (
        "fact in a fact",
        file("facts.toml", 'en = "7 <b>', 'en = "{{ boilerplate }} <b>'),
        "facts.toml:2: cities must be one line of text that holds no other key",
    ),
    (
        "capitals",
        lambda folder: put(folder, "assets/logo/MARK-EN.svg", SVG),
        "assets/logo/mark-en.svg:1: has the same name as 'MARK-EN.svg' where capitals do not count",
    ),
    (
        "not NFC",
        lambda folder: put(folder, "documents/" + unicodedata.normalize("NFD", "café.txt"), "x"),
        f"documents/{unicodedata.normalize('NFD', 'café.txt')}:1: the name is not in Unicode NFC",
    ),
    (
        "symbolic link",
        lambda folder: (folder / "documents" / "link.txt").symlink_to("/etc/hostname"),
        "documents/link.txt:1: is a symbolic link",
    ),
]


@pytest.mark.parametrize(("spoil", "expected"), [pytest.param(b, e, id=name) for name, b, e in BROKEN])
def test_fault_names_file_and_line(folder: Path, spoil: Break, expected: str) -> None:
    spoil(folder)

    assert any(fault.startswith(expected) for fault in faults(folder)), faults(folder)


def test_all_faults_at_once(folder: Path) -> None:
    edit(folder, "kit.toml", "+07:00", "")
    edit(folder, "kit.toml", 'licence = "texts"', 'licence = "none"')
    edit(folder, "releases/01-launch/th.md", "cities", "towns")
    put(folder, "assets/logo/mark-open.svg", "<svg")

    assert len(faults(folder)) == 4
