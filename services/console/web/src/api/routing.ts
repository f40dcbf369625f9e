import type { paths } from './generated/routing'
import type { Fixings, Person, RoutingCase, Unit } from './shapes'
import { body, ifMatch, serviceClient, words } from './transport'
import type { CloseResult, Outcome, ServeMethod, UnitKind } from './words'

const routing = serviceClient<paths>()

/** A county has some 60 departments, 30 towns and 500 villages; beyond that a list to choose from is no help. */
const DIRECTORY_PAGES_MAX = 5

async function whole<Item>(next: (cursor?: string) => Promise<{ items: Item[]; next_cursor?: string | null }>): Promise<Item[]> {
  const all: Item[] = []
  let cursor: string | undefined
  for (let page = 0; page < DIRECTORY_PAGES_MAX; page += 1) {
    const answer = await next(cursor)
    all.push(...answer.items)
    if (!answer.next_cursor) break
    cursor = answer.next_cursor
  }
  return all
}

export const units = (): Promise<Unit[]> =>
  whole((cursor) => body(routing.GET('/api/routing/v1/units', { params: { query: { cursor, limit: 200 } } })))
export const persons = (unit?: string): Promise<Person[]> =>
  whole((cursor) => body(routing.GET('/api/routing/v1/persons', { params: { query: { unit, cursor, limit: 200 } } })))
export const createUnit = (unit: { name: string; kind: UnitKind; parent_id?: string | null }, key: string) =>
  body(routing.POST('/api/routing/v1/units', { body: unit, headers: { 'Idempotency-Key': key } }))
export const createPerson = (person: { name: string; title: string; unit_id: string }, key: string) =>
  body(routing.POST('/api/routing/v1/persons', { body: person, headers: { 'Idempotency-Key': key } }))

export const routingCase = (id: string) => words<RoutingCase>(body(routing.GET('/api/routing/v1/cases/{id}', { params: { path: { id } } })))
export const suggestions = (id: string) => body(routing.GET('/api/routing/v1/cases/{id}/suggestions', { params: { path: { id } } }))

/** Which version of the case the person saw, and the key of this one form. */
export interface Update { version?: number; key: string }
const how = (id: string, update: Update) => ({
  params: { path: { id } },
  headers: { 'Idempotency-Key': update.key, ...ifMatch(update.version) },
})

export const assign = (id: string, fixings: Fixings, update: Update) =>
  body(routing.POST('/api/routing/v1/cases/{id}/assign', { ...how(id, update), body: fixings }))
export const accept = (id: string, note: string | undefined, update: Update) =>
  body(routing.POST('/api/routing/v1/cases/{id}/accept', { ...how(id, update), body: { note } }))
export const reportProgress = (id: string, summary: string, update: Update) =>
  body(routing.POST('/api/routing/v1/cases/{id}/progress', { ...how(id, update), body: { summary } }))
export const decide = (id: string, decision: { outcome: Outcome | null; summary: string; legal_basis: string }, update: Update) =>
  body(routing.POST('/api/routing/v1/cases/{id}/decide', { ...how(id, update), body: decision }))
export const serve = (id: string, service: { method: ServeMethod | null; served_at?: string }, update: Update) =>
  body(routing.POST('/api/routing/v1/cases/{id}/serve', { ...how(id, update), body: service }))
export const close = (id: string, closing: { result: CloseResult | null; note?: string }, update: Update) =>
  body(routing.POST('/api/routing/v1/cases/{id}/close', { ...how(id, update), body: closing }))
