/** The month as rosters × days; a day belongs to whoever is on call at noon. */
import type { Shift } from '@/api/shapes'
import { dateOfDay, dayOfDate, startOfDay, weekday } from '@/dates/format'

const NOON_MILLISECONDS = 12 * 3600_000

export interface Cell { day: number; date: string; shift: Shift | null; weekend: boolean }

export function daysOfMonth(month: string): number[] {
  const first = dayOfDate(`${month}-01`)
  const days: number[] = []
  for (let day = first; dateOfDay(day).startsWith(month); day += 1) days.push(day)
  return days
}

export function shiftMonth(month: string, step: number): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + step)
  return at.toISOString().slice(0, 7)
}

export function rowOf(roster: string, shifts: readonly Shift[], days: readonly number[]): Cell[] {
  const own = shifts.filter((shift) => shift.roster_id === roster)
  return days.map((day) => {
    const noon = Date.parse(startOfDay(day)) + NOON_MILLISECONDS
    // A swap stands above the rotation that it replaces.
    const on = own.filter((shift) => Date.parse(shift.from) <= noon && noon < Date.parse(shift.until))
    return { day, date: dateOfDay(day), shift: on.find((shift) => shift.source === 'override') ?? on[0] ?? null, weekend: weekday(day) >= 5 }
  })
}
