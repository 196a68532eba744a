"""The mail domains of an outlet: whose addresses speak for it.

A domain is the outlet's once an officer has checked it and said how. Addresses at it and below it count. What anybody
can have an address at is never an outlet's: free mail, shared hosting, and the registries' own suffixes (co.th)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from press.audit.services import By, record
from press.db import Base, UtcDateTime, db
from press.errors import Invalid
from press.outlets.models import Outlet

_MOST_LENGTH = 253  # RFC 1035, 2.3.4
_ANYBODYS = """
gmail.com googlemail.com hotmail.com hotmail.co.th hotmail.co.uk outlook.com outlook.co.th live.com msn.com
windowslive.com yahoo.com yahoo.co.th yahoo.co.jp yahoo.co.uk ymail.com rocketmail.com icloud.com me.com mac.com
aol.com proton.me protonmail.com pm.me gmx.com gmx.de gmx.net web.de mail.com email.com mail.ru yandex.ru
yandex.com zoho.com zohomail.com tutanota.com fastmail.com hey.com qq.com 163.com 126.com sina.com naver.com
hanmail.net daum.net line.me thaimail.com chaiyo.com github.io gitlab.io blogspot.com wordpress.com weebly.com
wixsite.com squarespace.com substack.com medium.com netlify.app vercel.app pages.dev web.app firebaseapp.com
herokuapp.com onmicrosoft.com
"""
# The second level under which a country's registry sells names: co.th, or.th, in.th, co.uk, com.sg.
_SOLD_UNDER = "ac co com edu gen go gob gouv gov gv id in info me mi mil ne net nom or org sch web"
ANYBODYS = frozenset(_ANYBODYS.split())
SOLD_UNDER = frozenset(_SOLD_UNDER.split())


class OutletDomain(Base):
    """A domain whose mail addresses are this outlet's. `source` says how that was checked."""

    __tablename__ = "outlet_domains"

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"))
    domain: Mapped[str]
    source: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "outlet_id", "domain", unique=True),)


def domain_of(email: str) -> str:
    """What stands behind the @ of an address in its compared form (lower case, ASCII)."""
    return email.rpartition("@")[2].rstrip(".")


def may_be_an_outlets(domain: str) -> bool:
    """Whether a domain can speak for one outlet at all."""
    labels = domain.split(".")
    if len(labels) < 2 or not all(labels) or len(domain) > _MOST_LENGTH:
        return False
    sold_under = len(labels) == 2 and len(labels[1]) == 2 and labels[0] in SOLD_UNDER
    return not sold_under and not within(domain, ANYBODYS)


def owns_domain(outlet: Outlet, email: str) -> bool:
    """Whether this address is at one of the outlet's own domains, or below one. Domains of outlets that were merged
    into it are its own."""
    domain = domain_of(email)
    return may_be_an_outlets(domain) and within(domain, domains_of(outlet))


def domains_of(outlet: Outlet) -> frozenset[str]:
    """The domains that are known as this outlet's."""
    merged = select(Outlet.id).where(Outlet.merged_into_id == outlet.id)
    whose = or_(OutletDomain.outlet_id == outlet.id, OutletDomain.outlet_id.in_(merged))
    return frozenset(db.session.scalars(select(OutletDomain.domain).where(whose)))


def register_domain(outlet: Outlet, domain: str, *, source: str, by: By, at: datetime) -> None:
    """An officer has checked that this domain is the outlet's, and says how. Again changes nothing.

    Raises Invalid for a domain at which anybody can have an address, or without a word on how it was checked."""
    if not may_be_an_outlets(domain):
        raise Invalid("anybody can have an address at this domain")
    if not source:
        raise Invalid("say how this domain was checked")
    if domain in domains_of(outlet):
        return
    db.session.add(OutletDomain(outlet_id=outlet.id, domain=domain, source=source, added_by=by.name, added_at=at))
    db.session.flush()
    record("outlet.domain_registered", f"outlet:{outlet.id}", by=by, at=at, domain=domain, how=source)


def within(domain: str, known: frozenset[str]) -> bool:
    """Whether it is one of these or below one: thairath.co.th.evil.com is below evil.com, not below thairath.co.th."""
    labels = domain.split(".")
    return any(".".join(labels[start:]) in known for start in range(len(labels)))
