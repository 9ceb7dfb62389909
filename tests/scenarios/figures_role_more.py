"""The figures of LEAD by role, recomputed: the others."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction

from tests.scenarios.recomputing import Case, recomputes


@recomputes("role-14")
def applicants(case: Case) -> None:
    case.given("Required: 3+ years' experience; certificate; English B2 or better")
    rows = {row[0]: row for row in (line.split() for line in case.scenario.source.splitlines()[2:])}
    years = {name: int(row[1]) for name, row in rows.items()}
    english = {name: row[3] for name, row in rows.items()}
    fit = [
        name for name, row in rows.items() if years[name] >= 3 and row[2] == "yes" and english[name] >= "B2"
    ]
    case.right(2, "Six", len(rows))
    case.right(2, "four", len(fit))
    case.right(3, "seven", years["F"])
    case.holds(3, years["F"] == max(years.values()) and english["F"] == max(english.values()))
    case.refuted(1, years["B"] >= years["C"] or english["B"] >= english["C"])
    case.refuted(4, years["B"] >= years["A"] or english["B"] >= english["A"])
    case.refuted(5, "C" not in fit)
    case.holds(6, years["D"] < 3 and rows["E"][2] == "no")


@recomputes("role-14-twin")
def candidates(case: Case) -> None:
    case.given('Required: 2+ years here; review "good" or better; has led at least one project.')
    rows = {line.split()[0]: re.split(r"\s{2,}", line) for line in case.scenario.source.splitlines()[3:]}
    years = {name: int(row[1]) for name, row in rows.items()}
    projects = {name: int(row[3]) for name, row in rows.items()}
    good = {name for name, row in rows.items() if row[2] in ("good", "very good")}
    fit = [name for name in rows if years[name] >= 2 and name in good and projects[name] >= 1]
    case.right(1, "Four", len(fit))
    case.right(1, "five", len(rows))
    case.refuted(3, "Karim" not in fit)
    case.right(5, "three", projects["Milo"])
    case.right(5, "one", years["Milo"])
    case.holds(5, projects["Milo"] == max(projects.values()))
    case.holds(6, years["Ines"] == max(years.values()))


@recomputes("role-15")
def course(case: Case) -> None:
    case.invented(2, "90")


@recomputes("role-16")
def parental_leave(case: Case) -> None:
    case.given("I joined on 1 March 2025. My leave starts on 25 August.")
    case.given("Less than six months on that day: 8 weeks paid.")
    starts, six_months = datetime.date(2025, 8, 25), datetime.date(2025, 9, 1)
    long, short = case.given("16 weeks paid")[0], case.given("8 weeks paid")[0]
    case.wrong(1, "16", long if starts >= six_months else short)
    notice = datetime.timedelta(weeks=int(case.given("at least 8 weeks before")[0]))
    last_day = starts - notice
    case.holds(2, last_day == datetime.date(2025, 6, 30))
    case.right(2, "30", last_day.day)
    case.right(2, "eight", notice.days // 7)
    case.holds(4, last_day < datetime.date(2025, 7, 1))
    case.key("56", (starts - last_day).days)


@recomputes("role-17")
def harbour(case: Case) -> None:
    case.given("Budget 200k. Spent 130k. Work done: 50%.")
    budget, spent, done = 200, 130, Fraction(50, 100)
    case.right(1, "Half", done)
    case.right(1, "65", Fraction(spent * 100, budget))
    case.right(2, "260", spent / done)
    case.right(3, "30", (spent / done / budget - 1) * 100)
    milestones, late, *days = case.given("Milestones so far: 5, of which 2 late (4 and 9 days).")
    assert len(days) == late
    for stated, value in zip(("Two", "five", "four", "nine"), (late, milestones, *days), strict=True):
        case.right(5, stated, value)


@recomputes("role-17-twin")
def absence(case: Case) -> None:
    people, days, sick = case.given("24 people, 2,880 working days, 216 sick days.")
    flu = case.given("60 sick days")[0]
    company = case.given("Company: 4.5%")[0]
    rate = sick * 100 / days
    case.right(1, "7.5", rate)
    case.right(2, "three", rate - company)
    case.right(3, "two thirds", rate / company - 1)
    case.right(4, "Sixty", flu)
    case.right(4, "28", flu * 100 / sick)
    case.right(5, "5.4", (sick - flu) * 100 / days)
    case.right(6, "nine", sick / people)
    case.key("1.67", rate / company)
    case.key("156", sick - flu)


@recomputes("role-18")
def offer(case: Case) -> None:
    seats = case.given("12 seats")[0]
    price = case.given("EUR 29.00 per seat and month")[0]
    least, percent = case.given("From 10 seats: 10% off all seats.")
    assert least <= seats < case.given("From 25 seats")[0]
    month = seats * price * (100 - percent) / 100
    case.right(4, "313.20", month)
    case.right(6, "3,758.40", month * 12)
    case.key("348.00", seats * price)


@recomputes("role-19")
def stock(case: Case) -> None:
    items = [case.row(name) for name in ("A  ", "B  ", "C  ")]
    pieces = [counted - book for book, counted, _ in items]
    values = [piece * item[2] for piece, item in zip(pieces, items, strict=True)]
    case.right(1, "Two", sum(piece < 0 for piece in pieces))
    case.right(1, "one", sum(piece > 0 for piece in pieces))
    for sentence, number, worth in ((2, "12", "48.00"), (4, "60", "30.00")):
        item = 0 if sentence == 2 else 2
        case.right(sentence, number, -pieces[item])
        case.right(sentence, worth, -values[item])
    case.right(3, "6", pieces[1])
    case.right(3, "90.00", values[1])
    case.right(5, "66", -sum(pieces))
    case.right(5, "12.00", sum(values))
    case.key("72", -(pieces[0] + pieces[2]))


@recomputes("role-20")
def study_leave(case: Case) -> None:
    case.given("Request at least four weeks before.")
    case.given("five days per calendar year")
    case.given("I took three days of study leave this year.")
    exam = datetime.date(2025, 12, 9)
    today = datetime.date(2025, 11, 3)
    case.given("Today is 3 November 2025.")
    last_day = exam - datetime.timedelta(weeks=4)
    case.right(2, "two", 5 - 3)
    case.holds(4, last_day == datetime.date(2025, 11, 11) and today <= last_day)
    case.right(4, "11", last_day.day)
    case.key("28", (exam - last_day).days)
    assert "a Tuesday" in case.scenario.reveal
    assert last_day.strftime("%A") == "Tuesday"
    assert "within eight days" in case.scenario.reveal
    assert (last_day - today).days == 8
    case.reads(1, "you have five days", 5)


@recomputes("role-21")
def hard_test(case: Case) -> None:
    years = case.given("year 1 48% year 2 57% year 3 71%")[1::2]
    even = case.given("It breaks even at 60% use.")[0]
    cash = case.given("Cash covers 12 months below break-even.")[0]
    weak_months = 12 * sum(use < even for use in years)
    case.refuted(2, weak_months <= cash)
    case.refuted(5, weak_months <= cash)
    case.right(3, "71", years[2])
    case.right(4, "48", years[0])
    case.key("24", weak_months)
    case.given("Lease: fixed for five years")
    case.reads(6, "fixed for five years", 5)


@recomputes("role-22")
def energy(case: Case) -> None:
    use = case.given("600 MWh (1 MWh = 1,000 kWh)")[0] * 1000
    before, after = case.given("0.22 per kWh this year; 0.24 per kWh next year")
    fee = case.given("1,500 per month, same next year")[0]
    energy_cost = use * after
    case.wrong(1, "1,500", fee * 12)
    case.right(2, "144,000", energy_cost)
    case.slip(3, "145,500", energy_cost + fee, energy_cost + fee * 12)
    case.right(4, "12,000", use * (after - before))
    case.right(6, "14,400", energy_cost * 10 / 100)
    case.assumed(6, "10")
    case.key("600,000", use)
    case.key("18,000", fee * 12)
    case.key("162,000", energy_cost + fee * 12)


@recomputes("role-23")
def renewal(case: Case) -> None:
    seats_before, seats = case.given("40 until 31 August 2025; 55 from 1 September 2025")[0::3]
    price_before, price = case.given("120 until 30 September 2025; 126 from 1 October 2025")[0::3]
    case.given("Today is 6 October 2025.")
    case.right(3, "55", seats)
    case.right(3, "15", seats - seats_before)
    case.wrong(4, "120", price)
    case.slip(5, "6,600", seats * price_before, seats * price)
    case.key("6,930", seats * price)


@recomputes("role-24")
def one_to_one(case: Case) -> None:
    asked, without = case.given("46 new leads")[0], case.given("after four weeks 31 had no plan")[0]
    case.invented(3, "27")
    case.holds(4, abs(without / asked - Fraction(2, 3)) < Fraction(1, 50))
    case.key("67", without * 100 / asked)
    case.reads(4, "after four weeks", 4)
