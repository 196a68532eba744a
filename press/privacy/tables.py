"""Which tables say something about a person, and what of them is in the copy of one's data. A test fails for a table
that names people and stands in neither list."""

# Table -> where it stands in the copy (`press/privacy/queries/copying.py`).
COPIED = {
    "accounts": "account",
    "role_grants": "account.roles",
    "sign_in_sessions": "account.sessions",
    "passkeys": "account.passkeys",
    "known_browsers": "account.browsers",
    "saved_views": "account.views",
    "mailed_links": "links",
    "outbox": "mails",
    "audit_entries": "acts",
    "data_requests": "data_requests",
    "downloads": "downloads",
    "release_readings": "readings",
    "notice_receipts": "notices",
    "undertakings": "accepted_texts",
    "licence_acceptances": "accepted_texts",
    "form_drafts": "drafts",
    "crew_invitations": "invitations",
    "applications": "applications",
    "decisions": "applications.decisions",
    "evidence": "applications.evidence",
    "papers": "applications.papers",
    "uploads": "applications.papers",
    "changes": "applications.changes",
    "appeals": "applications.appeal",
    "information_requests": "applications.asked_for",
    "confirmation_people": "applications.newsrooms",
    "credentials": "applications.credentials",
    "crew_members": "applications.crew",
    "crews": "applications.crew",
    "merges": "applications.merged_into",
}
_HASHES = "hashes that open doors and say nothing about anybody"
_INTERNAL = "what officers write for each other"
_STAFFS_WORK = (
    "who wrote, approved or ended what, as staff: what a kit says is not theirs, and their acts are in the copy"
)
LEFT_OUT = {
    "recovery_codes": _HASHES,
    "passkey_challenges": _HASHES,
    "notes": _INTERNAL,
    "note_mentions": _INTERNAL,
    "recommendations": "a proposal that nobody has decided on; what was decided is in the copy",
    "flags": "which other people's applications look alike: other people's data",
    "looks": "what an officer has seen: the officer's data",
    "confirmations": "the newsroom's address and who answered there: other people's data; the answer is in the copy",
    "batches": "an officer's act on many; what it decided of this person is in the copy",
    "draws": "held by number, without names, and published as a whole",
    "mail_texts": "an event's wording, with placeholders where names will stand",
    "former_mail_texts": "as mail_texts",
    "upload_pieces": "fingerprints of a file's parts while it is on its way",
    "upload_renditions": "pictures drawn from a file that is named in the copy",
    "kit_drafts": _STAFFS_WORK,
    "kit_draft_files": _STAFFS_WORK,
    "kit_draft_authors": _STAFFS_WORK,
    "kit_revisions": _STAFFS_WORK,
    "release_endings": _STAFFS_WORK,
    "asset_endings": _STAFFS_WORK,
    "embargo_changes": _STAFFS_WORK,
    "hand_overs": _STAFFS_WORK,
}
