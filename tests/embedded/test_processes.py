import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from embedded.processes import ProcessEnded, Processes

Start = Callable[..., Processes]


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Start]:
    made: list[Processes] = []

    def start(**commands: str) -> Processes:
        procfile = tmp_path / "Procfile"
        procfile.write_text("".join(f"{name}: {command}\n" for name, command in commands.items()))
        running = Processes(procfile, logs=tmp_path, environ={**os.environ, "WORD": "hello"})
        made.append(running)
        for name in commands:
            running.start(name)
        return running

    yield start
    for running in made:
        running.stop({"good": 0, "bad": 0})


def wait_for_end(running: Processes) -> ProcessEnded:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            running.check()
        except ProcessEnded as ended:
            return ended
        time.sleep(0.02)
    raise AssertionError("nothing ended")


def wait_for_words(path: Path) -> str:
    deadline = time.monotonic() + 10
    while not path.read_text() and time.monotonic() < deadline:
        time.sleep(0.02)
    return path.read_text()


def test_a_fault_is_said_plainly(processes: Start) -> None:
    running = processes(good="sleep 60", bad="sh -c 'echo $WORD; echo the disk is full >&2; exit 3'")
    report = wait_for_end(running).report()
    assert "“bad” ended with status 3" in report
    assert "    hello\n    the disk is full\n" in report
    assert "bad.log" in report


def test_a_process_that_ends_well_ends_too_early(processes: Start) -> None:
    ended = wait_for_end(processes(bad="true"))
    assert (ended.name, ended.status) == ("bad", 0)


def test_death_by_signal_is_named(processes: Start) -> None:
    assert "ended by signal 9" in wait_for_end(processes(bad="sh -c 'kill -9 $$'")).report()


def test_stubborn_processes_end_by_force(processes: Start, tmp_path: Path) -> None:
    running = processes(good="sleep 60", bad="sh -c 'trap \"\" TERM; echo deaf; while :; do sleep 0.05; done'")
    wait_for_words(tmp_path / "bad.log")
    began = time.monotonic()
    running.stop({"good": 5, "bad": 0.5})
    assert 0.4 < time.monotonic() - began < 4


def test_what_a_dead_process_had_started_is_ended_too(processes: Start, tmp_path: Path) -> None:
    running = processes(bad="sh -c 'sleep 60 & echo $!; kill -9 $$'")
    orphan = int(wait_for_words(tmp_path / "bad.log"))
    wait_for_end(running)
    running.stop({"bad": 1})
    assert ends_soon(orphan)


def test_children_end_with_a_killed_parent(tmp_path: Path) -> None:
    (tmp_path / "Procfile").write_text("child: sh -c 'echo $$; exec sleep 60'\n")
    code = (
        "import os, time; from pathlib import Path; from embedded.processes import Processes\n"
        "here = Path(os.environ['HERE'])\n"
        "Processes(here / 'Procfile', logs=here, environ=os.environ).start('child')\n"
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "HERE": str(tmp_path)})
    log = tmp_path / "child.log"
    while not log.exists():
        time.sleep(0.02)
    child = int(wait_for_words(log))
    parent.kill()
    parent.wait()
    assert ends_soon(child)


def ends_soon(process_id: int) -> bool:
    deadline = time.monotonic() + 5
    while is_running(process_id) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_running(process_id)


def is_running(process_id: int) -> bool:
    status = Path(f"/proc/{process_id}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
