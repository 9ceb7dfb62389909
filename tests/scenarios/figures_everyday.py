"""The figures of cases from hospitals, schools, shops, warehouses and public offices, recomputed."""

from __future__ import annotations

import datetime
from fractions import Fraction

from tests.scenarios.recomputing import Case, mean, recomputes


@recomputes("role-50")
def shop_survey(case: Case) -> None:
    assert "200 customers: 160 answers" in case.scenario.source_title
    asked, answers = Fraction(200), Fraction(160)
    near, hours, price, advice, other = (
        case.row(reason)[0] for reason in ("near", "opening hours", "price", "advice", "other")
    )
    would, would_not, unsure = case.given("yes 72, no 56, do not know 32")
    assert would + would_not + unsure == answers
    reasons = near + hours + price + advice + other
    assert answers <= reasons <= 2 * answers
    case.right(1, "200", asked)
    case.right(1, "160", answers)
    case.right(1, "80", answers * 100 / asked)
    case.right(2, "55", near * 100 / answers)
    case.holds(2, near == max(near, hours, price, advice, other))
    case.right(3, "30", price * 100 / answers)
    case.holds(3, 1 - price / answers == Fraction(7, 10))
    case.right(4, "160", reasons * 100 / answers)
    case.right(5, "45", would * 100 / answers)
    case.right(5, "35", would_not * 100 / answers)
    case.holds(6, max(would, would_not) * 2 < answers)
    case.key("256", reasons)
    case.reads(3, "seven in ten", 10 * (1 - price / answers), 10)


@recomputes("role-50-twin")
def fair(case: Case) -> None:
    visitors, cards = case.given("240 visitors. 90 left a card")
    offers, news = case.given("36 asked for an offer, 63 for the newsletter, nobody for neither")
    cost = case.given("The stand cost 7,200.")[0]
    orders, worth = case.given("9, together 21,600")
    case.right(1, "37.5", cards * 100 / visitors)
    case.right(2, "Nine", offers + news - cards)
    case.right(3, "80", cost / cards)
    case.right(4, "nine", orders)
    case.right(4, "2,400", worth / orders)
    case.right(5, "three", worth / cost)
    case.key("99", offers + news)


@recomputes("role-51")
def market_hall(case: Case) -> None:
    now = case.given("Cool room: 1.40 per box and day from 1 December.")[0]
    before = case.given("Cool room: 1.20 per box and day.")[0]
    case.given("Gate B closed for repair until 30 November")
    case.given("traders who start on 7 December")
    case.refuted(3, datetime.date(2025, 12, 7) <= datetime.date(2025, 11, 30))
    case.slip(5, "1.20", before, now)
    case.slip(6, "60.00", 10 * 5 * before, 10 * 5 * now)
    case.covered |= {(6, "10"), (6, "5")}  # an example: ten boxes for five days
    case.key("70.00", 10 * 5 * now)


@recomputes("role-52")
def spanish(case: Case) -> None:
    begins, minute, ends, other = case.given("18:30-20:30")
    case.right(1, "24", 12 * (ends - begins))
    assert minute == other
    learners = case.given("Answers of 25 learners")[0]
    yes, no = case.given("22 yes, 3 no")
    assert yes + no == sum(case.given("Small group 15, teacher 10.")) == learners
    case.right(4, "22", yes)
    case.right(4, "88", yes * 100 / learners)
    case.invented(5, "19")
    case.given("twelve Tuesday evenings")
    case.reads(1, "twelve Tuesday evenings", 12)
    case.reads(3, "for eleven years", case.given("at this school for 11 years")[0])


@recomputes("role-52-twin")
def gloves(case: Case) -> None:
    pairs, whole = case.given("40 pairs of K2")[0], case.given("37 pairs without a tear.")[0]
    case.right(3, "92.5", whole * 100 / pairs)
    case.right(5, "5.95", case.given("from 100 pairs 5.95")[1])


