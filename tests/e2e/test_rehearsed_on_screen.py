"""Each shipped agenda, rehearsed on a real terminal and led by Space alone, to plans that can be read."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.cli.test_rehearse import DAYS
from tests.e2e import hasty_program
from tests.e2e.rooms import a_free_port
from tests.e2e.test_demo import PHONES, lead_by_space, read
from tests.shipped import shelf
from tests.terminal import workshop
from workshop.core.agenda.agenda import Agenda, StepKind
from workshop.storage.names import RECORD_NAME

pytestmark = pytest.mark.long  # a session on a real terminal each

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo terminals", allow_module_level=True)

AGENDAS = [agenda for agenda in shelf().agendas.values() if agenda.id != "demo"]
"""The demo has a test of its own, at the pace of a person."""
PROGRAM = (sys.executable, str(hasty_program.__file__))


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: agenda.id)
def test_space_alone_leads_it_to_plans_that_can_be_read(tmp_path: Path, agenda: Agenda) -> None:
    out = tmp_path / "rehearsals"
    back: tuple[str, ...] = ()
    if agenda.looks_back:
        earlier = ("30-minutes", "--headless", "--phones", str(PHONES), "--out", out)
        run("rehearse", *earlier, "--port", str(a_free_port()))
        back = ("--day", DAYS[agenda.id])
    before = set(out.iterdir()) if out.exists() else set()
    port = a_free_port()
    options = ("--phones", str(PHONES), "--out", out, "--port", str(port))
    with workshop("rehearse", agenda.id, *back, *options, cwd=tmp_path, program=PROGRAM) as screen:
        screen.until("Space  begin")
        screen.until_so(lambda text: bool(screen.code_read()), "the code to come in by")
        # Whoever rehearses on this laptop sees the address that phones would have.
        lead_by_space(screen, f"http://127.0.0.1:{port}/{screen.code_read().rpartition('/')[2]}")
    (folder,) = set(out.iterdir()) - before
    record = read(folder / RECORD_NAME)["session"]
    assert record["sealed"]
    assert record["agenda"] == agenda.id
    assert record["participants"] == PHONES
    plans = [read(path) for path in sorted(folder.glob("[1-4]-*.toml"))]
    assert {plan["phase"]["id"] for plan in plans} == set(agenda.phases)
    for plan in plans:
        assert bool(plan.get("action")) == any(step.kind is StepKind.ACTIONS for step in agenda.steps)
    check = json.loads(run("plan", "check", folder, "--json").stdout)
    assert check["errors"] == []
