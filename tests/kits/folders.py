"""A small good kit in a folder, for tests to publish, and to break."""

from pathlib import Path

SLUG = "sample-kit"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
<title>Mark</title>
<path fill="#0b3d91" d="M2 2h16v16h-16z"/>
</svg>
"""

KIT = f"""\
id = "{SLUG}"
event = "smart-city-thailand-takeoff"
languages = ["th", "en"]
audience = "accredited"
available_from = 2030-01-01T09:00:00+07:00
embargo_until = 2030-01-02T09:00:00+07:00
licence = "texts"
releases = ["01-launch"]

[title]
th = "ชุดข้อมูลตัวอย่าง"
en = "Sample kit"

[summary]
th = "สรุป"
en = "Summary"

[[contacts]]
name = "สมหญิง ใจดี"
phone = "+66 2 000 0000"
email = "press@example.org"
organisation.th = "หน่วยงาน"
organisation.en = "Agency"

[[zips]]
id = "all"
file_name = "sample-kit.zip"
include = ["releases", "documents", "logo", "licences"]
title.th = "ทั้งหมด"
title.en = "Everything"
"""

DOCUMENTS = """\
[[files]]
path = "ข้อมูล น้ำ.txt"
ascii_name = "facts-th.txt"
language = "th"
credit = "=cmd|' /C calc'!A0"
title.th = "ข้อมูล"
title.en = "Facts"
"""

PACK = """\
[pack]
kind = "programme_mark"
sample = true
licence = "mark"
credit = "Sample mark"
renditions = { png = [64, 128] }
title.th = "ชุดตรา"
title.en = "Logo pack"

[[files]]
path = "mark-en.svg"
layout = "symbol"
language = "en"
colour = "full"
title.th = "ตรา"
title.en = "Mark"
alt.th = "ตราสี่เหลี่ยม"
alt.en = "A square"

[[files]]
path = "mark-open.svg"
layout = "symbol"
language = "none"
colour = "black"
audience = "public"
title.th = "ตราเปิด"
title.en = "Open mark"
alt.th = "ตราสี่เหลี่ยม"
alt.en = "A square"
"""

FACTS = """\
[figures]
cities = { th = "7 *เมือง*", en = "7 <b>cities</b>" }

[people]
mayor = { th = "นายกเทศมนตรี", en = "the mayor" }

[quotes.opening]
speaker = "mayor"
th = "เมืองเปิดแล้ว"
en = "The city is open"

[quotes.closing]
speaker = "mayor"
th = "ขอบคุณ"
en = "Thank you"

[boilerplate]
th = "เกี่ยวกับเรา"
en = "About us"
"""


def release(title: str, body: str) -> str:
    return (
        f'+++\ntitle = "{title}"\nsummary = "In short"\n'
        f'dateline = "BANGKOK, 2 January 2030"\nkind = "release"\n+++\n\n{body}\n'
    )


def licence(title: str) -> str:
    return f'+++\ntitle = "{title}"\nversion = "1.0"\nsummary = "One line"\n+++\n\nThe terms.\n'


FILES = {
    "kit.toml": KIT,
    "facts.toml": FACTS,
    "releases/01-launch/th.md": release("เปิดตัว", "มี {{ cities }}\n\n{{ boilerplate }}"),
    "releases/01-launch/en.md": release(
        "Launch", "There are {{ cities }}. “{{ opening }},” said {{ mayor }}.\n\n{{ boilerplate }}"
    ),
    "documents/documents.toml": DOCUMENTS,
    "documents/ข้อมูล น้ำ.txt": "ข้อมูล\n",
    "assets/logo/pack.toml": PACK,
    "assets/logo/mark-en.svg": SVG,
    "assets/logo/mark-open.svg": SVG.replace("#0b3d91", "#000000"),
    "assets/logo/usage.th.md": '+++\ntitle = "วิธีใช้"\n+++\n\nเว้นที่ว่าง\n',
    "assets/logo/usage.en.md": '+++\ntitle = "How to use it"\n+++\n\nKeep clear.\n',
    "licences/texts.th.md": licence("เงื่อนไขข้อความ"),
    "licences/texts.en.md": licence("Texts: terms"),
    "licences/mark.th.md": licence("เงื่อนไขตรา"),
    "licences/mark.en.md": licence("Mark: terms"),
    "CHANGELOG.md": "# Changes\n\nNo corrections so far.\n",
}


def write_kit(parent: Path) -> Path:
    """The kit as a folder under `parent`."""
    folder = parent / SLUG
    for name, text in FILES.items():
        put(folder, name, text)
    return folder


def put(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text, f"{old!r} is not in {name}"
    put(folder, name, text.replace(old, new, 1))
