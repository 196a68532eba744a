"""The product's own text of an undertaking, for kits whose folder brings none.

It is kept here word for word and not in the catalogues: who accepted this version accepted exactly this."""

from press.kits.states import Language

# The pages in place of which an accredited reader who has not undertaken it yet is asked to.
ASKED_BEFORE = frozenset(
    f"distribution.{page}"
    for page in ("kit", "release", "history", "logo", "emblem", "files", "licence", "deadline_page", "feeds", "check")
)

SLUG = "undertaking"  # the licence of a kit's folder that is its own text
VERSION = "press-desk 1"  # a new one when the meaning changes: readers are asked again

TITLES = {
    Language.TH: "คำรับรองว่าจะไม่เผยแพร่ก่อนกำหนด",
    Language.EN: "Undertaking to keep the embargo",
}
TEXTS = {
    Language.TH: """\
ข้าพเจ้าขออ่านชุดข้อมูลสำหรับสื่อมวลชนชุดนี้ก่อนเวลาเผยแพร่ และรับรองว่า

1. จะไม่เผยแพร่ ออกอากาศ โพสต์ หรืออ้างถึงเนื้อหาส่วนใดของชุดข้อมูลนี้ รวมถึงข้อเท็จจริงว่ามีเรื่องใดอยู่ในนั้น ก่อนเวลาที่ระบุไว้
2. จะส่งต่อเนื้อหาให้เฉพาะผู้ร่วมงานในกองบรรณาธิการของข้าพเจ้าที่จำเป็นต้องใช้เตรียมข่าว และแจ้งให้ผู้นั้นทราบเงื่อนไขนี้ด้วย
3. จะไม่นำเนื้อหาไปขอความเห็นจากบุคคลภายนอกก่อนเวลาที่ระบุไว้ เว้นแต่ได้รับความยินยอมจากผู้ประสานงานสื่อมวลชน
4. หากเวลาเผยแพร่เลื่อนออกไป จะถือตามเวลาใหม่ตั้งแต่เมื่อได้รับแจ้ง
5. หากทราบว่าเนื้อหารั่วไหล จะแจ้งผู้ประสานงานสื่อมวลชนโดยทันที

ข้าพเจ้าเข้าใจว่าหากไม่ปฏิบัติตาม ผู้จัดอาจเพิกถอนการลงทะเบียนสื่อมวลชนของข้าพเจ้า
""",
    Language.EN: """\
I ask to read this press kit before it is published, and I undertake that

1. I will not publish, broadcast, post or refer to any part of it, or to what it is about, before the time stated;
2. I will pass it on only to colleagues of my newsroom who need it to prepare our coverage, and will tell them this;
3. I will not ask people outside my newsroom to comment on it before the time stated, unless the press contact agrees;
4. if the time is moved later, I will keep to the new time as soon as I am told of it;
5. if I learn that it has leaked, I will tell the press contact at once.

I understand that the organiser may revoke my accreditation if I do not keep to this.
""",
}
