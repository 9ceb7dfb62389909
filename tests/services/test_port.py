"""The port that phones come in by, and the page that one of them tries before there is a room."""

from __future__ import annotations

import asyncio
import socket
import urllib.request
from collections.abc import Iterator

import pytest

from tests.e2e.rooms import a_free_port
from tests.patience import PATIENCE
from workshop.ports import BackstageError
from workshop.services import port as ports
from workshop.services.phone_trial import TEST_CODE, phone_trial
from workshop.web.listening import close_all, port_of

HERE = ("127.0.0.1",)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server(("0.0.0.0", 0)) as other:
        yield int(other.getsockname()[1])


@pytest.fixture
def usual(taken: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """The usual range has a taken port, and behind it a free one: that."""
    free = next(port for port in range(taken + 1, taken + 100) if ports.port_is_free(port))
    monkeypatch.setattr(ports, "FIRST_PORT", taken)
    monkeypatch.setattr(ports, "LAST_PORT", free)
    return free


def test_the_first_free_port_of_the_usual_range_is_taken(usual: int) -> None:
    assert ports.first_free_port() == usual
    opened = ports.opened_at(HERE, None)
    assert port_of(opened) == usual
    close_all(opened)


def test_where_no_port_is_free_it_says_what_to_do(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "FIRST_PORT", taken)
    monkeypatch.setattr(ports, "LAST_PORT", taken)
    said = f"No port from {taken} to {taken} is free. Choose one with --port."
    with pytest.raises(BackstageError, match=said):
        ports.first_free_port()
    with pytest.raises(BackstageError, match=said):
        ports.opened_at(HERE, None)


def test_a_port_that_was_asked_for_is_not_given_up_for_another(taken: int, usual: int) -> None:
    with pytest.raises(BackstageError, match=f"{taken}"):
        ports.opened_at(HERE, taken)


@pytest.mark.parametrize("is_taken", [False, True])
async def test_a_phone_that_opens_the_page_has_arrived(is_taken: bool, usual: int, taken: int) -> None:
    wanted = taken if is_taken else a_free_port()
    async with phone_trial(wanted, HERE[0]) as trial:
        assert trial.shown_url == f"{HERE[0]}:{usual if is_taken else wanted}/{TEST_CODE}"
        assert trial.join_url == f"HTTP://{trial.shown_url}".upper()
        arrival = asyncio.create_task(trial.arrival())
        with await asyncio.to_thread(
            urllib.request.urlopen, f"http://{trial.shown_url}", None, PATIENCE
        ) as page:
            assert page.status == 200
        await asyncio.wait_for(arrival, PATIENCE)
