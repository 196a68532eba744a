"""The blueprint of the kit's pages and of the gate."""

from flask import Blueprint, Response, g

from press.distribution import filters

blueprint = Blueprint("distribution", __name__)
blueprint.add_app_template_filter(filters.file_size)
blueprint.add_app_template_filter(filters.file_format)
blueprint.add_app_template_filter(filters.to_the_second)
blueprint.add_app_template_filter(filters.exact_times)
blueprint.add_app_template_filter(filters.other_times)
blueprint.add_app_template_filter(filters.embargo_line)


@blueprint.after_request
def keep_from_search(response: Response) -> Response:
    """What is held, no search engine keeps."""
    if g.get("press_noindex", False):
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
