"""The figures of LEAD redesign and SUCCEED, recomputed."""

from __future__ import annotations

from fractions import Fraction

from tests.scenarios.recomputing import Case, agrees, recomputes


@recomputes("redesign-01")
def status_report(case: Case) -> None:
    people, hours = case.given("Made by 6 people, 3 hours each, every week.")
    with_help = case.given("With AI drafting: 4 hours a week in total")[0]
    case.right(2, "18", people * hours)
    case.right(3, "14", people * hours - with_help)
    case.reads(2, "Six people spend three hours", people, hours)
    case.reads(3, "four hours in total", with_help)
    opened, readers = case.given("Opened by 2 of 41 readers in the last eight weeks.")
    case.reads(4, "In the last eight weeks 2 of 41 readers", 8, opened, readers)


@recomputes("redesign-02")
def approvals(case: Case) -> None:
    requests = case.given("Requests 1,200.")[0]
    each, rejected = case.given("Approvals each: 5. Rejected: 3.")
    before, after = case.given("Average wait 6.5 days")[0], case.given("wait about 4 days")[0]
    case.given("below 500, one approval")
    case.right(1, "five", each)
    case.refuted(2, each == 1)
    case.right(3, "0.25", rejected * 100 / requests)
    case.right(6, "2.5", before - after)
    assert "4,800 extra approvals" in case.scenario.debrief[0]
    assert requests * (each - 1) == 4800
    case.reads(3, "Three requests were rejected", rejected)


@recomputes("redesign-03")
def chats(case: Case) -> None:
    closed, again = case.row("Closed by assistant")
    by_person, person_again = case.row("Closed by a person")
    total = case.row("Total")
    assert total == [closed + by_person, again + person_again]
    settled = (closed - again) * 100 / total[0]
    case.slip(3, "60", closed * 100 / total[0], settled)
    case.right(4, "35", again * 100 / closed)
    case.right(5, "10", person_again * 100 / by_person)
    case.key("390", closed - again)
    case.key("39", settled)
    case.reads(1, "600 of 1,000 chats", closed, total[0])


@recomputes("redesign-03-twin")
def quotes(case: Case) -> None:
    sent, corrected, orders = case.row("Sent by assistant")
    desk, desk_corrected, desk_orders = case.row("Sent by the desk")
    total = case.row("Total")
    assert total == [sent + desk, corrected + desk_corrected, orders + desk_orders]
    settled = (sent - corrected) * 100 / total[0]
    case.slip(2, "80", sent * 100 / total[0], settled)
    case.right(4, "30", corrected * 100 / sent)
    case.right(5, "5", desk_corrected * 100 / desk)
    case.right(6, "one in ten", orders / sent)
    case.right(6, "three in ten", desk_orders / desk)
    case.key("560", sent - corrected)
    case.key("56", settled)
    case.reads(1, "800 of 1,000 quotes", sent, total[0])


@recomputes("redesign-04")
def screening(case: Case) -> None:
    under, over = case.row("Under 40"), case.row("40 and over")
    least = case.given("must be 0.80 or more")[0]
    rate_under, rate_over = under[1] * 100 / under[0], over[1] * 100 / over[0]
    case.right(1, "300", under[0] + over[0])
    case.right(2, "40", rate_under)
    case.right(3, "22", rate_over)
    case.wrong(4, "0.82", rate_over / rate_under)
    case.refuted(4, rate_over / rate_under >= least)
    case.key("0.55", rate_over / rate_under)
    assert "78 people aged 40 or over" in case.scenario.debrief[0]
    assert over[0] - over[1] == 78
    case.reads(2, "80 of 200 applicants", under[1], under[0])
    case.reads(3, "22 of 100 applicants", over[1], over[0])


@recomputes("redesign-05")
def business_case(case: Case) -> None:
    people, hours = case.given("8 people, 5 hours saved each per week.")
    weeks = case.given("46 working weeks")[0]
    position = case.given("One full-time position = 1,840 hours a year.")[0]
    rework = case.given("35% of the saved time went into checking and rework.")[0]
    before, after = case.given("1.2% before, 2.0% in the pilot")
    gross = people * hours * weeks
    net = gross * (100 - rework) / 100
    case.right(1, "40", people * hours)
    case.right(2, "1,840", gross)
    case.refuted(3, net == position)
    case.wrong(4, "1.2", after)
    assert before < after
    case.key("1,196", net)
    case.key("0.65", net / position)
    licence, wage = case.given("Licence: 62,000 a year. One position costs 64,000 a year.")
    case.key("41,600", net / position * wage)
    assert net / position * wage < licence
    assert "26 hours a week" in case.scenario.debrief[0]
    assert people * hours * (100 - rework) / 100 == 26
    case.reads(1, "Eight people each save five hours", people, hours)


