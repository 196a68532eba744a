"""Run a draw again from its published CSV, with nothing but Python: does the result agree?

    python3 tools/draw.py draw.csv --seed "the published seed" --places 20 --sha256 <of the CSV, as published>

Rows are ordered by their values, column by column from left to right, as text; rows with equal values by the SHA-256 of
"seed:number". The first ones, as many as there are places, are recommended for approval. Says "agrees", or the first
line that does not, and ends with status 1."""

import argparse
import csv
import hashlib
import io
import sys

BEFORE, AFTER = ["rank", "ref"], ["digest", "outcome"]


def again(data: bytes, seed: str, places: int) -> bytes:
    """The CSV as the draw makes it from the numbers and values in this one."""
    head, *rows = list(csv.reader(io.StringIO(data.decode("ascii"), newline=""), strict=True))
    if head[:2] != BEFORE or head[-2:] != AFTER:
        raise ValueError("the first line names other columns")
    ranked = []
    for row in rows:
        if len(row) != len(head):
            raise ValueError(f"a line has {len(row)} cells instead of {len(head)}")
        digest = hashlib.sha256(f"{seed}:{row[1]}".encode()).hexdigest()
        ranked.append((row[2:-2], digest, row[1]))
    ranked.sort()
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(head)
    for rank, (values, digest, ref) in enumerate(ranked, 1):
        lines.writerow([rank, ref, *values, digest, "approve" if rank <= places else "waitlist"])
    return out.getvalue().encode("ascii")


def fault(data: bytes, seed: str, places: int, sha256: str) -> str:
    """Why the CSV does not agree; empty if it does."""
    if sha256 and hashlib.sha256(data).hexdigest() != sha256.strip().lower():
        return "its SHA-256 is another than the published one: the file was changed"
    try:
        made = again(data, seed, places)
    except (ValueError, csv.Error) as error:
        return f"it cannot be read: {error}"
    pairs = zip(data.split(b"\n"), made.split(b"\n"), strict=False)
    return next((f"line {number} differs" for number, (one, other) in enumerate(pairs, 1) if one != other), "") or (
        "" if data == made else "it has another length"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--seed", required=True)
    parser.add_argument("--places", required=True, type=int)
    parser.add_argument("--sha256", default="", help="of the CSV, as it was published")
    asked = parser.parse_args()
    with open(asked.file, "rb") as file:
        found = fault(file.read(), asked.seed, asked.places, asked.sha256)
    print(f"does not agree: {found}" if found else "agrees")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
