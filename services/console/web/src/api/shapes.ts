/**
 * The bodies that the pages read and send, in the names of the services' documents.
 * Instants are RFC 3339 with a zone, dates are `YYYY-MM-DD` in China's time.
 */
import type { AlertKind, AlertState, CaseAction, CaseClass, CaseStatus, Channel, ClockRule, Light, Outcome, ReceptionResult, Role, RosterLayer, UnitKind } from './words'

export type Instant = string
export type DateText = string

/** A page of a list; `next_cursor` is null on the last one. */
export interface Page<Item> { items: Item[]; next_cursor?: string | null }

export interface User {
  id: string; username: string; display_name: string; roles: Role[]
  unit_id?: string | null; unit_name?: string | null; person_id?: string | null; locale?: string | null
  active?: boolean
}
export interface NewUser { username: string; display_name: string; roles: Role[]; person_id?: string | null; unit_id?: string | null; password: string }
export interface Instance {
  instance: string; name: string; demo: boolean; drill: { rate: number } | null
  business_now: Instant; real_now: Instant; version: string
}
export interface AuditRow { source: string; epoch: number; seq: number; at: Instant; type: string; subject: string; actor: Actor; reason?: string | null }
/** Whoever did it; a timer is `system:<service>`. */
export interface Actor { username: string; role?: Role | null; on_behalf_of?: string | null }
export interface DrillMessage {
  id: string; received_at: Instant; channel: 'webhook' | 'mail'; recipient: string
  subject: string; text: string; link?: string | null; verified: boolean
}

export interface Petitioner { name: string; representative?: boolean; id_number?: string | null; phone?: string | null; address?: string | null }
export interface Reception { ended_at: Instant; result: ReceptionResult }
export interface NewPetition {
  channel: Channel; class: CaseClass; subject: string; body: string; persons: number
  place?: string | null; category?: string | null; petitioners: Petitioner[]
  received_at?: Instant | null; reception?: Reception | null
  conflict?: { units: string[]; persons: string[] } | null
}
export interface Receipt { id: string; case_number: string; receipt_code: string | null; already?: boolean; version: number }
export interface Petition {
  id: string; case_number: string; channel: Channel; class: CaseClass; subject: string
  place?: string | null; category?: string | null; persons: number
  received_at: Instant; registered_at: Instant; late_entry: boolean; reception?: Reception | null
  petitioners: Petitioner[]; body_chars: number; version: number
}
export interface PetitionHit { id: string; case_number: string; subject: string; place?: string | null; received_at?: Instant; registered_at?: Instant }
export type RevealField = 'body' | 'petitioners'
export interface Revealed { body?: string | null; petitioners?: Petitioner[] | null }

export interface Unit { id: string; name: string; kind: UnitKind; parent_id?: string | null; active: boolean }
export interface Person { id: string; name: string; title?: string | null; unit_id: string; active: boolean }
export interface Fixings {
  lead_unit: string; assisting_units: string[]; responsible_leader: string; handler: string
  supervising_unit: string; requirement: string; due?: DateText | null
}
export interface ActionState { name: CaseAction; allowed: boolean; reason_zh?: string | null; reason_en?: string | null }
export interface RoutingCase {
  id: string; case_number: string; status: CaseStatus; class: CaseClass; matter: string
  place?: string | null; category?: string | null; version: number
  assignment?: (Fixings & { letter_number?: string | null; assigned_at: Instant }) | null
  progress: { at: Instant; unit: string; summary: string; by?: string | null }[]
  decision?: { number: string; outcome: Outcome; summary?: string | null; issued_at: Instant } | null
  served?: { at: Instant; method: string } | null
  closed?: { at: Instant; result: string } | null
  actions: ActionState[]
  /** Names of the units and persons on the case, by id. */
  names: Record<string, string>
}
export interface Suggestion { unit_id: string; unit_name: string; score: number; reason_zh: string; reason_en: string }
export interface CaseMoved { id: string; status: CaseStatus; version: number; letter_number?: string | null }

export interface Clock {
  id: string; rule: ClockRule; name_zh: string; name_en: string; article: string; ordinal: number
  state: 'running' | 'stopped'; light: Light; start: Instant; due_unrolled: DateText; due_rolled: DateText
  red_at?: Instant | null; near_on?: DateText | null
  remaining?: { value: number; unit: 'working_day' | 'day'; text_zh: string; text_en: string } | null
  stopped_at?: Instant | null; in_time?: boolean | null; late_on_arrival: boolean; provisional: boolean
  rule_version: string | number; calendar_version: string | number
}

export interface AlertLevel {
  level: number; name_zh: string; name_en: string; begins_at?: Instant | null; ends_at?: Instant | null
  people: { person_id: string; name: string; called_at?: Instant | null; channel?: string | null; delivery_state?: string | null; cannot_come?: boolean }[]
}
export interface Alert {
  /** A gap in the roster or a fault of the system belongs to no case. */
  id: string; case_id?: string | null; case_number?: string | null; kind: AlertKind; rule?: ClockRule | null
  state: AlertState; level: number; levels: AlertLevel[]; raised_at: Instant
  /** What a gap in the roster or a fault is about, in Chinese. */
  note?: string | null; outcome?: string | null; due?: DateText | null
  acknowledged_at?: Instant | null; acknowledged_by?: string | null; next_escalation_at?: Instant | null; version: number
}
export interface Roster {
  id: string; layer: RosterLayer; name: string; members: { person_id: string; name: string }[]
  rotation: 'daily' | 'weekly'; anchor: DateText; handover: string
}
export interface OnCall { layer: RosterLayer; roster_id: string; person_id: string; name: string; from: Instant; until: Instant }
export interface Shift extends OnCall { source: 'rotation' | 'override' }

/** Running cases of one unit, each counted once at its most urgent light; unit null: not assigned yet. */
export interface BoardRow { unit_id?: string | null; unit_name?: string | null; green: number; yellow: number; red: number; blue: number; total: number }

export interface LedgerRow {
  id: string; case_number: string; matter: string; channel: Channel; class: CaseClass
  place?: string | null; category?: string | null; status: CaseStatus; light: Light
  lead_unit?: string | null; lead_unit_name?: string | null; handler?: string | null; handler_name?: string | null
  supervising_unit?: string | null; received_at: Instant; registered_at: Instant
  due?: DateText | null; rule?: ClockRule | null; late_on_arrival: boolean; persons: number
}
export interface LedgerQuery { status?: string; unit?: string; light?: string; q?: string; mine?: boolean; cursor?: string; limit?: number }
export interface TimelineItem { at: Instant; source: string; type: string; text_zh: string; text_en: string; actor_name?: string | null }
