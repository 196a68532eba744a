"""`python -m benchmarks [NAME]…`: all measurements, or those named, as Markdown."""

import os
import sys
from collections.abc import Callable, Iterable

from benchmarks import exports, files, journeys, kits, pages, queue, releasing, weight
from benchmarks.place import Place, a_place
from benchmarks.tables import Table

MEASUREMENTS: dict[str, Callable[[Place], Iterable[Table]]] = {
    "pages": pages.measure,
    "queue": queue.measure,
    "exports": lambda place: [exports.measure(place)],
    "release": lambda place: [releasing.measure(place)],
    "files": lambda place: [files.measure(place)],
    "kits": lambda place: [kits.measure(place)],
    "journeys": lambda place: [journeys.measure(place)],
    "weight": lambda place: [weight.form_page(place), weight.memory(place)],
}


def main(wanted: list[str]) -> int:
    """Prints the tables as they come. Returns the exit status."""
    unknown = set(wanted) - set(MEASUREMENTS)
    if unknown:
        print(
            f"There is no benchmark called {', '.join(unknown)}; there are {', '.join(MEASUREMENTS)}", file=sys.stderr
        )
        return 2
    busy = os.getloadavg()[0]
    print(f"## Benchmarks\n\n{os.cpu_count()} processors, load before the start {busy:.1f}.\n", flush=True)
    with a_place() as place:
        for name, measure in MEASUREMENTS.items():
            if name in (wanted or MEASUREMENTS):
                for table in measure(place):
                    print(table, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
