/**
 * The bodies that the pages read and send: the generated types under the names that the pages use.
 * Instants are RFC 3339 with a zone, dates are `YYYY-MM-DD` in China's time. Where a document says
 * only "string" for one of the protocol's words, the word's own type is put in.
 */
import type { components as AlertsDocument } from './generated/alerts'
import type { components as ConsoleDocument } from './generated/console'
import type { components as IntakeDocument } from './generated/intake'
import type { components as LedgerDocument } from './generated/ledger'
import type { components as RoutingDocument } from './generated/routing'
import type { components as SupervisionDocument } from './generated/supervision'
import type { CaseAction, CaseClass, CaseStatus, Channel, ClockRule, Light } from './words'

type Alerts = AlertsDocument['schemas']
type Console = ConsoleDocument['schemas']
type Intake = IntakeDocument['schemas']
type Ledger = LedgerDocument['schemas']
type Routing = RoutingDocument['schemas']
type Supervision = SupervisionDocument['schemas']
type Narrow<Whole, By> = Omit<Whole, keyof By> & By

/** A page of a list; `next_cursor` is null on the last one. */
export interface Page<Item> { items: Item[]; next_cursor?: string | null }

export type User = Console['UserView']
/** The document leaves the password out of the schema, because it is never written down. */
export type NewUser = Console['CreateUserRequest'] & { password: string }
export type Instance = Console['Instance']
export type AuditRow = Console['AuditItem']
export type DrillMessage = Narrow<Console['InboxItem'], { channel: 'webhook' | 'mail' }>

/** Masked or revealed; a revealed one has the same fields. */
export type Petitioner = Intake['MaskedPetitioner']
export type NewPetition = Intake['RegisterBody']
export type Receipt = Intake['Registered']
export type Petition = Intake['PetitionView']
export type PetitionHit = Intake['PetitionSummary']
export type RevealField = 'body' | 'petitioners'
export type Revealed = Intake['Revealed']

export type Unit = Routing['UnitView']
export type Person = Routing['PersonView']
export type Fixings = Routing['AssignBody']
export type ActionState = Narrow<Routing['ActionView'], { name: CaseAction }>
export type RoutingCase = Narrow<Routing['CaseView'], { actions: ActionState[] }>
export type Suggestion = Routing['SuggestedUnit']
export type CaseMoved = Routing['CaseChanged']

export type Clock = Supervision['ClockView']
export type BoardRow = Supervision['BoardRow']

export type Alert = Alerts['AlertItem']
export type Roster = Alerts['RosterItem']
export type OnCall = Alerts['DutyItem']
export type Shift = Alerts['DutyItem']

export type LedgerRow = Narrow<Ledger['CaseItem'], { channel: Channel; class: CaseClass; status: CaseStatus; light: Light; rule?: ClockRule | null }>
export type LedgerQuery = { status?: CaseStatus; unit?: string; light?: Light; q?: string; mine?: boolean; cursor?: string; limit?: number }
export type TimelineItem = Ledger['TimelineItem']
