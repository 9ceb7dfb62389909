"""The figures of frontline and support work, recomputed."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction

from tests.scenarios.recomputing import Case, recomputes


def at(clock: str) -> int:
    """A time of the day such as `10:45`, in minutes."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def working_day(start: datetime.date, count: int, *holidays: datetime.date) -> datetime.date:
    """The working day that is so many after `start`."""
    day = start
    while count:
        day += datetime.timedelta(days=1)
        count -= day.weekday() < 5 and day not in holidays
    return day


@recomputes("role-25")
def night_on_the_ward(case: Case) -> None:
    first, second = case.given("Bed 4 drank 300 ml")[1], case.given("Bed 4 drank 200 ml")[1]
    case.right(1, "500", first + second)
    case.given("00:15 Bed 2: pain 6 of 10. Tablet given as in the plan.")
    case.given("01:00 Bed 2: pain 3 of 10.")
    case.right(2, "45", at("01:00") - at("00:15"))
    case.given("Nobody has come so far.")
    case.refuted(3, False)
    case.given("Not reported so far.")
    case.refuted(6, False)
    case.reads(2, "pain at 6 of 10", *case.given("pain 6 of 10"))
    case.reads(2, "it was at 3", case.given("pain 3 of 10")[0])


@recomputes("role-25-twin")
def late_shift(case: Case) -> None:
    stops = case.given("Ran again after 12 minutes")[0], case.given("Ran again after 8 minutes")[0]
    case.right(2, "20", sum(stops))
    late = case.given("Truck 31 arrived 50 minutes late")[1]
    case.given("arrives at 22:50 and not at 22:00")
    case.right(4, "50", at("22:50") - at("22:00"))
    case.holds(4, late == 50)
    case.refuted(3, case.scenario.source.count("No cause found.") < 2)
    case.reads(7, "at 21:30", *case.given("21:30"))


@recomputes("role-26")
def child_passport(case: Case) -> None:
    case.given("It is Monday, 2 June 2025, 11:20.")
    case.given("An order after 11:00 counts as placed on the next working day.")
    case.given("not 9 June (public holiday)")
    today, holiday = datetime.date(2025, 6, 2), datetime.date(2025, 6, 9)
    flight = datetime.date(2025, 6, case.given("We fly on 11 June")[0].numerator)
    assert today.strftime("%A") == "Monday"
    placed = working_day(today, 1, holiday)
    _, days = case.row("Passport, under 12 years")
    express, express_days = case.row("Express passport, under 12")
    card, card_days = case.row("Identity card, under 16")
    ready = working_day(placed, int(express_days), holiday)
    case.holds(1, working_day(placed, int(days), holiday) > flight)
    case.right(2, "10", ready.day)
    case.right(2, "one", (flight - ready).days)
    case.right(3, "3", placed.day)
    card_ready = working_day(placed, int(card_days), holiday)
    case.right(4, "25", card_ready.day)
    case.right(4, "two", Fraction((card_ready - flight).days, 7))
    case.holds(4, card < express)
    case.right(6, "64", express + case.given("A photo taken here costs EUR 6.")[0])
    between = [working_day(placed, count, holiday).day for count in range(1, 5)]
    assert between == [4, 5, 6, 10]
    assert "4, 5, 6 and 10 June" in case.scenario.reveal
    case.key("5", between[1])
    case.reads(3, "9 June", holiday.day)


@recomputes("role-26-twin")
def delayed_train(case: Case) -> None:
    case.given("I should have arrived at 18:05 and was here at 19:12.")
    minutes = at("19:12") - at("18:05")
    case.right(1, "67", minutes)
    least, most, percent = case.given("60 to 119 minutes              25%")
    assert least <= minutes <= most
    case.right(1, "25", percent)
    fare = case.given("My return ticket cost EUR 48.")[0] / 2
    case.right(2, "24", fare)
    case.right(3, "6", fare * percent / 100)
    case.holds(3, fare * percent / 100 >= case.given("Amounts from EUR 4 are paid in cash")[0])
    case.right(6, "12", fare * case.given("50% of the fare")[0] / 100)


