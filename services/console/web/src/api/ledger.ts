import type { LedgerPaths } from './paths'
import type { LedgerQuery } from './shapes'
import { body, serviceClient } from './transport'

const ledger = serviceClient<LedgerPaths>()

export const cases = (query: LedgerQuery, signal?: AbortSignal) => body(ledger.GET('/api/ledger/v1/cases', { params: { query }, signal }))
export const ledgerCase = (id: string) => body(ledger.GET('/api/ledger/v1/cases/{id}', { params: { path: { id } } }))
export const timeline = (id: string) => body(ledger.GET('/api/ledger/v1/cases/{id}/timeline', { params: { path: { id }, query: { limit: 200 } } }))