@recomputes("role-53")
def ward_course(case: Case) -> None:
    case.given("2+ years on the ward; named by a mentor; free on all 6 course days")
    rows = {line.split()[0]: line.split() for line in case.scenario.source.splitlines()[3:]}
    years = {name: int(row[1]) for name, row in rows.items()}
    fit = [name for name, row in rows.items() if years[name] >= 2 and row[2] == "yes" and row[3] == "6"]
    assert len(rows) == 6
    case.right(1, "four", len(fit))
    case.holds(2, rows["Emil"][2] == "no" and rows["Fay"][3] == "4")
    case.refuted(3, "Dina" not in fit)
    case.holds(4, years["Cem"] == 2)
    case.refuted(5, "Ada" not in fit)
    two = sorted(fit, key=lambda name: -years[name])[:2]
    case.refuted(6, {"Bela", "Cem"} == set(two))
    assert (years["Bela"], years["Cem"], two) == (3, 2, ["Dina", "Ada"])
    case.reads(1, "Six people applied", len(rows))


@recomputes("role-54")
def forklift(case: Case) -> None:
    drivers, size = case.given("18 drivers in groups of at most 4.")
    theory, practice = case.given("Theory: 3 hours.")[0], case.given("90 minutes for each driver")[0] / 60
    price = case.given("The trainer costs 45.00 per hour.")[0]
    groups = -(-drivers // size)
    alone, together = groups * theory + drivers * practice, theory + drivers * practice
    case.right(1, "Five", groups)
    case.right(1, "16", (groups - 1) * size)
    case.right(2, "42", alone)
    case.right(2, "15", groups * theory)
    case.right(2, "27", drivers * practice)
    case.right(3, "27", drivers * practice)
    case.right(4, "30", together)
    case.right(5, "1,890.00", alone * price)
    case.right(5, "1,350.00", together * price)


@recomputes("role-54-twin")
def kitchen(case: Case) -> None:
    people, passed, average, fourth, seventh = (
        case.row(label)
        for label in (
            "People (the same)",
            "Passed",
            "Right answers, average",
            "Wrong on question 4",
            "Wrong on question 7",
        )
    )
    case.right(1, "25", passed[0] * 100 / people[0])
    case.right(1, "75", passed[1] * 100 / people[1])
    case.right(2, "2.3", average[1] - average[0])
    case.right(3, "14", fourth[0])
    case.right(3, "3", fourth[1])
    case.right(4, "one", seventh[1] - seventh[0])
    case.right(5, "four", seventh[1] - (people[1] - passed[1]))
    case.key("five", people[1] - passed[1])


@recomputes("role-55")
def till(case: Case) -> None:
    mira, others = case.row("Mira  "), case.row("Average of the others")
    case.right(2, "17", mira[2])
    case.right(2, "one", mira[1] - mira[2])
    case.right(3, "one", others[0] - mira[0])
    case.right(6, "four", case.given("in July: 4, all friendly")[0])
    case.refuted(1, mira[1] < others[1] or mira[2] < others[2])
    case.refuted(5, mira[2] < others[2])


@recomputes("role-55-twin")
def senior_clerk(case: Case) -> None:
    least, most = case.given("40 cases a month; at most 5% of them sent back")
    cases, back = case.row("Cases"), case.row("Sent back")
    case.holds(1, min(cases) > least)
    case.right(2, "182", sum(cases))
    case.right(2, "20", sum(back))
    months = [part * 100 <= most * whole for part, whole in zip(back, cases, strict=True)]
    case.refuted(3, any(months))
    case.refuted(6, any(months))
    assert [min(back), max(back)] == [4, 6]
    assert all(2 <= whole * most / 100 < 3 for whole in cases)
    case.key("11", mean(back) * 100 / mean(cases))


@recomputes("role-56")
def cold_goods(case: Case) -> None:
    coldest, warmest = case.given("Accept at 2 to 6 degrees.")
    frozen = case.given("Above 8 degrees refuse, except frozen goods that are still hard.")[0]
    case.given("Never accept medicine without the log, at any temperature.")
    yoghurt, fish, cheese = (case.row(name)[0] for name in ("Yoghurt", "Frozen fish", "Cheese"))
    case.reads(1, "7 degrees", yoghurt)
    case.holds(1, yoghurt in case.given("At 7 or 8 degrees accept only with"))
    case.refuted(2, case.scenario.source.splitlines()[7].split()[3] == "yes")
    case.reads(3, "10 degrees are above 8", fish, frozen)
    case.refuted(5, not coldest <= cheese <= warmest)
    case.reads(6, "At 6 degrees", cheese)


@recomputes("role-56-twin")
def waiting(case: Case) -> None:
    free, fee = case.given("None for the first 60 minutes; after that 35.00 for each full half")
    case.given("unless the customer told us before 16:00 the day before")
    case.given("A: shop, 130 minutes, told us at 15:30")
    shop, hospital, third = (case.given(words)[0] for words in ("130 minutes", "100 minutes", "95 minutes"))
    blocks = [(minutes - free) // 30 for minutes in (shop, hospital, third)]
    case.slip(1, "70.00", blocks[0] * fee, 0)
    case.right(3, "35.00", blocks[1] * fee)
    case.right(4, "40", hospital - free)
    case.right(4, "one", blocks[1])
    case.right(5, "35.00", blocks[2] * fee)
    case.slip(6, "105.00", (blocks[0] + blocks[1]) * fee, blocks[1] * fee)


@recomputes("redesign-13")
def sign_ups(case: Case) -> None:
    clear, full, other = (
        case.row(label)[0]
        for label in ("Complete form, course has room", "Complete form, course is full", "Form with")
    )
    each = case.given("A clerk types each form: 6 minutes.")[0]
    total = clear + full + other
    case.right(2, "360", clear)
    case.right(2, "500", total)
    case.right(2, "72", clear * 100 / total)
    case.right(3, "50", case.given("confirmed all 50")[0])
    case.right(4, "50", total * each / 60)
    case.right(4, "14", (full + other) * each / 60)
    case.key("140", full + other)


@recomputes("redesign-13-twin")
def clinic_letters(case: Case) -> None:
    dates, results, complaints = case.given(
        "250 only move a date; 90 explain a result; 60 answer a complaint."
    )
    before, now = case.given("9 minutes")[0], case.given("took 3 minutes")[0]
    tried, unchanged, changed = case.given(
        "80 letters that move a date, from a form text: 78 sent unchanged, 2"
    )
    assert unchanged + changed == tried
    total = dates + results + complaints
    case.right(2, "400", total)
    case.right(2, "62.5", dates * 100 / total)
    case.right(3, "six", before - now)
    case.right(3, "25", dates * (before - now) / 60)
    case.right(4, "97.5", unchanged * 100 / tried)
    case.right(5, "150", results + complaints)
    case.right(6, "two", changed)
    case.key("1,500", dates * (before - now))


@recomputes("succeed-10")
def picking(case: Case) -> None:
    lines, rates = case.row("Lines picked"), case.row("Errors per 1,000")
    errors = [line * rate / 1000 for line, rate in zip(lines, rates, strict=True)]
    target = case.given("at most 5 errors per 1,000 lines")[0]
    case.holds(1, [rate <= target for rate in rates] == [False, True, False])
    case.right(2, "48", errors[1])
    case.right(2, "54", errors[0])
    case.right(2, "3,000", lines[1] - lines[0])
    case.right(3, "6", rates[2])
    case.right(4, "60", errors[2])
    case.holds(4, errors[2] == max(errors))


@recomputes("succeed-11")
def ward_card(case: Case) -> None:
    notes = case.given("320 notes in 4 weeks")[0]
    before, now = case.given("11 before, 7 now")
    corrected, of_one = case.given("26 notes, of which 15 by the night nurse")
    case.right(1, "320", notes)
    case.right(3, "21", notes * (before - now) / 60)
    case.right(4, "8", corrected * 100 / notes)
    assert of_one == 15
    case.given("Nine nurses")
    case.reads(1, "nine nurses wrote 320 hand-over notes", 9, notes)
