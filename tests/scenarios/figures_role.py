"""The figures of LEAD by role, recomputed: the first thirteen and their twins."""

from __future__ import annotations

import datetime

from tests.scenarios.recomputing import Case, mean, recomputes


@recomputes("role-01")
def two_sites(case: Case) -> None:
    lyon, porto = case.row("Lyon"), case.row("Porto")
    case.given("Productivity in our reports means units per hour worked.")
    case.refuted(1, lyon[2] / lyon[1] < porto[2] / porto[1])
    case.right(2, "14,700", lyon[2])
    case.right(2, "23,400", porto[2])
    case.right(3, "490", lyon[2] / lyon[0])
    case.right(3, "520", porto[2] / porto[0])
    case.right(5, "35", lyon[1] / lyon[0])
    case.right(5, "40", porto[1] / porto[0])
    case.key("14.0", lyon[2] / lyon[1])
    case.key("13.0", porto[2] / porto[1])


@recomputes("role-02")
def growth(case: Case) -> None:
    years = case.given("2%, 9%, -4%, 6%, 3%")
    share = case.given("Largest customer: 31% of revenue; its contract ends next June.")[0]
    case.right(1, "4", -min(years))
    case.right(1, "9", max(years))
    case.right(1, "3.2", mean(years))
    case.holds(2, abs(mean(years) - 3) < 1)
    case.right(3, "9", max(years))
    half_of_it = share / 2
    case.refuted(4, half_of_it <= -min(years))
    case.refuted(7, half_of_it <= -min(years))
    case.holds(5, "31%" in case.scenario.sentences[4].text)
    assert "roughly 15% of revenue" in case.scenario.reveal
    assert abs(half_of_it - 15) < 1
    case.results.add("15")
    case.reads(1, "In the last five years", len(years))


@recomputes("role-03")
def offers(case: Case) -> None:
    most = case.given("cost up to 120k")[0]
    case.given("live by 30 September")
    (offer_a, day_a), (offer_b, day_b), (offer_c, _) = (case.row(name)[:2] for name in ("A  ", "B  ", "C  "))
    due, start_a, start_b = (
        datetime.date(2025, month, int(day)) for month, day in ((9, 30), (10, day_a), (9, day_b))
    )
    case.given("15 Oct")
    case.given("20 Sep")
    case.holds(2, offer_c == min(offer_a, offer_b, offer_c))
    case.right(3, "15", (start_a - due).days)
    case.right(4, "2", most - offer_b)
    case.right(4, "ten", (due - start_b).days)
    case.refuted(5, "EU" in case.scenario.source.splitlines()[-1])
    case.right(6, "38", offer_b - offer_c)


@recomputes("role-03-twin")
def venues(case: Case) -> None:
    most, least = case.given("cost up to 25k; at least 180 seats")
    (hall, seats_hall), (mill, seats_mill), (pier, seats_pier) = (
        case.row(name) for name in ("Hall", "Mill", "Pier")
    )
    case.given("step-free access to every room")
    case.refuted(1, "every room" in case.scenario.source.splitlines()[4])
    case.holds(2, seats_mill == max(seats_hall, seats_mill, seats_pier))
    case.right(3, "4", most - mill)
    case.holds(5, pier == min(hall, mill, pier))
    case.right(5, "20", least - seats_pier)
    case.right(6, "3", hall - mill)
    case.right(6, "1", most - hall)


@recomputes("role-04")
def deadlines(case: Case) -> None:
    due, missed = case.given("6 deadlines since March, 2 missed.")
    late = case.given("Spec arrived 3 days late (item 2) and 4 days late (item 5).")[1::2]
    case.right(1, "four", due - missed)
    case.right(1, "six", due)
    case.right(1, "two", missed)
    case.holds(2, case.given("Items 2 and 5 are the two that were missed.") == late)


@recomputes("role-05")
def capacity(case: Case) -> None:
    ana, ben, chloe, dev = case.given("Ana 16, Ben 10, Chloe 6, Dev 13")
    intake, build, test, docs = case.given("intake 12, build 20, test 9, docs 6")
    free, needed = ana + ben + chloe + dev, intake + build + test + docs
    case.right(1, "45", free)
    case.slip(2, "45", free, needed)
    case.right(3, "4", build - ana)
    case.holds(5, chloe == docs)
    case.right(6, "ten", ben)
    assert dev - (build - ana) == test
    case.key("47", needed)


