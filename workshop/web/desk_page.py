"""Writes the page of the desk: the phone page's sister, for the one person who leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.choices import Choice, wrong_words
from workshop.core.agenda.step_words import step_name
from workshop.core.english import capital, counted, long_date, plain
from workshop.core.live import commands as c
from workshop.core.live.agenda_clock import BREAKS
from workshop.core.live.desk import Cover, DeskView
from workshop.core.live.review_card import details_of
from workshop.core.live.session import Stage
from workshop.core.live.to_come import StepToCome
from workshop.core.live.words import by_role, texts
from workshop.core.live.words.desk import ALONE
from workshop.core.plans.action import sentence_of
from workshop.core.plans.look_back import ANSWERS, question_about
from workshop.core.scenarios.draft import clause_text
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Decision
from workshop.ports import WaitingCase
from workshop.web.assets import asset
from workshop.web.desk_actions import open_lines
from workshop.web.desk_case import CasePage, part_of
from workshop.web.desk_fields import Holds
from workshop.web.desk_form import written_in
from workshop.web.desk_forms import boxes_of
from workshop.web.pages import Rendered, packed
from workshop.web.security import content_policy
from workshop.web.templating import templates

_COVERED = {
    Cover.BLANK: "The wall is blank.",
    Cover.JOIN: "The wall shows the QR code.",
    Cover.QUESTION: "The wall shows a question.",
    Cover.FIGURES: "The wall shows what the figures mean.",
}


_UNCOVER = {
    Cover.BLANK: "Show the wall again",
    Cover.JOIN: "Take the QR code off the wall",
    Cover.QUESTION: "Take the question off the wall",
    Cover.FIGURES: "Show the wall again",
}


_FIGURED = frozenset(
    {
        Stage.OUTCOME,
        Stage.PULSE_RESULT,
        Stage.DOTS_RESULT,
        Stage.SCORE_RESULT,
        Stage.OPEN_CASE_RESULT,
        Stage.MAP,
        Stage.SHIFT,
    }
)
"""Where the wall shows figures."""


class DeskPages:
    """The page, and the part of it that changes."""

    def __init__(self, *, reports: bool = False, cases: bool = False) -> None:
        style = asset("static/phone.css") + "\n" + asset("static/desk.css")
        script = asset("static/desk.js")
        self.policy = content_policy(style, script)
        self._templates = templates(style, script)
        self._templates.globals.update(
            texts=texts,
            by_role=by_role,
            covered=_COVERED,
            uncover=_UNCOVER,
            alone=ALONE,
            answers=tuple(ANSWERS.values()),
            holds=Holds,
            commands=c,
            covers=Cover,
            reports=reports,
            cases=cases,
            kinds_of_failure=KINDS,
            figured=_FIGURED,
            stages=Stage,
            breaks=BREAKS,
            decisions=tuple(Decision),
        )
        self._templates.filters.update(
            agreed=sentence_of,
            details=details_of,
            question_about=question_about,
            capital=capital,
            counted=counted,
            long_date=long_date,
            step_name=step_name,
            wrong_words=wrong_words,
            plain=plain,
            part=part_of,
            clause=clause_text,
        )

    def page(
        self, view: DeskView, now: float, said: str = "", typed: Mapping[str, str] = MappingProxyType({})
    ) -> Rendered:
        """The whole page; `said` is why what was pressed last did not work: it stays as it was `typed`."""
        return packed(self._html("desk.html", view, now, said, typed))

    def part(self, view: DeskView, now: float) -> str:
        """The main element alone."""
        return self._html("desk-main.html", view, now, "", {})

    def step(
        self, step: StepToCome, to_swap: Sequence[Choice], to_add: Sequence[Choice], said: str = ""
    ) -> Rendered:
        """The page of a step to come: what may become of it, and what may be added in front of it."""
        home = f"/{step.setup.code.upper()}/desk"
        template = self._templates.get_template("desk-step.html")
        return packed(
            template.render(asked=step, to_swap=to_swap, to_add=to_add, home=home, said=said, kinds=StepKind)
        )

    def case(
        self, view: DeskView, case: CasePage, waiting: Sequence[WaitingCase], play: str, said: str = ""
    ) -> Rendered:
        """The page on which a case is written, with others that are not finished."""
        home = f"/{view.setup.code.upper()}/desk"
        template = self._templates.get_template("desk-case.html")
        return packed(
            template.render(case=case, waiting=waiting, play=play, moved=view.moved, home=home, said=said)
        )

    def _html(self, name: str, view: DeskView, now: float, said: str, typed: Mapping[str, str]) -> str:
        boxes = boxes_of(view, typed)
        is_there = any(form.do == typed.get("do") for box in boxes for form in box.all_forms)
        left = None if view.ends_at is None else max(0, round(view.ends_at - now))
        return str(
            self._templates.get_template(name).render(
                view=view,
                home=f"/{view.setup.code.upper()}/desk",
                left=left,
                clock="" if left is None else f"{left // 60}:{left % 60:02}",
                said=said,
                boxes=boxes,
                open_lines=open_lines(view),
                lost=() if is_there else written_in(typed),
            )
        )
