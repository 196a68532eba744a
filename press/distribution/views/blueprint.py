"""The blueprint of the kit's pages and of the gate."""

from flask import Blueprint, Response, g

from press.distribution import filters

blueprint = Blueprint("distribution", __name__)
blueprint.add_app_template_filter(filters.file_size)
blueprint.add_app_template_filter(filters.file_format)
blueprint.add_app_template_filter(filters.exact_times)
blueprint.add_app_template_filter(filters.other_times)


@blueprint.after_request
def keep_from_search(response: Response) -> Response:
    """No search engine keeps an answer of this room unless it is known to be of a kit that has lifted
    (`shared.may_be_found`): a view that forgets to look at the clock is kept out. A missing page always says so, and
    looks alike with a kit behind it and without."""
    if response.status_code == 404 or not g.get("press_may_be_found", False):
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
