"""`python -m embedded.command …`: a `flask` command with the settings of this laptop, made if need be."""

import os
import sys

from flask.cli import main

from embedded.secrets import load_or_make
from embedded.settings import VAR, adopt

if __name__ == "__main__":
    if not os.environ.get("SECRET_KEY"):
        load_or_make(VAR)
        adopt()
    os.environ.setdefault("FLASK_APP", "wsgi")
    sys.argv[0] = "flask"
    main()
