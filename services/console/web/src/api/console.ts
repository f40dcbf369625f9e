import type { paths } from './generated/console'
import type { DrillMessage, NewUser, Page } from './shapes'
import { body, serviceClient, words } from './transport'

const console_ = serviceClient<paths>()

export const signIn = (username: string, password: string) => body(console_.POST('/api/console/v1/login', { body: { username, password } }))
export const signOut = () => body(console_.POST('/api/console/v1/logout'))
export const changePassword = (current: string, next: string) => body(console_.POST('/api/console/v1/password', { body: { current, new: next } }))
export const me = () => body(console_.GET('/api/console/v1/me'))
export const instance = () => body(console_.GET('/api/console/v1/instance'))
export const users = (cursor?: string) => body(console_.GET('/api/console/v1/users', { params: { query: { cursor, limit: 100 } } }))
export const createUser = (user: NewUser, key: string) =>
  body(console_.POST('/api/console/v1/users', { body: user, headers: { 'Idempotency-Key': key } }))
export const audit = (cursor?: string) => body(console_.GET('/api/console/v1/audit', { params: { query: { cursor, limit: 100 } } }))
export const drillInbox = (cursor?: string) => words<Page<DrillMessage>>(body(console_.GET('/api/console/v1/drill/inbox', { params: { query: { cursor, limit: 50 } } })))
