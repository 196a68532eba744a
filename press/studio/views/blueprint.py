"""The studio's blueprint, and the rule on its pages."""

from flask import Blueprint

from press.accounts.rules import may_edit_kits
from press.studio import filters
from press.web.days import as_typed
from press.web.guards import requires

blueprint = Blueprint("studio", __name__, url_prefix="/studio")
kit_editors_only = requires(may_edit_kits, sign_in="accounts.staff_sign_in")
blueprint.add_app_template_filter(filters.zoned)
blueprint.add_app_template_filter(filters.kit_title)
blueprint.add_app_template_filter(as_typed)
