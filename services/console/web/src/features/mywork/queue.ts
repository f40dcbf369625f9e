/** One queue, what is due first on top, grouped by when it is due and whose turn it is. */
import type { LedgerRow } from '@/api/shapes'
import type { CaseAction, CaseStatus, Role } from '@/api/words'
import { dayOfDate, weekday } from '@/dates/format'

export const GROUPS = ['today', 'week', 'later', 'waiting'] as const
export type Group = (typeof GROUPS)[number]

/** The one step that moves a case on, and who takes it. Routing decides; this only orders the queue. */
const NEXT: Record<Exclude<CaseStatus, 'closed'>, { action: CaseAction; roles: readonly Role[] }> = {
  registered: { action: 'assign', roles: ['router', 'director'] },
  assigned: { action: 'accept', roles: ['handler', 'unit_head'] },
  accepted: { action: 'progress', roles: ['handler', 'unit_head'] },
  handling: { action: 'decide', roles: ['handler', 'unit_head'] },
  decided: { action: 'serve', roles: ['handler', 'unit_head'] },
  served: { action: 'close', roles: ['router', 'director', 'unit_head'] },
}

export interface QueueRow { row: LedgerRow; group: Group; action: CaseAction | null; mine: boolean }

export function nextStep(row: LedgerRow, roles: ReadonlySet<Role>): { action: CaseAction | null; mine: boolean } {
  if (row.status === 'closed') return { action: null, mine: false }
  const next = NEXT[row.status]
  return { action: next.action, mine: next.roles.some((role) => roles.has(role)) }
}

export function groupOf(row: LedgerRow, mine: boolean, today: number): Group {
  if (!mine) return 'waiting'
  if (!row.due) return 'later'
  const due = dayOfDate(row.due)
  if (due <= today) return 'today'
  return due <= today + (6 - weekday(today)) ? 'week' : 'later'
}

const byDue = (a: LedgerRow, b: LedgerRow) => (a.due ?? '9999-99-99').localeCompare(b.due ?? '9999-99-99') || a.case_number.localeCompare(b.case_number)

export function queue(rows: readonly LedgerRow[], roles: ReadonlySet<Role>, today: number): QueueRow[] {
  return rows
    .filter((row) => row.status !== 'closed')
    .sort(byDue)
    .map((row) => {
      const step = nextStep(row, roles)
      return { row, ...step, group: groupOf(row, step.mine, today) }
    })
}
