"""The figures of LEARN, recomputed."""

from __future__ import annotations

import datetime
from fractions import Fraction

from tests.scenarios.recomputing import Case, mean, recomputes


@recomputes("learn-01")
def the_study(case: Case) -> None:
    case.invented(4, "2023")
    case.invented(4, "18")
    case.right(3, "9", case.given("9 of 23 leavers")[0])


@recomputes("learn-02")
def averages(case: Case) -> None:
    phone, email, chat, total = (case.row(name) for name in ("Phone", "Email", "Chat", "Total"))
    assert [sum(column) for column in zip(phone, email, chat, strict=True)] == total
    rates = [satisfied * 100 / answers for answers, satisfied in (phone, email, chat)]
    case.right(1, "800", total[0])
    case.slip(2, "74", mean(rates), total[1] * 100 / total[0])
    for sentence, stated, rate in zip((3, 4, 5), ("75", "65", "83"), rates, strict=True):
        case.right(sentence, stated, rate)
    case.holds(4, rates[1] == min(rates))
    case.holds(5, rates[2] == max(rates))
    case.right(6, "16", email[0] * rates[0] / 100 - email[1])
    case.key("77", total[1] * 100 / total[0])
    case.key("120", email[0] * rates[0] / 100)
    case.reads(1, "across three channels", len(rates))
    for sentence, words, row in ((3, "180 of 240", phone), (4, "104 of 160", email), (5, "332 of 400", chat)):
        case.reads(sentence, words, row[1], row[0])


@recomputes("learn-02-twin")
def discounts(case: Case) -> None:
    north, centre, south, total = (case.row(name) for name in ("North", "Centre", "South", "Total"))
    assert [sum(column) for column in zip(north, centre, south, strict=True)] == total
    rates = [given * 100 / value for _, value, given in (north, centre, south)]
    case.right(1, "15", rates[0])
    case.holds(1, rates[0] == max(rates))
    case.right(2, "5", rates[1])
    case.holds(2, rates[1] == min(rates) and centre[1] == max(north[1], centre[1], south[1]))
    case.right(3, "12", rates[2])
    case.holds(4, north[2] == centre[2] and centre[1] == 3 * north[1])
    case.right(5, "35.00", total[2] / total[0])
    case.slip(6, "10.7", mean(rates), total[2] * 100 / total[1])
    case.key("8.4", total[2] * 100 / total[1])
    case.reads(1, "6,000 on a list value of 40,000", north[2], north[1])
    case.reads(3, "4,800 of 40,000", south[2], south[1])


@recomputes("learn-03")
def mileage(case: Case) -> None:
    new, old = case.given("0.42 per km for trips from 1 April 2025 (before: 0.38)")[0::3]
    days = int(case.given("Claim within 30 days; the day after the trip is day 1.")[0])
    km_a, km_b = case.given("150 km")[0], case.given("120 km")[0]
    parking_a, parking_b = case.given("parking 25.00")[0], case.given("parking 18.00")[0]
    case.given("Trip A: 28 March 2025")
    case.given("Trip B: 3 April 2025")
    trip_a, trip_b = datetime.date(2025, 3, 28), datetime.date(2025, 4, 3)
    case.right(1, "57.00", km_a * old)
    case.slip(2, "45.60", km_b * old, km_b * new)
    case.holds(3, max(parking_a, parking_b) <= case.given("only above 25.00")[0])
    parking, both = parking_a + parking_b, km_a * old + km_b * new
    case.wrong(4, "145.60", both + parking)
    assert "43.00" in case.scenario.sentences[3].text
    assert parking == 43
    case.covered.add((4, "43.00"))
    last_a, last_b = (trip + datetime.timedelta(days) for trip in (trip_a, trip_b))
    case.holds(5, (last_a.day, last_a.month) == (27, 4) and last_a >= datetime.date(2025, 4, 24))
    case.right(5, "27", last_a.day)
    case.holds(6, (last_b.day, last_b.month) == (3, 5))
    case.key("50.40", km_b * new)
    case.key("150.40", both + parking)
    case.key("31", (datetime.date(2025, 4, 1) - datetime.timedelta(1)).day)


@recomputes("learn-04")
def battery(case: Case) -> None:
    case.given("unless the fault was reported within the first 12 months")
    months = case.given("not covered after 12 months")[0]
    bought, reported = case.given("bought 14 months ago; fault reported in month 11")
    case.reads(2, "You bought the device 14 months ago, so the first 12 months", bought, months)
    case.reads(3, "in month 11", reported)
    case.refuted(4, reported > months)
    case.refuted(7, reported > months)


@recomputes("learn-05")
def minutes_of_a_meeting(case: Case) -> None:
    case.invented(5, "8,000")


@recomputes("learn-07")
def complaints(case: Case) -> None:
    line = case.given("Jan 12 Feb 11 Mar 12 | Apr 12 May 13 Jun 11")
    before, after = line[:3], line[3:]
    for sentence, months in ((2, before), (3, after)):
        for figure in months:
            case.right(sentence, str(figure), figure)
    assert "per 1,000 calls" in case.scenario.source_title
    case.right(2, "1,000", 1000)
    case.refuted(4, sum(after) < sum(before))
    case.refuted(1, sum(after) < sum(before))
    case.holds(5, after[2] == min(after) == before[1])
    case.key("35", sum(before))
    case.key("36", sum(after))
    case.key("11.7", mean(before))
    case.key("12.0", mean(after))
    case.reads(2, "12, 11 and 12", *before)
    case.reads(3, "12, 13 and 11", *after)
    case.reads(5, "February (11)", before[1])


