"""What is said of a file that was refused."""

from flask_babel import lazy_gettext as _l

from press.uploads.states import UploadFault

_FAULT = {
    UploadFault.NOT_ACCEPTED: _l("This is neither a photo (JPEG, PNG, WebP, HEIC) nor a PDF, whatever its name says."),
    UploadFault.HEIC: _l(
        "This photo is in a format that we cannot read (AVIF, or a series in HEIC). Take it again "
        "with the camera button here, or send a screenshot of it."
    ),
    UploadFault.UNREADABLE: _l("The file is damaged or incomplete. Send it again, or take the photo again."),
    UploadFault.TOO_MANY_PIXELS: _l("The picture has more than 40 megapixels. Send a smaller one."),
    UploadFault.LOCKED: _l("The PDF is locked with a password. Send it without one."),
    UploadFault.INFECTED: _l("The virus scanner found something in this file. Send another one."),
    UploadFault.NO_PICTURE: _l("This is a PDF. Send a photo here: JPEG, PNG, WebP or HEIC."),
    UploadFault.TOO_SMALL: _l(
        "The photo is too small for a badge. Send one with at least 300 pixels on its shorter side."
    ),
    UploadFault.CHANGED: _l("The file was damaged in transit. Send it again."),
    UploadFault.NOT_TAKEN: _l(
        "Files of this type are not accepted here. The accepted types are shown above the button."
    ),
    UploadFault.NOT_AS_NAMED: _l("The content is not what the file's name says. Save it again in the right format."),
    UploadFault.UNSAFE_SVG: _l(
        "The SVG holds what a kit does not hand out: text that is no outline, a script, a style, a link or a picture. "
        "Export it with outlines and plain attributes only."
    ),
    UploadFault.LOCATED: _l(
        "The picture, or one inside the PDF, tells where it was taken (GPS). Take that out and send it again: in "
        "Windows under Properties, Details, Remove Properties; on a Mac under Show Inspector, GPS, Remove; on a phone "
        "when you share it."
    ),
}


def fault(value: UploadFault) -> str:
    """Why, and what helps."""
    return str(_FAULT[value])
