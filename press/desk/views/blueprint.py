"""The desk's blueprint, and the rule on its pages."""

from flask import Blueprint

from press.accounts.rules import is_staff, may_review
from press.desk.asking import carry_on
from press.web.guards import requires

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
blueprint.url_defaults(carry_on)
officers_only = requires(may_review, sign_in="accounts.staff_sign_in")
any_staff = requires(is_staff, sign_in="accounts.staff_sign_in")
