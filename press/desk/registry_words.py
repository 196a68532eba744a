"""What the registry's kinds and grades are called on the desk."""

from flask_babel import lazy_gettext as _l

from press.outlets.states import EvidenceGrade, OutletEvidenceKind, PlatformKind

_PLATFORM = {
    PlatformKind.CHANNEL: _l("Channel"),
    PlatformKind.FREQUENCY: _l("Frequency"),
    PlatformKind.TITLE: _l("Title in print"),
    PlatformKind.SITE: _l("Website"),
    PlatformKind.PAGE: _l("Page"),
    PlatformKind.ACCOUNT: _l("Account"),
}


def platform(value: PlatformKind) -> str:
    return str(_PLATFORM[value])


_EVIDENCE = {
    OutletEvidenceKind.LICENCE: _l("Broadcasting licence"),
    OutletEvidenceKind.REGISTRATION: _l("Press or company registration"),
    OutletEvidenceKind.DESK: _l("The outlet's desk answered"),
    OutletEvidenceKind.SITE: _l("Its website, looked at"),
    OutletEvidenceKind.OTHER: _l("Other"),
}


def evidence(value: OutletEvidenceKind) -> str:
    return str(_EVIDENCE[value])


_GRADE = {
    EvidenceGrade.A: _l("A: on file, or answered from its own domain"),
    EvidenceGrade.B: _l("B: a paper that an officer checked"),
    EvidenceGrade.C: _l("C: the outlet's own word"),
}


def grade(value: EvidenceGrade) -> str:
    return str(_GRADE[value])
