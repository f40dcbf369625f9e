/**
 * The routes of the services as the pages call them, in the form that openapi-typescript writes.
 */
import type * as S from './shapes'

interface Json<T> { content: { 'application/json': T } }
type Answers<T> = { responses: { 200: Json<T>; default: Json<unknown> } }
interface Get<Query, T> { get: { parameters: { query?: Query } } & Answers<T> }
interface GetOne<Path, Query, T> { get: { parameters: { path: Path; query?: Query } } & Answers<T> }
interface Post<Body, T> { post: { parameters: object; requestBody: Json<Body> } & Answers<T> }
interface PostOne<Path, Body, T> { post: { parameters: { path: Path }; requestBody: Json<Body> } & Answers<T> }
type Empty = Record<string, never>
interface Id { id: string }
interface Paging { cursor?: string; limit?: number }

export interface ConsolePaths {
  '/api/console/v1/login': Post<{ username: string; password: string }, { user: S.User }>
  '/api/console/v1/logout': Post<Empty, undefined>
  '/api/console/v1/password': Post<{ current: string; new: string }, undefined>
  '/api/console/v1/me': Get<Empty, S.User>
  '/api/console/v1/instance': Get<Empty, S.Instance>
  '/api/console/v1/users': Get<Paging, S.Page<S.User>> & Post<S.NewUser, S.User>
  '/api/console/v1/audit': Get<Paging, S.Page<S.AuditRow>>
  '/api/console/v1/drill/inbox': Get<Paging, S.Page<S.DrillMessage>>
}
export interface IntakePaths {
  '/api/intake/v1/petitions': Post<S.NewPetition, S.Receipt> & Get<Paging & { q?: string }, S.Page<S.PetitionHit>>
  '/api/intake/v1/petitions/{id}': GetOne<Id, Empty, S.Petition>
  '/api/intake/v1/petitions/{id}/reveal': PostOne<Id, { fields: S.RevealField[]; reason: string }, S.Revealed>
}
export interface RoutingPaths {
  '/api/routing/v1/units': Get<Paging, S.Page<S.Unit>> & Post<{ name: string; kind: string; parent_id?: string | null }, S.Unit>
  '/api/routing/v1/persons': Get<Paging & { unit?: string }, S.Page<S.Person>> & Post<{ name: string; title: string; unit_id: string }, S.Person>
  '/api/routing/v1/cases/{id}': GetOne<Id, Empty, S.RoutingCase>
  '/api/routing/v1/cases/{id}/suggestions': GetOne<Id, Empty, S.Page<S.Suggestion>>
  '/api/routing/v1/cases/{id}/assign': PostOne<Id, S.Fixings, S.CaseMoved>
  '/api/routing/v1/cases/{id}/accept': PostOne<Id, { note?: string }, S.CaseMoved>
  '/api/routing/v1/cases/{id}/progress': PostOne<Id, { summary: string }, S.CaseMoved>
  '/api/routing/v1/cases/{id}/decide': PostOne<Id, { outcome: string; summary: string; legal_basis: string }, S.CaseMoved>
  '/api/routing/v1/cases/{id}/serve': PostOne<Id, { method: string; served_at?: string }, S.CaseMoved>
  '/api/routing/v1/cases/{id}/close': PostOne<Id, { result: string; note?: string }, S.CaseMoved>
}
export interface SupervisionPaths {
  '/api/supervision/v1/board': Get<Empty, S.Page<S.BoardRow>>
  '/api/supervision/v1/cases/{id}/clocks': GetOne<Id, Empty, S.Page<S.Clock>>
}
export interface AlertsPaths {
  '/api/alerts/v1/alerts': Get<Paging & { case?: string; state?: string }, S.Page<S.Alert>>
  '/api/alerts/v1/alerts/{id}': GetOne<Id, Empty, S.Alert>
  '/api/alerts/v1/alerts/{id}/cannot-come': PostOne<Id, { reason: string }, { id: string; state: string; version: number }>
  '/api/alerts/v1/alerts/{id}/acknowledge': PostOne<Id, { note?: string }, { id: string; state: string; version: number }>
  '/api/alerts/v1/alerts/{id}/close': PostOne<Id, { outcome: string }, { id: string; state: string; version: number }>
  '/api/alerts/v1/rosters': Get<Paging, S.Page<S.Roster>>
  '/api/alerts/v1/rosters/on-call': Get<{ at?: string }, S.Page<S.OnCall>>
  '/api/alerts/v1/rosters/calendar': Get<{ from: string; to: string }, S.Page<S.Shift>>
  '/api/alerts/v1/rosters/{id}/overrides': PostOne<Id, { person_id: string; from: string; until: string; reason: string }, { id: string }>
}
export interface LedgerPaths {
  '/api/ledger/v1/cases': Get<S.LedgerQuery, S.Page<S.LedgerRow>>
  '/api/ledger/v1/cases/{id}': GetOne<Id, Empty, S.LedgerRow>
  '/api/ledger/v1/cases/{id}/timeline': GetOne<Id, Paging, S.Page<S.TimelineItem>>
}
