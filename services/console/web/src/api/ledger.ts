import type { paths } from './generated/ledger'
import type { LedgerQuery, LedgerRow, Page } from './shapes'
import { body, serviceClient, words } from './transport'

const ledger = serviceClient<paths>()

export const cases = (query: LedgerQuery, signal?: AbortSignal) =>
  words<Page<LedgerRow>>(body(ledger.GET('/api/ledger/v1/cases', { params: { query }, signal })))
export const ledgerCase = (id: string) => words<LedgerRow>(body(ledger.GET('/api/ledger/v1/cases/{id}', { params: { path: { id } } })))
export const timeline = (id: string) => body(ledger.GET('/api/ledger/v1/cases/{id}/timeline', { params: { path: { id }, query: { limit: 200 } } }))
