"""What one person is told of a change: as much as they may know at this moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from press.accreditation.queries import is_credentialed
from press.distribution.models import Notice, NoticeReceipt
from press.distribution.queries.told import embargo_change_of, titles_of
from press.distribution.queries.told_files import ToldFile, file_of
from press.distribution.states import NoticeKind
from press.kits.models import Release
from press.kits.queries import Reader, may_see_file, may_see_kit
from press.web.language import in_language


@dataclass(frozen=True)
class Told:
    """A notice as its reader may have it. `titles` are empty while the reader may not know them, and `file` is missing;
    `until` is the new end of an embargo; `release` is the slug of what may be read now in its place."""

    notice: Notice
    may_know: bool
    titles: Mapping[str, str]
    until: datetime | None
    release: str | None
    file: ToldFile | None

    def title(self, language: str) -> str:
        return in_language(self.titles, language)

    def note(self, language: str) -> str:
        return self.notice.note(language) if self.may_know else ""


def told_to(receipt: NoticeReceipt, at: datetime, reader: Reader | None = None) -> Told:
    """What the person of this receipt may know now, read anew: a revocation counts from the next request. `reader` is
    the person signed in; a mail, or whoever merely holds its link, learns nothing before the lift."""
    notice = receipt.notice
    reader = reader or Reader(credentialed=is_credentialed(receipt.account_id, notice.kit.event_id))
    change, file, release = embargo_change_of(notice), file_of(notice), notice.release
    may_know = may_see_file(file.asset, reader, at) if file else may_see_kit(notice.kit.slug, reader, at)
    return Told(
        notice=notice,
        may_know=may_know,
        titles=_titles(release, file) if may_know else {},
        until=change.after if change else None,
        release=release.slug if may_know and release and notice.kind is NoticeKind.CORRECTED else None,
        file=file if may_know else None,
    )


def _titles(release: Release | None, file: ToldFile | None) -> Mapping[str, str]:
    if file is not None:
        return file.titles
    return titles_of(release.id) if release else {}
