"""Writes a plan into the database, in bulk. The rows are such as the rooms' own verbs would have left behind,
but for the mails: nobody is written to."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched, groupby  # type: ignore[attr-defined]
