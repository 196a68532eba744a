"""The blueprint of the kit's pages and of the gate."""

from flask import Blueprint

from press.distribution import filters

blueprint = Blueprint("distribution", __name__)
blueprint.add_app_template_filter(filters.file_size)
blueprint.add_app_template_filter(filters.file_format)
