/**
 * The words of the protocol, each list with the family of messages that names them to people.
 * scripts/check-locales.mjs reads the comments: a word without its message fails the build.
 */
import type { components as Alerts } from './generated/alerts'
import type { components as Console } from './generated/console'
import type { components as Intake } from './generated/intake'
import type { components as Routing } from './generated/routing'
import type { components as Supervision } from './generated/supervision'

// messages: words.channel
export const CHANNELS = ['letter', 'visit', 'call', 'online', 'leader_reception', 'from_above', 'sweep', 'suggestion'] as const satisfies readonly Intake['schemas']['Channel'][]
// messages: words.class
export const CASE_CLASSES = ['claim', 'accusation', 'suggestion'] as const satisfies readonly Intake['schemas']['CaseClass'][]
// messages: words.status
export const CASE_STATUSES = ['registered', 'assigned', 'accepted', 'handling', 'decided', 'served', 'closed'] as const satisfies readonly Routing['schemas']['CaseStatus'][]
// messages: words.light
export const LIGHTS = ['red', 'yellow', 'green', 'blue', 'none'] as const satisfies readonly Supervision['schemas']['Light'][]
// messages: words.reception_result
export const RECEPTION_RESULTS = ['solved_on_spot', 'by_date', 'explained', 'to_study'] as const satisfies readonly Intake['schemas']['ReceptionResult'][]
// messages: words.rule
export const CLOCK_RULES = ['route', 'accept', 'handle', 'assignment_letter'] as const satisfies readonly Supervision['schemas']['RuleCode'][]
// messages: words.alert_kind
export const ALERT_KINDS = ['near', 'due_today', 'overdue', 'urgent_visit', 'roster_gap', 'system'] as const satisfies readonly Alerts['schemas']['AlertItem']['kind'][]
// messages: words.alert_state
export const ALERT_STATES = ['open', 'acknowledged', 'closed'] as const satisfies readonly Alerts['schemas']['AlertState'][]
// messages: words.unit_kind
export const UNIT_KINDS = ['petition_office', 'department', 'town', 'village', 'leadership', 'discipline', 'joint_conference'] as const satisfies readonly Routing['schemas']['UnitKind'][]
// messages: words.action
export const CASE_ACTIONS = ['assign', 'accept', 'progress', 'decide', 'serve', 'close'] as const
// messages: words.outcome
export const OUTCOMES = ['supported', 'partly_supported', 'not_supported', 'explained'] as const satisfies readonly Routing['schemas']['Outcome'][]
// messages: words.serve_method
export const SERVE_METHODS = ['in_person', 'post', 'electronic', 'public_notice'] as const satisfies readonly Routing['schemas']['ServiceMethod'][]
// messages: words.close_result
export const CLOSE_RESULTS = ['settled', 'lapsed', 'explained'] as const satisfies readonly Routing['schemas']['ClosingResult'][]
// messages: words.layer
export const ROSTER_LAYERS = ['duty', 'leader', 'principal'] as const satisfies readonly Alerts['schemas']['Layer'][]
// messages: words.source
export const SOURCES = ['intake', 'routing', 'supervision', 'alerts', 'ledger', 'exchange', 'console'] as const
// messages: words.role
export const ROLES = ['registrar', 'receptionist', 'router', 'director', 'handler', 'unit_head', 'instructing_leader', 'village_reporter', 'responsible_leader', 'sponsor', 'supervisor', 'leader', 'joint_conference', 'hearing_chair', 'mediator', 'reviewer', 'assessor', 'discipline_inspector', 'sysadmin', 'secadmin', 'auditor', 'operator'] as const satisfies readonly Console['schemas']['Role'][]

export type Channel = (typeof CHANNELS)[number]
export type CaseClass = (typeof CASE_CLASSES)[number]
export type CaseStatus = (typeof CASE_STATUSES)[number]
export type Light = (typeof LIGHTS)[number]
export type ReceptionResult = (typeof RECEPTION_RESULTS)[number]
export type ClockRule = (typeof CLOCK_RULES)[number]
export type AlertKind = (typeof ALERT_KINDS)[number]
export type AlertState = (typeof ALERT_STATES)[number]
export type UnitKind = (typeof UNIT_KINDS)[number]
export type CaseAction = (typeof CASE_ACTIONS)[number]
export type Outcome = (typeof OUTCOMES)[number]
export type ServeMethod = (typeof SERVE_METHODS)[number]
export type CloseResult = (typeof CLOSE_RESULTS)[number]
export type RosterLayer = (typeof ROSTER_LAYERS)[number]
export type Role = (typeof ROLES)[number]

/** Fails to compile when a document gains a word that the pages have no message for. */
type Named<Word extends string, List extends readonly string[]> = Exclude<Word, List[number]> extends never ? true : Exclude<Word, List[number]>
export const ALL_WORDS_NAMED: [Named<Intake['schemas']['Channel'], typeof CHANNELS>, Named<Intake['schemas']['CaseClass'], typeof CASE_CLASSES>, Named<Routing['schemas']['CaseStatus'], typeof CASE_STATUSES>, Named<Supervision['schemas']['Light'], typeof LIGHTS>, Named<Intake['schemas']['ReceptionResult'], typeof RECEPTION_RESULTS>, Named<Supervision['schemas']['RuleCode'], typeof CLOCK_RULES>, Named<Alerts['schemas']['AlertItem']['kind'], typeof ALERT_KINDS>, Named<Alerts['schemas']['AlertState'], typeof ALERT_STATES>, Named<Routing['schemas']['UnitKind'], typeof UNIT_KINDS>, Named<Routing['schemas']['Outcome'], typeof OUTCOMES>, Named<Routing['schemas']['ServiceMethod'], typeof SERVE_METHODS>, Named<Routing['schemas']['ClosingResult'], typeof CLOSE_RESULTS>, Named<Alerts['schemas']['Layer'], typeof ROSTER_LAYERS>, Named<Console['schemas']['Role'], typeof ROLES>] = [true, true, true, true, true, true, true, true, true, true, true, true, true, true]
