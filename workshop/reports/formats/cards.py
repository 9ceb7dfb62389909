"""The sharing cards of plans, for other teams: a page of text, or TOML for whoever collects them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from workshop.core.english import long_date
from workshop.core.plans.plan import Plan, SharedPractice
from workshop.reports.formats.text import wrapped
from workshop.storage.toml.writing import new_file

NO_CARD = "No sharing card was written."


def as_text(plans: Iterable[Plan]) -> str:
    """One card below the other, each with the session that it comes from; then the best catches."""
    plans = list(plans)
    cards = ["\n".join(_lines(plan, share)) for plan, share in _cards(plans)]
    cards += ["\n".join(wrapped("", f"Best catch: {catch}", "  ")) for catch in _catches(plans)]
    return "\n\n".join(cards or [NO_CARD]) + "\n"


def as_toml(plans: Iterable[Plan]) -> str:
    """A `[[share]]` for each card, with the keys of a plan file and where it comes from."""
    plans = list(plans)
    cards = [
        {"from_session": plan.session.id, "date": plan.session.date, **_filled(share)}
        for plan, share in _cards(plans)
    ]
    catches = _catches(plans)
    words = "What other teams can have from us." if cards or catches else NO_CARD
    return new_file([words], {"best_catches": catches or None, "share": cards})


def _cards(plans: Iterable[Plan]) -> Iterator[tuple[Plan, SharedPractice]]:
    return ((plan, share) for plan in plans for share in plan.shares)


def _catches(plans: Iterable[Plan]) -> list[str]:
    backs = (plan.phase.look_back for plan in plans)
    return list(dict.fromkeys(back.best_catch for back in backs if back is not None and back.best_catch))


def _filled(share: SharedPractice) -> dict[str, object]:
    return {key: value for key, value in asdict(share).items() if value}


def _lines(plan: Plan, share: SharedPractice) -> Iterator[str]:
    session = plan.session
    named = (
        ("Tested on", share.tested_on),
        ("Limits", share.limits),
        ("Ask us for", share.ask_us_for),
        ("Shared with", ", ".join(share.shared_with)),
        ("From", ", ".join(filter(None, (session.title, long_date(session.date) if session.date else "")))),
    )
    yield from wrapped("", share.what or "Something to share")
    for name, words in named:
        if words:
            yield from wrapped(f"  {name + ':':13}", words, " " * 15)