@recomputes("redesign-06")
def hand_over_form(case: Case) -> None:
    fields, known = case.given("9 fields; 7 are already in the shift system.")
    each, times = case.given("6 minutes per form, 50 hand-overs a day.")
    case.right(2, "Seven", known)
    case.right(3, "two", fields - known)
    case.right(5, "5", each * times / 60)
    case.key("300", each * times)


@recomputes("redesign-07")
def average_week(case: Case) -> None:
    limit = case.given("at most 48 hours in any single week")[0]
    *weeks, total = case.row("Hours")
    assert sum(weeks) == total
    case.right(1, "180", total)
    case.right(1, "45", total / len(weeks))
    case.refuted(2, all(hours <= limit for hours in weeks))
    case.right(3, "60", max(weeks))
    case.holds(3, weeks[0] == max(weeks))
    case.refuted(4, all(hours <= limit for hours in weeks))


@recomputes("succeed-01")
def programme(case: Case) -> None:
    before, after = case.row("Staff who feel confident")
    cycle, errors = case.row("Cycle time (days)"), case.row("Error rate")
    case.refuted(1, cycle[1] < cycle[0] * Fraction(95, 100) or errors[1] < errors[0])
    case.right(3, "9.7", cycle[1])
    case.right(4, "9", after - before)


@recomputes("succeed-03")
def sharing_card(case: Case) -> None:
    tried, right = case.given("60 invoices, 58 right")
    case.given("typed French invoices of three pages")
    case.given("Limits: English, typed, up to two pages.")
    rate = right * 100 / tried
    case.right(2, "96.7", rate)
    tested = "French" in case.scenario.source
    case.refuted(1, tested)
    case.refuted(4, tested)
    assert agrees("97", rate)
    case.covered.add((4, "97"))  # the tested rate, promised for invoices that nobody tested


@recomputes("succeed-05")
def three_sessions(case: Case) -> None:
    people = case.given("People 22 20 24")
    caught = case.given("Caught 9 12 17")
    false_alarms = case.given("False alarms 5 - 6")
    shares = [part * 100 / whole for part, whole in zip(caught, people, strict=True)]
    for stated, share in zip(("41", "60", "71"), shares, strict=True):
        case.right(2, stated, share)
    case.right(4, "5", false_alarms[0])
    case.right(4, "6", false_alarms[-1])
    case.key("23", false_alarms[0] * 100 / people[0])
    case.key("25", false_alarms[-1] * 100 / people[2])
    case.reads(1, "22, 20 and 24 participants", *people)
    alarms = case.row("False alarms")
    case.reads(4, "5 of 22, later 6 of 24", alarms[0], people[0], alarms[1], people[2])


@recomputes("succeed-06")
def letters(case: Case) -> None:
    (written, written_now), (each, each_now), (back, back_now) = (
        case.row(name) for name in ("Letters  ", "Minutes per letter", "Letters sent back")
    )
    most_minutes = case.given("at most 20 minutes")[0]
    most_back = case.given("at most 5% are sent back")[0]
    case.holds(1, each_now <= most_minutes and back_now * 100 / written_now <= most_back)
    case.right(2, "quarter", 1 - each_now / each)
    case.right(3, "three", (written * each - written_now * each_now) / 60)
    case.right(3, "30", written_now - written)
    case.right(4, "Six", back_now)
    case.right(4, "5", back * 100 / written)
    case.right(4, "4", back_now * 100 / written_now)
    case.right(5, "3.3", 60 / each_now)
    case.right(5, "2.5", 60 / each)
    case.key("48", written * each / 60)
    case.key("45", written_now * each_now / 60)
    case.reads(2, "18 minutes instead of 24", each_now, each)


@recomputes("succeed-04")
def guideline(case: Case) -> None:
    now, before = case.given("Delete audio after 7 days.")[0], case.given("Delete audio after 30 days.")[0]
    case.slip(4, "30", before, now)
    case.reads(5, "31 August 2025", *case.given("until 31 August 2025"))
