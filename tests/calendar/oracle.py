#!/usr/bin/env python3
"""Every day of 2007-2026 in shared/calendar against the independent package `chinesecalendar` (PyPI).

    cargo run -q -p huiyin-calendar --example dump | python3 tests/calendar/oracle.py

Needs `pip install chinesecalendar`. Exits 1 and names the days when the two differ, or when a day is
missing or repeated.
"""

import datetime
import sys

import chinese_calendar

FIRST, LAST = datetime.date(2007, 1, 1), datetime.date(2026, 12, 31)


def main() -> int:
    ours: dict[datetime.date, str] = {}
    problems: list[str] = []
    for number, line in enumerate(sys.stdin, start=1):
        day_text, _, kind = line.strip().partition(",")
        day = datetime.date.fromisoformat(day_text)
        if day in ours:
            problems.append(f"line {number}: {day} twice")
        ours[day] = kind

    day = FIRST
    days = 0
    while day <= LAST:
        theirs = "workday" if chinese_calendar.is_workday(day) else "day_off"
        if ours.get(day) != theirs:
            problems.append(f"{day} {day:%a}: shared/calendar says {ours.get(day)}, chinesecalendar {theirs}")
        day += datetime.timedelta(days=1)
        days += 1
    problems.extend(f"{day}: outside {FIRST}..{LAST}" for day in ours if not FIRST <= day <= LAST)

    for problem in problems[:50]:
        print(problem, file=sys.stderr)
    if problems:
        print(f"calendar oracle: {len(problems)} differences in {days} days", file=sys.stderr)
        return 1
    print(f"calendar oracle: {days} days agree with chinesecalendar {getattr(chinese_calendar, '__version__', '')}".rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
