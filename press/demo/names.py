"""Made-up names of people and outlets, each in Thai and Latin letters, put together from parts. The brands are
things that no newsroom is called after; a person's name may by chance be somebody's, as any name may."""

from typing import NamedTuple

from press.outlets.states import Medium


class Word(NamedTuple):
    """One word in both scripts."""

    th: str
    en: str


class Pattern(NamedTuple):
    """How a brand is called in one medium, and what people type for it; `{}` is the brand."""

    th: str
    en: str
    th_short: str
    en_short: str


GIVEN = (
    *(Word("กานดา", "Kanda"), Word("กฤต", "Krit"), Word("จันทร์", "Chan"), Word("ชลธี", "Chonthi")),
    *(Word("ดวงใจ", "Duangchai"), Word("ธารา", "Thara"), Word("นภา", "Napha"), Word("บุษบา", "Butsaba")),
    *(Word("ปกรณ์", "Pakon"), Word("พิมพ์", "Phim"), Word("ภูผา", "Phupha"), Word("มานี", "Mani")),
    *(Word("ยุพา", "Yupha"), Word("รวี", "Rawi"), Word("ลำดวน", "Lamduan"), Word("วารี", "Wari")),
    *(Word("ศิลา", "Sila"), Word("สายฝน", "Saifon"), Word("อรุณ", "Arun"), Word("กัญญาณัฐ", "Kanyanat")),
)
FAMILY_FIRST = (
    *(Word("ศรี", "Si"), Word("ทอง", "Thong"), Word("แก้ว", "Kaeo"), Word("บุญ", "Bun"), Word("วงศ์", "Wong")),
    *(Word("สุข", "Suk"), Word("เพชร", "Phet"), Word("จันทร์", "Chan"), Word("ไพร", "Phrai"), Word("น้ำ", "Nam")),
)
FAMILY_LAST = (
    *(Word("งามตา", "ngamta"), Word("ใจเย็น", "chaiyen"), Word("รุ่งเรือง", "rungrueang"), Word("ลอยลม", "loilom")),
    *(Word("สวนกล้วย", "suankluai"), Word("ริมคลอง", "rimkhlong"), Word("ดอนทราย", "donsai"), Word("เมฆขาว", "mekkhao")),
    *(Word("ฟ้าใส", "fasai"), Word("ปลายนา", "plaina"), Word("ร่มไม้", "rommai"), Word("บ้านสวน", "bansuan")),
)
FOREIGN_GIVEN = ("Aiko", "Bram", "Clara", "Duy", "Elin", "Farid", "Greta", "Hana", "Ivo", "Jun", "Linh", "Noor")
FOREIGN_FAMILY = (
    *("Applegrove", "Brookmere", "Cedarholt", "Dunmarsh", "Elmwater", "Fernside", "Goldreed", "Hazelmoor"),
    *("Inkwell", "Larkfield", "Mossbank", "Rainford"),
)

# Fireflies, kites and kitchen gardens.
THAI_BRANDS = (
    *(Word("หิ่งห้อย", "Hinghoi"), Word("กระจิบ", "Krachip"), Word("โคมลอย", "Khomloi"), Word("ใบจาก", "Baichak")),
    *(Word("ลูกคิด", "Lukkhit"), Word("ดอกโสน", "Doksano"), Word("กังหันลม", "Kanghanlom"), Word("มะขวิด", "Makhwit")),
    *(Word("ปลาตะเพียน", "Plataphian"), Word("นกกระสา", "Nokkrasa"), Word("สะพานไม้", "Saphanmai")),
    *(Word("นาฬิกาทราย", "Nalikasai"), Word("แมลงปอ", "Malaengpo"), Word("ยี่หุบ", "Yihup")),
    *(Word("ทองกวาว", "Thongkwao"), Word("ขนุนหนัง", "Khanunnang"), Word("ปิ่นโต", "Pinto"), Word("ตะกร้า", "Takra")),
    *(Word("ผักกูด", "Phakkut"), Word("กระดิ่งลม", "Kradinglom"), Word("ข้าวเม่า", "Khaomao"), Word("ว่าวปักเป้า", "Pakpao")),
)
FOREIGN_BRANDS = (
    *("Quillhaven", "Marlowick", "Brindlemoor", "Lanternfield", "Pebblewick", "Corrindale", "Vesperholm"),
    *("Junipermere", "Saltmarrow", "Thimblegate", "Ottersby", "Fogmallow"),
)
FOREIGN_COUNTRIES = ("SG", "JP", "VN", "GB", "MY", "KR", "DE", "US", "ID", "AU", "FR", "LA")

THAI_PATTERNS = {
    Medium.TV: Pattern("สถานีโทรทัศน์{}", "{} Television", "{}ทีวี", "{} TV"),
    Medium.RADIO: Pattern("สถานีวิทยุ{}", "{} Radio", "วิทยุ{}", "{} FM"),
    Medium.PRINT: Pattern("หนังสือพิมพ์{}รายวัน", "{} Daily", "{}รายวัน", "{} Newspaper"),
    Medium.MAGAZINE: Pattern("นิตยสาร{}", "{} Magazine", "{}แมกกาซีน", "{} Mag"),
    Medium.DIGITAL: Pattern("สำนักข่าว{}ออนไลน์", "{} News Online", "{}ออนไลน์", "{} Online"),
    Medium.SOCIAL: Pattern("เพจ{}เล่าเรื่อง", "{} Stories", "{}เล่าเรื่อง", "{} Page"),
}
FOREIGN_PATTERNS = {
    Medium.TV: Pattern("", "{} Television", "", "{} TV"),
    Medium.RADIO: Pattern("", "Radio {}", "", "{} Radio"),
    Medium.PRINT: Pattern("", "The {} Courier", "", "{} Courier"),
    Medium.MAGAZINE: Pattern("", "{} Quarterly", "", "{} Magazine"),
    Medium.DIGITAL: Pattern("", "{} Wire", "", "{} Newswire"),
    Medium.SOCIAL: Pattern("", "{} Explains", "", "@{}"),
}
OWNER = Word("บริษัท {} มีเดีย (ตัวอย่าง) จำกัด", "{} Media Group (made up)")
