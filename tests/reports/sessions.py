"""Session folders for reports: one with every part of the plan format, and a series with a look-back."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "data" / "example-plan.toml"
KEPT = ROOT / "tests" / "data" / "sessions" / "2026-11-02-ai-in-customer-care"
SERIES = "northlight-2025"

_HEADER = f"""schema_version = 1
[session]
id = "2025-11-18-northlight-care"
series = "{SERIES}"
date = 2025-11-18
title = "AI in customer care: what we trust and what we check"
minimum_group = 5
"""

_PHASES = """phases = ["learn", "lead-role", "lead-redesign", "succeed"]
sealed = 2025-11-18
#"""

_LEARN = """[phase]
id = "learn"
number = 1
title = "LEARN: build AI fluency and safety first"
skipped = ["in-reviews", "canvas.for_whom"]
[phase.safety]
top_fears = ["skill-relevance", "job-security"]
sponsor_response = "Nobody loses their job because of this programme; we will retrain first."
statement_of_support = "AI is here to support our people, not to quietly replace them."
stated_by = "Managing director"
permissions = ["learn in working hours", "try with public data", "ask and say no"]
learning_time_hours_per_week = 1.0
counts_in_reviews = "Trying and sharing counts; error rates do not."
safety_pulse = { before = { n = 18, mean = 3.1 }, after = { n = 17, mean = 3.6 } }
[phase.fluency]
good_at = ["first drafts from our own notes"]
needs_a_check = ["figures", "rules with 'unless'"]
ours_to_decide = ["ratings of people", "refusals"]
[[evidence]]
scenario = "learn-05"
title = "Nobody voted twice"
kinds = ["invented-detail"]
round2 = { voters = 6, correct = 3, by_hand = true }
"""

_REDESIGN = """[phase]
id = "lead-redesign"
number = 3
title = "LEAD: redesign how work gets done"
[phase.delusion_check]
workflow_changed = ""
process_changed = "status report ended"
decision_changed = ""
[[process]]
name = "Weekly status report"
why_it_exists = "Founded in 2019 for a project that ended"
for_whom = "41 readers; 2 opened it in eight weeks"
if_we_stopped = "Nobody would miss it; audit to confirm"
person_decides = "Which risks go to the board"
verdict = "stop"
hours_before_per_week = 18.0
hours_after_per_week = 0.0
checking_hours_per_week = 0.0
hours_freed_net = 18.0
freed_time_goes_to = "Visits to the ten dealers with most open cases"
[[action]]
id = "A4"
status = "dropped"
if = "a request comes twice"
then = "a bot answers the second one"
owner_side = "shared"
[[action.review]]
day = 30
planned = 2025-12-18
held = 2025-12-19
did_it_happen = "partly"
lesson = "Second requests are the difficult ones."
works = "Drafts for the first"
does_not = "Tone"
support_needed = "One reviewer"
next = "stop"
"""

_SUCCEED = """[phase]
id = "succeed"
number = 4
title = "SUCCEED: make AI capability sustainable"
[phase.rhythm]
touch_day = 14
reviews = [30, 60, 90]
then_every_days = 90
[phase.guardrails]
green = ["drafts from public information: no approval"]
amber = ["text for customers: one named reviewer"]
red = ["personal data or binding promises: data protection first"]
owner = "Head of customer care"
checked_on = 2025-11-18
[[share]]
what = "Formula line behind adjusted figures"
tested_on = "November close, 14 ratios"
limits = "Not tried for forecasts"
ask_us_for = "Template"
shared_with = ["Controlling", "plant South"]
"""

_LOOK_BACK = f"""schema_version = 1
[session]
id = "2025-12-18-northlight-care"
series = "{SERIES}"
date = 2025-12-18
title = "Did it happen?"
minimum_group = 5
next_session = "none"
[phase]
id = "succeed"
number = 4
[phase.look_back]
of = "2025-11-18-northlight-care"
day = 30
works = ["The formula line"]
does_not = ["The hour is taken by meetings"]
support_needed = ["A roster that holds"]
sponsor_response = "The hour stays free from January."
[[evidence]]
scenario = "learn-02-twin"
title = "The twin"
kinds = ["arithmetic-slip"]
round1 = {{ voters = 12, correct = 9, mean_confidence = 0.7 }}
"""


def write_session(sessions: Path) -> Path:
    """A session with every part of the format: the complete example, and the other phases around it."""
    folder = sessions / "2025-11-18-northlight-care"
    folder.mkdir(parents=True)
    shutil.copy(EXAMPLE, folder / "2-lead-role.toml")
    for name, text in (("1-learn", _LEARN), ("3-lead-redesign", _REDESIGN), ("4-succeed", _SUCCEED)):
        (folder / f"{name}.toml").write_text(_HEADER + text, encoding="utf-8")
    record = (KEPT / "session.toml").read_text(encoding="utf-8").partition("# What the room was asked")[2]
    (folder / "session.toml").write_text(_HEADER + _PHASES + record, encoding="utf-8")
    return folder


def write_series(sessions: Path) -> None:
    """The session, and a look-back after thirty days."""
    write_session(sessions)
    folder = sessions / "2025-12-18-northlight-care"
    folder.mkdir()
    (folder / "4-succeed.toml").write_text(_LOOK_BACK, encoding="utf-8")
