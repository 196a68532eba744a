"""Headers on every answer, errors too (OWASP Secure Headers; CSP level 3)."""

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
        "worker-src 'self'",
    ]
)
# A file that somebody uploaded or published is never a page of ours, whatever it claims to be.
FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
ONE_YEAR = 31_536_000


def init_app(app: Flask, *, https: bool) -> None:
    """Adds the headers to every response of this app. A view may set its own CSP or Cache-Control first."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        if https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}; includeSubDomains")
        if request.endpoint == "static" and response.status_code == 200:
            # Static addresses carry the content's hash (`asset`), so they may be kept for ever. One that does not, such
            # as a script's that another imports, is asked for again: after an upgrade the old would not fit the new.
            response.headers["Cache-Control"] = (
                f"public, max-age={ONE_YEAR}, immutable" if "v" in request.args else "no-cache"
            )
        elif "Cache-Control" not in response.headers:
            # Pages differ by reader, language and the second of the lift: nobody may keep them.
            response.headers["Cache-Control"] = "private, no-store"
        return response