@recomputes("learn-08")
def tickets(case: Case) -> None:
    weeks = [case.row(f"{number} ") for number in (1, 2, 3, 4)]
    assert "backlog before week 1: 50" in case.scenario.source_title
    backlog = Fraction(50)
    for opened, closed, at_end in weeks:
        backlog += opened - closed
        assert backlog == at_end
    case.right(1, "460", sum(week[0] for week in weeks))
    case.right(1, "465", sum(week[1] for week in weeks))
    case.right(2, "50", 50)
    case.right(2, "45", weeks[-1][2])
    case.holds(3, weeks[2][0] == max(week[0] for week in weeks) and weeks[2][2] == 75)
    case.right(4, "67", (weeks[2][2] / weeks[1][2] - 1) * 100)
    others = [weeks[0], weeks[1], weeks[3]]
    case.right(5, "345", sum(week[1] for week in others))
    case.right(5, "310", sum(week[0] for week in others))
    case.right(6, "30", weeks[2][2] - weeks[3][2])
    case.reads(3, "150 new tickets and a backlog of 75", weeks[2][0], weeks[2][2])


@recomputes("learn-09")
def contract(case: Case) -> None:
    case.given("Minimum term: 12 months from 1 February 2025.")
    case.given("Today is 10 November 2025.")
    case.given("The day of sending counts.")
    notice = datetime.timedelta(int(case.given("60 days' notice")[0]) - 1)
    term_ends = datetime.date(2026, 1, 31)
    case.right(1, "31", term_ends.day)
    case.right(1, "2026", term_ends.year)
    latest = term_ends - notice
    case.holds(2, latest == datetime.date(2025, 12, 3))
    case.right(2, "3", latest.day)
    day_60 = datetime.date(2025, 11, 10) + notice
    case.holds(4, day_60 == datetime.date(2026, 1, 8))
    case.right(4, "8", day_60.day)
    case.right(4, "31", term_ends.day)
    too_late = datetime.date(2025, 12, 4) + notice
    case.holds(5, too_late == datetime.date(2026, 2, 1))
    case.right(5, "4", 4)
    case.right(5, "28", (datetime.date(2026, 3, 1) - datetime.timedelta(1)).day)
    case.right(5, "2026", too_late.year)
    case.key("29", (datetime.date(2025, 12, 31) - latest).days + 1)


@recomputes("learn-10-twin")
def fixed_price(case: Case) -> None:
    least, fee = case.given("Minimum 4,000 units a year; we pay 5.00 for each unit below it.")
    ordered = case.given("Our orders last year: 2,600 units.")[0]
    case.refuted(3, (least - ordered) * fee <= 0)
    case.key("1,400", least - ordered)
    case.key("7,000", (least - ordered) * fee)
    case.reads(1, "24 months", case.given("Term: 24 months")[0])
    rebate, days = case.given("Rebate of 2% if we pay within 14 days.")
    case.reads(6, "within 14 days, we get a rebate of 2%", days, rebate)


@recomputes("learn-10")
def incident_report(case: Case) -> None:
    case.given("02:10-03:40 (90 minutes)")
    case.right(2, "90", (3 * 60 + 40) - (2 * 60 + 10))


@recomputes("learn-11")
def site_costs(case: Case) -> None:
    assert "in EUR thousand" in case.scenario.source_title
    north, south = case.row("North"), case.row("South")
    case.right(1, "1.25", north[0] / 1000)
    case.right(1, "840", south[0])
    assert "2024" in case.scenario.source_title
    case.right(1, "2024", 2024)
    case.right(2, "410", north[0] - south[0])
    case.holds(2, south[0] / south[2] > north[0] / north[2])
    case.slip(3, "6", north[1] / north[2], north[1] * 1000 / north[2])
    case.slip(3, "9", south[1] / south[2], south[1] * 1000 / south[2])
    case.right(4, "12", north[1] * 100 / north[0])
    case.right(4, "15", south[1] * 100 / south[0])
    case.key("6,000", north[1] * 1000 / north[2])
    case.key("9,000", south[1] * 1000 / south[2])
    case.key("50", north[0] / north[2])
    case.key("60", south[0] / south[2])


@recomputes("learn-12")
def staff_survey(case: Case) -> None:
    teams = [case.row(name) for name in ("Sales", "Service", "Workshop", "Canteen")]
    everybody = case.row("All")
    assert [sum(column) for column in zip(*teams, strict=True)] == everybody
    case.right(1, "73", everybody[1] * 100 / everybody[0])
    least = case.given("fewer than 5 people")[0]
    case.refuted(3, teams[2][0] >= least)
    case.holds(4, min(teams[0][0], teams[1][0]) >= least)


@recomputes("learn-13")
def floor_three(case: Case) -> None:
    team = case.given("the team of 34 people")[0]
    most = case.given("at most 20 people on floor 3")[0]
    case.refuted(5, team <= most)
    assert "14 of the 34" in case.scenario.reveal
    assert team - most == 14
