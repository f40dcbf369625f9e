import type { paths } from './generated/alerts'
import type { AlertState } from './words'
import { body, serviceClient } from './transport'

const service = serviceClient<paths>()

export const alerts = (query: { case?: string; state?: AlertState; cursor?: string; limit?: number }) =>
  body(service.GET('/api/alerts/v1/alerts', { params: { query } }))
export const alert = (id: string) => body(service.GET('/api/alerts/v1/alerts/{id}', { params: { path: { id } } }))
export const cannotCome = (id: string, reason: string, key: string) =>
  body(service.POST('/api/alerts/v1/alerts/{id}/cannot-come', { params: { path: { id } }, body: { reason }, headers: { 'Idempotency-Key': key } }))
export const acknowledge = (id: string, note: string | undefined, key: string) =>
  body(service.POST('/api/alerts/v1/alerts/{id}/acknowledge', { params: { path: { id } }, body: { note }, headers: { 'Idempotency-Key': key } }))
export const closeAlert = (id: string, outcome: string, key: string) =>
  body(service.POST('/api/alerts/v1/alerts/{id}/close', { params: { path: { id } }, body: { outcome }, headers: { 'Idempotency-Key': key } }))
export const rosters = () => body(service.GET('/api/alerts/v1/rosters', { params: { query: { limit: 50 } } }))
export const onCall = (at?: string) => body(service.GET('/api/alerts/v1/rosters/on-call', { params: { query: { at } } }))
export const rosterCalendar = (from: string, to: string) =>
  body(service.GET('/api/alerts/v1/rosters/calendar', { params: { query: { from, to } } }))
export const overrideShift = (id: string, change: { person_id: string; from: string; until: string; reason: string }, key: string) =>
  body(service.POST('/api/alerts/v1/rosters/{id}/overrides', { params: { path: { id } }, body: change, headers: { 'Idempotency-Key': key } }))
