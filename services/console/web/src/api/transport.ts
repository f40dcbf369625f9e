/** The one way to the console: session cookie, write headers, positions, retries, problems. */
import createClient, { type Client, type Middleware } from 'openapi-fetch'
import { reachable, sessionEnded } from './signals'
import { positionsHeader, rememberPosition } from './positions'
import { ProblemError, asProblem, type ProblemBody } from './problem'
import { mintKey } from './writeKey'

/** A service that has not caught up answers 503 with Retry-After; reads are tried again this often. */
const READ_RETRIES_MAX = 3
const RETRY_SECONDS_MAX = 5
/** Nobody waits longer than this at a counter without being told. */
const ANSWER_MILLISECONDS_MAX = 20_000

let locale = 'zh-CN'
export function speak(language: string): void {
  locale = language
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', locale)
    const after = positionsHeader()
    if (after) request.headers.set('Huiyin-After', after)
    if (request.method !== 'GET') {
      request.headers.set('X-Huiyin', '1')
      if (!request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', mintKey())
    }
    return request
  },
  onResponse({ response }) {
    rememberPosition(response.headers.get('Huiyin-Position'))
  },
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))

async function patientFetch(request: Request): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    let response: Response
    try {
      response = await fetch(request.clone(), { signal: AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_MILLISECONDS_MAX)]) })
    } catch (error) {
      if (request.signal.aborted) throw error
      reachable(false)
      throw new ProblemError({ status: 0, code: 'offline' })
    }
    reachable(true)
    const wait = Number(response.headers.get('Retry-After'))
    const again = request.method === 'GET' && response.status === 503 && attempt < READ_RETRIES_MAX
    if (!again) return response
    await pause(Math.min(Number.isFinite(wait) && wait > 0 ? wait : 1, RETRY_SECONDS_MAX))
  }
}

export function serviceClient<Paths extends object>(): Client<Paths> {
  const client = createClient<Paths>({
    baseUrl: '',
    credentials: 'same-origin',
    fetch: patientFetch,
    // `unit=a&unit=b`, and nothing at all for a filter left open
    querySerializer: { array: { style: 'form', explode: true } },
  })
  client.use(headers)
  return client
}

interface Answer<Data> { data?: Data; error?: unknown; response: Response }

/** The body of a good answer; anything else is thrown as a ProblemError. */
export async function body<Data>(call: Promise<Answer<Data>>): Promise<Exclude<Data, undefined>> {
  let answer: Answer<Data>
  try {
    answer = await call
  } catch (error) {
    throw asProblem(error)
  }
  if (answer.response.ok) return answer.data as Exclude<Data, undefined>
  const problem = typeof answer.error === 'object' && answer.error !== null ? (answer.error as Partial<ProblemBody>) : {}
  const status = answer.response.status
  // A wrong password, at the door or when changing it, says nothing about the session.
  if (status === 401 && problem.code !== 'invalid_credentials') sessionEnded()
  throw new ProblemError({ ...problem, status })
}

/** The same answer, with the protocol's words where the document says only "string". Trusted, not checked. */
export function words<Strict>(answer: Promise<unknown>): Promise<Strict> {
  return answer as Promise<Strict>
}

/** `If-Match` for an update of a resource whose version the page has shown. */
export function ifMatch(version: number | undefined): Record<string, string> {
  return version === undefined ? {} : { 'If-Match': `"${version}"` }
}
