"""The figures of LEARN, recomputed: the others."""

from __future__ import annotations

import datetime
from fractions import Fraction

from tests.scenarios.recomputing import Case, recomputes


def columns(case: Case, *labels: str) -> list[list[Fraction]]:
    """The columns of the rows with these labels."""
    return [list(column) for column in zip(*(case.row(label) for label in labels), strict=True)]


@recomputes("learn-14")
def appointments(case: Case) -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    booked, came, late, missed = columns(case, *days)
    assert [sum(column) for column in (booked, came, late, missed)] == case.row("All")
    assert [one - other for one, other in zip(booked, came, strict=True)] == missed
    minutes = case.given("Each appointment is 15 minutes long.")[0]
    for stated, column in (("180", booked), ("160", came), ("20", missed)):
        case.right(1, stated, sum(column))
    case.right(2, "nine", missed[3])
    case.right(2, "45", missed[3] * 100 / sum(missed))
    case.holds(3, sum(came) == 8 * sum(late))
    case.holds(4, booked[3] == max(booked) and came[3] == came[0])
    case.right(5, "two", min(missed))
    case.holds(5, [day for day, lost in zip(days, missed, strict=True) if lost == 2] == ["Tuesday", "Friday"])
    case.right(6, "five", sum(missed) * minutes / 60)


@recomputes("learn-14-twin")
def reports(case: Case) -> None:
    rows = ("Street lights", "Potholes", "Trees", "Signs", "Playgrounds")
    reported, closed, late, still = columns(case, *rows)
    assert [sum(column) for column in (reported, closed, late, still)] == case.row("All")
    assert [one - other for one, other in zip(reported, closed, strict=True)] == still
    each = case.given("one visit of 30 minutes")[0]
    case.right(1, "twelve", closed[2])
    case.holds(1, closed[2] == reported[2] and late[2] == 0)
    for stated, column in (("100", reported), ("84", closed), ("16", still)):
        case.right(2, stated, sum(column))
    case.holds(3, sum(late) == sum(still) == 16)
    case.right(4, "36", reported[1] * 100 / sum(reported))
    case.holds(4, still[1] * 2 > sum(still))
    case.holds(5, closed[1] == 3 * late[1])
    case.right(6, "eight", sum(still) * each / 60)
    case.key("56", still[1] * 100 / sum(still))


@recomputes("learn-15")
def school_trip(case: Case) -> None:
    cost, kept = case.given("the trip cost 60.00")[0], case.given("15.00 is kept")[0]
    case.given("Thursday, 12 March")
    trip = datetime.date(2026, 3, 12)
    assert trip.strftime("%A") == "Thursday"
    case.right(2, "45.00", cost - kept)
    case.right(3, "60.00", cost)
    after = [trip + datetime.timedelta(days) for days in range(1, 15)]
    school_days = [day for day in after if day.weekday() < 5]
    last = school_days[4]
    case.right(4, "19", last.day)
    case.holds(4, last.strftime("%A") == "Thursday")
    case.holds(5, (last - trip).days == 7)
    case.key("13", school_days[0].day)
    case.key("5", school_days.index(last) + 1)


@recomputes("learn-15-twin")
def dentist(case: Case) -> None:
    case.given("Today is Thursday, 4 June.")
    case.given("Tuesday, 9 June")
    today, visit = datetime.date(2026, 6, 4), datetime.date(2026, 6, 9)
    assert (today.strftime("%A"), visit.strftime("%A")) == ("Thursday", "Tuesday")
    before = [visit - datetime.timedelta(days) for days in range(1, 8)]
    last = [day for day in before if day.weekday() < 5][1]
    case.holds(1, today <= last)
    case.holds(2, last == today + datetime.timedelta(1))
    case.right(2, "5", last.day)
    case.right(3, "four", (visit - last).days)
    case.right(4, "30.00", case.given("the fee is 30.00")[0])
    case.holds(4, visit - datetime.timedelta(1) > last)


@recomputes("learn-16")
def courier(case: Case) -> None:
    case.given("Will you start at six instead of seven?")
    case.reads(2, "at six instead of seven", 6, 7)
    case.given("Two have a broken lock.")
    case.reads(5, "two of the new cool boxes", 2)


@recomputes("learn-17")
def rent_cut(case: Case) -> None:
    case.invented(6, "10")
    case.given("Child of four months")
    case.reads(2, "four months", 4)


@recomputes("learn-17-twin")
def next_talk(case: Case) -> None:
    case.invented(5, "26")
    case.given("Absent on three days")
    case.reads(4, "on three days", 3)


@recomputes("learn-18")
def cleaner(case: Case) -> None:
    amount, litres = case.given("25 ml of cleaner for 10 litres of water")
    buckets, size, days = case.given("4 buckets of 8 litres a day, 5 days a week")
    bottle = case.given("Bottle: 1 litre.")[0]
    right, mistake = amount * size / litres, amount * size
    case.right(1, "32", buckets * size)
    case.slip(2, "200", mistake, right)
    case.right(4, "15", case.given("15 minutes")[0])
    case.slip(3, "800", mistake * buckets, right * buckets)
    case.slip(3, "4", mistake * buckets * days / 1000, right * buckets * days / 1000)
    case.right(5, "25", case.given("below 25 degrees")[0])
    month = right * buckets * days * 4 / 1000
    case.slip(6, "16", mistake * buckets * days * 4 / 1000 / bottle, month / bottle)
    case.key("20", right)
    case.key("80", right * buckets)
    case.key("0.4", right * buckets * days / 1000)
    case.key("1.6", month)
    assert 1 < month / bottle < 2
    case.reads(1, "four buckets", buckets)
