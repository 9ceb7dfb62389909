"""Which field of a plan file becomes which value."""

from __future__ import annotations

from workshop.core import plan_file as p
from workshop.storage.plan_fields import Fields

SCHEMA_VERSION = 1


def read_values(file: Fields) -> p.PlanFile:
    """All fields of a plan; what is wrong goes to the problems of `file`."""
    version = file.whole("schema_version")
    if version is None and not file.has("schema_version"):
        file.report("schema_version", "is missing.", f"Add schema_version = {SCHEMA_VERSION} at the top.")
    elif version is not None and version != SCHEMA_VERSION:
        file.report("schema_version", f"is {version}; this program reads {SCHEMA_VERSION}.", "Update it.")
    session, phase = file.table("session"), file.table("phase")
    return p.PlanFile(
        session=_session(session) if session else p.SessionPart(),
        phase=_phase(phase) if phase else p.PhasePart(),
        actions=tuple(_action(one) for one in file.tables("action")),
        evidence=tuple(_evidence(one) for one in file.tables("evidence")),
        processes=tuple(_process(one) for one in file.tables("process")),
        shares=tuple(_share(one) for one in file.tables("share")),
        notes=tuple(
            p.Note(one.text("rule"), one.text("action"), one.text("reason")) for one in file.tables("note")
        ),
    )


def _session(table: Fields) -> p.SessionPart:
    none = table.is_text("next_session", "none")
    return p.SessionPart(
        id=table.text("id"),
        series=table.text("series"),
        title=table.text("title"),
        date=table.date("date"),
        next_session=None if none else table.date("next_session"),
        no_next_session=none,
        organisation=table.text("organisation"),
        product_or_service=table.text("product_or_service"),
        purpose=table.text("purpose"),
        outcome=table.text("outcome"),
        sponsor=table.text("sponsor"),
        facilitator=table.text("facilitator"),
        participants=table.whole("participants"),
        minimum_group=table.whole("minimum_group"),
        rehearsal=table.flag("rehearsal"),
    )


def _phase(table: Fields) -> p.PhasePart:
    good, sides = table.table("good"), table.table("responsibility")
    safety, fluency = table.table("safety"), table.table("fluency")
    delusion, rhythm, rails = (table.table(key) for key in ("delusion_check", "rhythm", "guardrails"))
    back = table.table("look_back")
    return p.PhasePart(
        id=table.text("id"),
        number=table.whole("number"),
        title=table.text("title"),
        goal=table.text("goal"),
        direction=table.text("direction"),
        main_gap=table.text("main_gap"),
        aim=table.text("aim"),
        good=good.sentences() if good else (),
        responsibility=sides.counts() if sides else (),
        safety=_safety(safety) if safety else None,
        fluency=p.FluencyPart(*(fluency.texts(key) for key in ("good_at", "needs_a_check", "ours_to_decide")))
        if fluency
        else None,
        delusion_check=p.DelusionCheck(
            *(delusion.text(f"{key}_changed") for key in ("workflow", "process", "decision"))
        )
        if delusion
        else None,
        rhythm=p.RhythmPart(
            rhythm.whole("touch_day"), rhythm.wholes("reviews"), rhythm.whole("then_every_days")
        )
        if rhythm
        else None,
        skipped=table.texts("skipped"),
        guardrails=_guardrails(rails) if rails else None,
        look_back=_look_back(back) if back else None,
    )


def _guardrails(table: Fields) -> p.GuardrailsPart:
    green, amber, red = (table.texts(key) for key in ("green", "amber", "red"))
    return p.GuardrailsPart(green, amber, red, table.text("owner"), table.date("checked_on"))


def _look_back(table: Fields) -> p.LookBackPart:
    return p.LookBackPart(
        of=table.text("of"),
        day=table.whole("day"),
        works=table.texts("works"),
        does_not=table.texts("does_not"),
        support_needed=table.texts("support_needed"),
        sponsor_response=table.text("sponsor_response"),
    )


def _safety(table: Fields) -> p.SafetyPart:
    pulse = table.table("safety_pulse")
    before, after = (pulse.table(key) if pulse else None for key in ("before", "after"))
    return p.SafetyPart(
        top_fears=table.texts("top_fears"),
        sponsor_response=table.text("sponsor_response"),
        statement_of_support=table.text("statement_of_support"),
        stated_by=table.text("stated_by"),
        permissions=table.texts("permissions"),
        learning_time_hours_per_week=table.number("learning_time_hours_per_week"),
        counts_in_reviews=table.text("counts_in_reviews"),
        before=p.PulseMean(before.whole("n"), before.number("mean")) if before else None,
        after=p.PulseMean(after.whole("n"), after.number("mean")) if after else None,
    )


