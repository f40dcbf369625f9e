import type { paths } from './generated/intake'
import type { NewPetition, RevealField } from './shapes'
import { body, serviceClient } from './transport'

const intake = serviceClient<paths>()

export const register = (petition: NewPetition, key: string) =>
  body(intake.POST('/api/intake/v1/petitions', { body: petition, headers: { 'Idempotency-Key': key } }))
export const petition = (id: string) => body(intake.GET('/api/intake/v1/petitions/{id}', { params: { path: { id } } }))
export const similar = (q: string, signal: AbortSignal) =>
  body(intake.GET('/api/intake/v1/petitions', { params: { query: { q, limit: 5 } }, signal }))
/** Shows what is masked; the reason is written into the audit log (IdentityRevealed). */
export const reveal = (id: string, fields: RevealField[], reason: string) =>
  body(intake.POST('/api/intake/v1/petitions/{id}/reveal', { params: { path: { id } }, body: { fields, reason } }))
