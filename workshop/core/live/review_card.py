"""What is asked about an earlier action at a look-back, in the words of keyboard and desk alike."""

from __future__ import annotations

import dataclasses

from workshop.core.agenda.card import Card, CardField, CardId, Entry, FieldKind, number_of
from workshop.core.english import long_date, plain
from workshop.core.live.steps.review import AtHand
from workshop.core.plans.action import Review, sentence_of
from workshop.core.plans.look_back import ANSWERS, EarlierAction, Reviewed, question_about, status_after
from workshop.core.plans.plan import measured_words, number_words
from workshop.core.words import NextStep, Status, values

_NUMBER, _WORD = FieldKind.NUMBER, FieldKind.WORD


def answered(at_hand: AtHand, word: str) -> Reviewed:
    """Yes, partly or no to the question about it; what else was said stays."""
    now, before = at_hand.now, at_hand.earlier.action.status
    review = dataclasses.replace(now.review, did_it_happen=word)
    # What an answer led to goes with it; what somebody chose stays.
    chosen = now.status != status_after(now.review.did_it_happen, before)
    return Reviewed(review, now.status if chosen else status_after(word, before))


def measured_as(earlier: EarlierAction) -> str:
    """The number of an earlier action as it stands, or what good looks like where it has none."""
    metric = earlier.action.metric
    if metric is None or not metric.name:
        return earlier.action.what_good_looks_like
    return f"{metric.name}: {measured_words(metric, earlier.action.latest_value)}"


def details_of(earlier: EarlierAction) -> dict[str, str]:
    """What else was agreed on, for who leads: whose it is, how it begins, how it is measured."""
    action = earlier.action
    support = action.support
    day = f"by {long_date(action.first_step_by)}" if action.first_step_by else ""
    named = {
        "Answers for it": action.accountable,
        "Together with": ", ".join(action.with_),
        "First step": ", ".join(filter(None, (action.first_step, day))),
        "Measured by": measured_as(earlier),
        "Promised": ", ".join(filter(None, (support.detail, support.given_by))) if support else "",
        "Who will ask": action.who_will_ask,
        "Status": plain(action.status),
    }
    return {name: text for name, text in named.items() if text}


def review_card(earlier: EarlierAction) -> Card:
    """What is asked about an earlier action, as the form of a card."""
    metric = earlier.action.metric
    value = metric.name if metric is not None and metric.name else "a number, if there is one"
    return Card(
        CardId("review"),
        question_about(earlier.action),
        (
            CardField(
                "did_it_happen",
                question_about(earlier.action).lower().rstrip("?"),
                kind=_WORD,
                words=tuple(ANSWERS.values()),
            ),
            CardField("value", "value now", value, kind=_NUMBER),
            CardField("lesson", "lesson", "what we would tell another team"),
            CardField("works", "works"),
            CardField("does_not", "does not"),
            CardField("support_needed", "support needed"),
            CardField("next", "next", kind=_WORD, words=values(NextStep)),
            CardField("status", "status", kind=_WORD, words=values(Status)),
        ),
        sentence_of(earlier.action),
    )


_TEXTS = ("did_it_happen", "lesson", "works", "does_not", "support_needed", "next")


def review_entry(at_hand: AtHand) -> Entry:
    """What stands about it so far."""
    now, earlier = at_hand.now, at_hand.earlier
    texts = {key: getattr(now.review, key) for key in _TEXTS}
    texts["value"] = number_words(now.review.value) if now.review.value is not None else ""
    texts["status"] = now.status or earlier.action.status
    return {key: (text,) for key, text in texts.items() if text}


def reviewed_as(entry: Entry, before: Review) -> Reviewed:
    """What an entry says about it; what no field holds stays."""

    def text(key: str) -> str:
        return "".join(entry.get(key, ())[:1])

    review = dataclasses.replace(
        before,
        did_it_happen=text("did_it_happen"),
        value=number_of(text("value")) if text("value") else None,
        lesson=text("lesson"),
        works=text("works"),
        does_not=text("does_not"),
        support_needed=text("support_needed"),
        next=text("next"),
    )
    return Reviewed(review, text("status"))
