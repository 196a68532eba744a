"""Faults of a folder: all of them are found before any is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Self

from press.errors import Invalid


class Said(str):
    """Words in English, as commands print them, which know how they are said in another language: as `msgid` with
    these `values`."""

    msgid: str
    values: dict[str, str]

    def __new__(cls, msgid: str, values: Mapping[str, object]) -> Self:
        texts = {name: str(value) for name, value in values.items()}
        words = super().__new__(cls, msgid % texts if texts else msgid)
        words.msgid, words.values = msgid, texts
        return words


def N_(msgid: str, **values: object) -> Said:
    """Marks words for the catalogues, with what stands in their places, and leaves them in English: whoever shows them
    on a page translates them there."""
    return Said(msgid, values)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: a path inside the kit's folder and a line counted from 1; in a table, also
    the keys and numbers (from 0) that lead to its place. `release` is the one that wants a note on its correction."""

    file: str
    line: int
    message: str
    warning: bool = False
    release: str = ""
    place: tuple[str | int, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"

    def inside(self, folder: str) -> "Fault":
        """The same fault with a path that leads there from where the folder's own path starts."""
        return replace(self, file=str(PurePosixPath(folder) / self.file))


class KitFaults(Invalid):
    """A folder that cannot be published as it is."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass
class Findings:
    """Collects what is found while a folder is read."""

    faults: list[Fault] = field(default_factory=list)

    def fault(self, file: str, line: int, message: str, *, place: tuple[str | int, ...] = ()) -> None:
        self.faults.append(Fault(file, line, message, place=place))

    def warning(self, file: str, line: int, message: str, *, place: tuple[str | int, ...] = ()) -> None:
        self.faults.append(Fault(file, line, message, warning=True, place=place))

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if not fault.warning]

    def in_order(self) -> list[Fault]:
        return sorted(set(self.faults), key=lambda f: (f.file, f.line, f.message))