@recomputes("role-27")
def pool_cleaner(case: Case) -> None:
    daily = case.given("every day 20 ml per litre")[0]
    lime = case.given("50 ml per litre against lime")[0]
    bucket = case.given("Bucket: 8 litres")[0]
    tank = case.given("Tank of the machine: 60 litres")[0]
    cup = case.given("Measuring cup: 100 ml")[0]
    can = case.given("Can of cleaner: 5 litres")[0]
    case.right(1, "160", daily * bucket)
    case.holds(1, Fraction(3, 2) < daily * bucket / cup < Fraction(7, 4))
    case.right(2, "four", lime * bucket / cup)
    litres = daily * tank / 1000
    case.slip(3, "12", daily * tank / 100, litres)
    case.refuted(4, litres > 2 * can)
    case.right(5, "31", can * 1000 // (daily * bucket))
    case.key("1,200", daily * tank)
    case.key("1.2", litres)
    assert "one can is enough for four tanks" in case.scenario.reveal
    assert can // litres == 4


@recomputes("role-27-twin")
def lawn_feed(case: Case) -> None:
    length, width = case.given("12 by 15 metres")
    dose = case.given("35 g per square metre")[0]
    bag, price = case.given("Bag 10 kg, EUR 24.00.")
    small, small_price = case.given("Small pack 2.5 kg, EUR 8.50.")
    spreader = case.given("Spreader: holds 3 kg.")[0]
    grams = length * width * dose
    case.slip(1, "63", grams / 100, grams / 1000)
    case.right(2, "180", length * width)
    case.right(3, "71", small * 1000 / dose)
    case.right(4, "3.40", small_price / small)
    case.holds(4, small_price / small - price / bag == 1)
    case.slip(6, "21", Fraction(63) / spreader, -(-grams / 1000 // spreader))
    case.key("6,300", grams)
    case.key("6.3", grams / 1000)
    assert "three fillings are enough" in case.scenario.reveal
    assert -(-grams / 1000 // spreader) == 3


@recomputes("role-28")
def gate_of_the_warehouse(case: Case) -> None:
    case.given("It is 09:40.")
    hours = case.given("than 2 hours above 7.0, otherwise refuse")[0]
    taken = hot = Fraction(0)
    warm = {}
    for name in ("Yoghurt", "Cheese", "Ham"):
        pallets, measured = case.row(name)[:2]
        since = re.search(rf"^{name}.* (\d\d:\d\d|never)$", case.scenario.source, re.M)
        assert since is not None
        warm[name] = 0 if since[1] == "never" else at("09:40") - at(since[1])
        fine = measured <= 7 or (measured <= 9 and warm[name] < hours * 60)
        taken, hot = (taken + pallets, hot) if fine else (taken, hot + pallets)
    frozen, cold = case.row("Frozen peas")
    case.right(2, "90", warm["Cheese"])
    case.holds(3, 0 < warm["Ham"] < warm["Cheese"])
    case.holds(4, cold < case.given("accept at -15.0 or colder")[0])
    case.right(5, "22", taken + frozen)
    case.right(5, "26", taken + frozen + hot)
    case.holds(3, hot == case.row("Ham")[0])
    case.holds(6, at("10:10") - at("08:10") >= hours * 60)
    case.right(6, "10", (at("09:40") - warm["Cheese"] + hours * 60) // 60)
    case.reads(1, "12 pallets of yoghurt, because 6.8 degrees", *case.row("Yoghurt")[:2])
    case.reads(2, "at 8.6", case.row("Cheese")[1])


@recomputes("role-28-twin")
def school_lunch(case: Case) -> None:
    cards = case.given("5 red, 3 blue, 2 green")
    case.given("one child has red and blue")
    children, yoghurts = case.given("96 children")[0], case.given("There are 91 yoghurts.")[0]
    case.right(5, "91", children - cards[0])
    case.holds(5, yoghurts >= children - cards[0])
    case.right(6, "ten", sum(cards))
    case.right(6, "nine", sum(cards) - 1)


@recomputes("role-29")
def loud_mixer(case: Case) -> None:
    days, bought = case.given("Money back: within 30 days")[0], case.given("bought 49 days ago")[0]
    case.holds(2, bought > days)
    case.given("not measured yet")
    case.refuted(1, False)
    case.given("no promise made")
    case.refuted(5, False)
    case.reads(2, "for 30 days", days)
    case.given("a new machine if two repairs did not help")
    case.reads(4, "After two repairs", 2)


@recomputes("redesign-08")
def missed_appointments(case: Case) -> None:
    shares = {}
    for name in ("All", "live in Eastside", "live elsewhere", "with an interpreter", "called", "not called"):
        asked, missed = case.row(name)[-2:]
        shares[name] = missed * 100 / asked
    case.right(1, "12", shares["All"])
    case.refuted(2, shares["live elsewhere"] < shares["live in Eastside"])
    case.right(3, "10", shares["with an interpreter"])
    case.invented(4, "20")
    case.holds(3, shares["with an interpreter"] < shares["All"])
    case.right(5, "4", shares["called"])
    case.right(5, "16.8", shares["not called"])
    asked, missed = case.row("with an interpreter")
    case.reads(3, "8 of 80", missed, asked)


@recomputes("succeed-07")
def library_desk(case: Case) -> None:
    before, after = case.row("Questions at the desk")
    at_once, at_once_after = case.row("answered at once")
    sent, sent_after = case.row("sent to a colleague")
    assert (at_once + sent, at_once_after + sent_after) == (before, after)
    case.right(1, "150", at_once_after - at_once)
    case.right(2, "75", at_once * 100 / before)
    case.right(2, "70", at_once_after * 100 / after)
    case.right(2, "quarter", after / before - 1)
    case.holds(2, at_once_after / at_once - 1 == Fraction(1, 6))
    least = case.given("at least 75%")[0]
    case.holds(3, at_once_after * 100 / after < least)
    case.right(4, "half", sent_after / sent - 1)


@recomputes("role-30")
def stolen_phone(case: Case) -> None:
    case.given("I entered the last code at 8:15.")
    hours = case.given("mail works without the phone for 12 hours")[0]
    ends = at("8:15") + hours * 60
    assert ends == at("20:15")
    case.right(1, "20", ends // 60)
    case.given("was stolen at 12:30")
    case.given("within 24 hours")
    case.given("It is 17:50.")
    assert "ten minutes left" in case.scenario.reveal
    assert at("18:00") - at("17:50") == 10
    case.given("takes three working days")
    case.reads(6, "takes three working days", 3)
    closes = case.given("The desk is open from 7:00 to 18:00.")[2:]
    case.reads(4, "by 18:00", *closes)
    case.reads(5, "After 18:00", *closes)


@recomputes("role-30-twin")
def twelve_guests(case: Case) -> None:
    case.given("It is Tuesday, 24 June 2025, 10:00.")
    today = datetime.date(2025, 6, 24)
    event = datetime.date(2025, 6, case.given("free on Thursday, 26 June")[0].numerator)
    assert working_day(today, 2) == event
    guests = case.given("I have 12 guests")[0]
    few = case.given("Badges: up to 10 guests, by 12:00 on the working day before;")[0]
    case.right(2, "ten", few)
    case.holds(2, guests > few and today + datetime.timedelta(days=1) == event - datetime.timedelta(days=1))
    case.given("Parking: two places for each event.")
    case.given("Three come by car; one of these drivers uses a wheelchair.")
    case.holds(3, guests >= case.given("for at least 8 people")[0])
    case.right(7, "three", case.given("Room 0.4: 15 seats")[1] - guests)


@recomputes("role-31")
def guest_network(case: Case) -> None:
    old, new = (case.given(f"A guest code is valid for {days} days.")[0] for days in (7, 2))
    case.refuted(2, old == new)
    case.slip(4, "8", old + 1, new + 1)
    assert "five would be needed" in case.scenario.reveal
    assert (-(-10 // old), -(-10 // new)) == (2, 5)


@recomputes("role-31-twin")
def lost_keys(case: Case) -> None:
    now = case.given(" 2 Jan 2025: A new key costs the ward EUR 95.")[-1]
    later = case.given("From 1 June a new key costs the ward EUR 110.")[-1]
    case.right(3, "95", now)
    case.right(4, "15", later - now)


@recomputes("role-32")
def hearing(case: Case) -> None:
    for day, name in ((3, "Tuesday"), (5, "Thursday"), (6, "Friday"), (10, "Tuesday")):
        assert datetime.date(2025, 6, day).strftime("%A") == name
        case.given(f"{name[:3]} {day} June")
    case.given("no hearings on Fridays, except in the Berger case")
    case.given("Dr Sand on 5 June until 15:00. Nothing else.")
    case.holds(1, at("9:30") < at("10:00"))
    case.holds(2, at("13:00") < at("15:00"))
    case.refuted(3, at("11:00") < at("10:00"))
    case.holds(4, at("10:30") >= at("10:00"))
    case.refuted(5, len(("6 June", "10 June")) == 1)
    case.reads(4, "10 June at 10:30", *case.given("10 June 10:30"))


@recomputes("role-32-twin")
def heating_work(case: Case) -> None:
    firm = [datetime.date(2025, 3, day) for day in (4, 10, 11, 17)]
    case.given("Tue 4, Mon 10, Tue 11 and Mon 17 March")
    assert [day.strftime("%a") for day in firm] == ["Tue", "Mon", "Tue", "Mon"]
    first, last = case.given("School holidays: 10 to 14 March.")
    free = [day.day for day in firm if day.weekday() != 0 or first <= day.day <= last]
    case.refuted(1, 10 not in free)
    case.holds(2, 17 not in free)
    case.refuted(6, len(free) == 2)
    meets = case.given("The council meets on 4, 11 and 18 March")
    case.holds(4, 11 in meets)
    case.holds(5, not {Fraction(10), Fraction(17)} & set(meets))
    case.reads(3, "4 March", firm[0].day)


@recomputes("role-33")
def vote_of_the_board(case: Case) -> None:
    members = case.given("The board has 21 members.")[0]
    here = case.given("20 here at the start. Mr Ito left at 10:40.")[0] - 1
    yes, no, neither = case.given("13 yes, 5 no, 1 abstention")
    assert yes + no + neither == here == 19
    case.holds(1, at("10:45") - at("10:40") == 5)
    needed = members * 2 / 3
    case.right(3, "14", needed)
    case.holds(3, yes < needed)
    case.holds(4, yes / here > Fraction(2, 3))
    case.key("19", here)
    case.reads(2, "13 votes for the new rules, five against and one abstention", yes, no, neither)


@recomputes("role-33-twin")
def three_clocks(case: Case) -> None:
    noon, lisbon, dubai = case.given("12:00 in Warsaw is 11:00 in Lisbon and 14:00 in Dubai.")[0::2]
    ahead = {"Warsaw": 0, "Lisbon": int(lisbon - noon), "Dubai": int(dubai - noon)}
    case.given("Each office works from 9:00 to 17:00 on its own clock.")
    case.given("Each office has lunch from 12:00 to 13:00 on its own clock.")
    busy = {"Lisbon": case.given("Lisbon is busy from 9:00")[0], "Warsaw": case.given("busy from 15:00")[0]}

    def can(office: str, hour: int) -> bool:
        own = hour + ahead[office]
        return 9 <= own < 17 and own != 12 and own != busy.get(office)

    free = [hour for hour in range(24) if all(can(office, hour) for office in ahead)]
    assert free == [11, 14]
    case.right(1, "two", len(free))
    case.right(2, "10", 11 + ahead["Lisbon"])
    case.right(2, "13", 11 + ahead["Dubai"])
    case.holds(3, 14 + 1 + ahead["Dubai"] == 17)
    case.holds(4, 10 + ahead["Dubai"] == 12 and 10 + ahead["Lisbon"] == 9)
    case.holds(5, 13 + ahead["Lisbon"] == 12)
    case.holds(6, 15 + ahead["Dubai"] == 17)
    case.right(6, "15", 17 - ahead["Dubai"])
    case.reads(4, "At 10:00", 12 - ahead["Dubai"], 0)


@recomputes("role-34")
def a_result_that_is_hers(case: Case) -> None:
    points, needed = case.given("Law: 46 points, 50 needed")
    assert points < needed
    case.given("No consent for other persons in the file.")


@recomputes("redesign-09")
def without_a_person(case: Case) -> None:
    least = case.given("at least 200 tested")[0]
    most = case.given("most 1% wrong")[0]
    rooms, rooms_wrong = case.row("Room booking")
    badges, badges_wrong = case.row("Parking badge")
    keys, keys_wrong = case.row("Key for a lab")
    case.holds(1, rooms >= least and rooms_wrong * 100 / rooms <= most)
    case.right(2, "0.7", rooms_wrong * 100 / rooms)
    case.holds(3, badges_wrong == 0 and badges < least)
    case.right(4, "50", least - badges)
    case.holds(5, keys >= least and keys_wrong * 100 / keys <= most)
    case.reads(1, "2 wrong of 300", rooms_wrong, rooms)


@recomputes("succeed-08")
def three_cards(case: Case) -> None:
    minutes, unchanged = case.given("Of 16 minutes, 14 needed no change")
    case.right(2, "Two", minutes - unchanged)
    case.given("nothing counted")
    case.invented(4, "8")
    case.invented(4, "4")
    case.invented(6, "2023")
