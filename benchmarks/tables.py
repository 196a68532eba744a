"""Tables in Markdown."""

from dataclasses import dataclass, field


@dataclass
class Table:
    """A title, columns, rows, and a note beneath."""

    title: str
    columns: tuple[str, ...]
    note: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        assert len(cells) == len(self.columns), f"{cells} do not fit {self.columns}"
        self.rows.append(cells)

    def __str__(self) -> str:
        lines = [f"### {self.title}", "", _line(self.columns), _line(("---",) * len(self.columns))]
        lines += map(_line, self.rows)
        return "\n".join([*lines, "", *([self.note, ""] if self.note else [])])


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"