@recomputes("role-06")
def feedback(case: Case) -> None:
    kim, lee = case.row("Kim"), case.row("Lee")
    case.slip(1, "4.6", lee[0], kim[0])
    case.right(2, "4.2", kim[2])
    case.slip(3, "3.1", lee[1], kim[1])
    case.right(4, "3.97", mean(kim))
    case.refuted(5, kim[1] == min(kim))
    case.holds(6, case.given('"share updates earlier" (2x)') == [2])


@recomputes("role-06-twin")
def customer_scores(case: Case) -> None:
    other, own = case.row("Harlow & Co"), case.row("Harlow Cole  ")
    case.given("Nadia looks after Harlow Cole")
    case.right(2, "7.5", mean(own))
    case.right(3, "7.9", own[2])
    case.slip(6, "8.1", other[0], own[0])
    case.slip(7, "6.0", other[1], own[1])


@recomputes("role-07")
def market_share(case: Case) -> None:
    market = case.given("EUR 2.4 billion")[0] * 1000
    revenue = case.given("USD 36 million")[0]
    rate = case.given("EUR 1 = USD 1.08")[1]
    case.slip(1, "1.5", revenue * 100 / market, revenue / rate * 100 / market)
    case.wrong(3, "36", revenue / rate)
    case.right(5, "24", market / 100)
    case.key("33.3", revenue / rate)
    case.key("2,400", market)
    case.key("1.4", revenue / rate * 100 / market)


@recomputes("role-10")
def quarter(case: Case) -> None:
    assert "in EUR thousand" in case.scenario.source_title
    revenue, goods, one_off, gross, operating, profit = (
        case.row(name)[0]
        for name in (
            "Revenue",
            "Cost of goods sold",
            "of which one-off write-down",
            "Gross profit",
            "Operating costs",
            "Operating profit",
        )
    )
    assert (revenue - goods, gross - operating) == (gross, profit)
    case.right(1, "5.0", revenue / 1000)
    case.slip(2, "37.0", gross * 100 / revenue, (gross + one_off) * 100 / revenue)
    case.right(3, "29.0", operating * 100 / revenue)
    case.right(4, "400", profit)
    case.right(4, "8.0", profit * 100 / revenue)
    case.right(5, "550", profit + one_off)
    case.right(6, "11.0", (profit + one_off) * 100 / revenue)
    case.key("2,000", gross + one_off)
    case.key("40.0", (gross + one_off) * 100 / revenue)


@recomputes("role-10-twin")
def turnover(case: Case) -> None:
    people, leavers, retired, ended, resigned, starters = (
        case.row(name)[0]
        for name in (
            "Average headcount",
            "Leavers  ",
            "of which retired",
            "of which fixed-term contract ended",
            "of which gave notice themselves",
            "Starters",
        )
    )
    assert retired + ended + resigned == leavers
    case.right(2, "six", leavers - starters)
    case.right(3, "Twelve", retired)
    case.right(3, "23", retired * 100 / leavers)
    case.right(4, "2.5", ended * 100 / people)
    case.right(5, "7.5", resigned * 100 / people)
    case.slip(7, "13.0", leavers * 100 / people, (leavers - retired) * 100 / people)
    case.key("10.0", (leavers - retired) * 100 / people)
    case.key("40", leavers - retired)


@recomputes("role-11")
def december(case: Case) -> None:
    august, september, october, november = case.given("Aug 410 Sep 430 Oct 450 Nov 620")
    one_off = case.given("+150 orders")[0]
    case.right(1, "20", october - september)
    case.holds(1, october - september == september - august)
    case.right(2, "170", november - october)
    rise = (november - august) / 3
    without = november - one_off
    case.slip(3, "690", november + rise, without + (without - august) / 3)
    case.right(4, "150", one_off)
    case.right(5, "470", without)
    case.key("70", rise)
    case.key("490", without + (without - august) / 3)


@recomputes("role-12")
def hold_list(case: Case) -> None:
    lines = [line.split() for line in case.scenario.source.splitlines()[-4:]]
    amounts = [int(line[2].replace(",", "")) for line in lines]
    limit = case.given("payments above 10,000 need two approvals")[0]
    case.right(1, "Four", len(lines))
    case.right(1, "37,500", sum(amounts))
    case.holds(2, lines[0] == lines[1])
    case.holds(3, amounts[1] <= limit)
    case.refuted(4, lines[2][0] == lines[0][0])
    case.refuted(5, amounts[3] <= limit or int(lines[3][3]) >= 2)
