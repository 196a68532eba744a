"""Faults of a folder: all of them are found before any is told."""

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from press.errors import Invalid


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: a path inside the kit's folder and a line counted from 1. `release` is the
    one that wants a note on its correction."""

    file: str
    line: int
    message: str
    warning: bool = False
    release: str = ""

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

    def fault(self, file: str, line: int, message: str) -> None:
        self.faults.append(Fault(file, line, message))

    def warning(self, file: str, line: int, message: str) -> None:
        self.faults.append(Fault(file, line, message, warning=True))

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if not fault.warning]

    def in_order(self) -> list[Fault]:
        return sorted(set(self.faults), key=lambda f: (f.file, f.line, f.message))
