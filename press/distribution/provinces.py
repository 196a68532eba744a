"""Thailand's provinces, in the order of their codes, from `provinces.csv`: ISO 3166-2 code, region (the six of the
National Geographical Committee), names, and the place of their square on our map, a drawing of our own in which
neighbours stand about where neighbours are."""

import csv
from dataclasses import dataclass
from pathlib import Path

REGIONS = ("north", "northeast", "central", "east", "west", "south")


@dataclass(frozen=True)
class Province:
    """One province; column and row count from 0 at the north-west."""

    code: str
    region: str
    th: str
    en: str
    column: int
    row: int

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


def _read(path: Path) -> dict[str, Province]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {
            code: Province(code, region, th, en, int(column), int(row)) for code, region, th, en, column, row in rows
        }


PROVINCES = _read(Path(__file__).with_name("provinces.csv"))