def _process(table: Fields) -> p.Process:
    return p.Process(
        name=table.text("name"),
        why_it_exists=table.text("why_it_exists"),
        for_whom=table.text("for_whom"),
        if_we_stopped=table.text("if_we_stopped"),
        person_decides=table.text("person_decides"),
        verdict=table.text("verdict"),
        hours_before_per_week=table.number("hours_before_per_week"),
        hours_after_per_week=table.number("hours_after_per_week"),
        checking_hours_per_week=table.number("checking_hours_per_week"),
        hours_freed_net=table.number("hours_freed_net"),
        freed_time_goes_to=table.text("freed_time_goes_to"),
    )


def _share(table: Fields) -> p.Share:
    return p.Share(
        table.text("what"),
        table.text("tested_on"),
        table.text("limits"),
        table.text("ask_us_for"),
        table.texts("shared_with"),
    )


def _evidence(table: Fields) -> p.EvidencePart:
    return p.EvidencePart(
        scenario=table.text("scenario"),
        title=table.text("title"),
        kinds=table.texts("kinds"),
        control=table.flag("control"),
        round1=_round(table.table("round1")),
        round2=_round(table.table("round2")),
        gain=table.number("gain"),
        wrong_sentences=_taps(table.table("wrong_sentences")),
        sound_sentences=_taps(table.table("sound_sentences")),
        said=table.texts("said"),
    )


def _round(table: Fields | None) -> p.RoundTotals | None:
    if table is None:
        return None
    return p.RoundTotals(
        table.whole("voters"), table.whole("correct"), table.number("mean_confidence"), table.flag("by_hand")
    )


def _taps(table: Fields | None) -> p.TapTotals | None:
    return None if table is None else p.TapTotals(table.whole("taps"), table.whole("chances"))


def _action(table: Fields) -> p.PlanAction:
    votes, support, metric = table.table("votes"), table.table("support"), table.table("metric")
    return p.PlanAction(
        id=table.text("id"),
        order=table.whole("order"),
        status=table.text("status"),
        type=table.text("type"),
        change=table.text("change"),
        problem=table.text("problem"),
        for_whom=table.text("for_whom"),
        outcome=table.text("outcome"),
        what=table.text("what"),
        today=table.text("today"),
        from_now_on=table.text("from_now_on"),
        if_=table.text("if"),
        then=table.text("then"),
        serves=table.text("serves"),
        real_task=table.text("real_task"),
        owner_side=table.text("owner_side"),
        owner_item=table.text("owner_item"),
        accountable=table.text("accountable"),
        with_=table.texts("with"),
        who_will_ask=table.text("who_will_ask"),
        first_step=table.text("first_step"),
        first_step_by=table.date("first_step_by"),
        due=table.date("due"),
        stop_if=table.text("stop_if"),
        what_good_looks_like=table.text("what_good_looks_like"),
        gap=table.text("gap"),
        guards_against=table.texts("guards_against"),
        from_scenario=table.texts("from_scenario"),
        dots=votes.whole("dots") if votes else None,
        score_25=votes.whole("score_25") if votes else None,
        paired_with=table.text("paired_with"),
        blocker=table.text("blocker"),
        support=_support(support) if support else None,
        metric=_metric(metric) if metric else None,
        reviews=tuple(_review(one) for one in table.tables("review")),
    )


def _support(table: Fields) -> p.Support:
    return p.Support(
        table.texts("needed"), table.text("detail"), table.text("given_by"), table.flag("endorsed")
    )


def _metric(table: Fields) -> p.Metric:
    return p.Metric(
        kind=table.text("kind"),
        name=table.text("name"),
        unit=table.text("unit"),
        direction=table.text("direction"),
        baseline=table.number("baseline"),
        baseline_date=table.date("baseline_date"),
        target=table.number("target"),
        source=table.text("source"),
    )


def _review(table: Fields) -> p.Review:
    return p.Review(
        day=table.whole("day"),
        planned=table.date("planned"),
        held=table.date("held"),
        did_it_happen=table.text("did_it_happen"),
        value=table.number("value"),
        lesson=table.text("lesson"),
        works=table.text("works"),
        does_not=table.text("does_not"),
        support_needed=table.text("support_needed"),
        next=table.text("next"),
    )
