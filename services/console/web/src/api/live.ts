/**
 * Server-sent events of the console: what has changed, never its content (the page asks the owner
 * again, which scopes the rows). The browser reconnects by itself; after a gap everything is read anew.
 */
import { ref } from 'vue'
import { me } from './console'
import { expired } from './signals'

export interface LiveAlert { alert_id: string; case_id: string; case_number: string; kind: string; level: number; state: string; at: string }
type Listener = (change: { alert?: LiveAlert; caseId?: string; reconnected?: boolean }) => void

/** When the browser gives up (the session ended, the console restarts) we try again ourselves. */
const RECONNECT_MILLISECONDS_MIN = 5_000
const RECONNECT_MILLISECONDS_MAX = 60_000
/** A short gap is nobody's business. */
const SILENCE_MILLISECONDS = 4_000

export const connected = ref(true)
const listeners = new Set<Listener>()
let source: EventSource | null = null
let silence: number | undefined
let retry: number | undefined
let lost = false
let wait = RECONNECT_MILLISECONDS_MIN

function tell(change: Parameters<Listener>[0]): void {
  for (const listener of listeners) listener(change)
}

function parse<T>(event: Event): T | null {
  try {
    return JSON.parse((event as MessageEvent<string>).data) as T
  } catch {
    return null
  }
}

export function startLive(): void {
  if (source) return
  const stream = new EventSource('/api/console/v1/live')
  source = stream
  stream.addEventListener('open', () => {
    clearTimeout(silence)
    silence = undefined
    connected.value = true
    wait = RECONNECT_MILLISECONDS_MIN
    if (lost) tell({ reconnected: true })
    lost = false
  })
  stream.addEventListener('alert', (event) => {
    const alert = parse<LiveAlert>(event)
    if (alert) tell({ alert, caseId: alert.case_id })
  })
  stream.addEventListener('case', (event) => {
    const change = parse<{ case_id: string }>(event)
    if (change) tell({ caseId: change.case_id })
  })
  // Too much happened at once (an import): one reading of everything instead of a thousand.
  stream.addEventListener('resync', () => tell({ reconnected: true }))
  stream.addEventListener('error', () => {
    lost = true
    silence ??= window.setTimeout(() => { connected.value = false }, SILENCE_MILLISECONDS)
    if (stream.readyState === EventSource.CLOSED && source === stream) {
      source = null
      clearTimeout(retry)
      retry = window.setTimeout(() => void again(), wait)
      wait = Math.min(wait * 2, RECONNECT_MILLISECONDS_MAX)
    }
  })
}

/** A stream refused for good says not why: when the session has ended, the sign-in opens and starts it anew. */
async function again(): Promise<void> {
  await me().catch(() => undefined)
  if (!expired.value) startLive()
}

export function stopLive(): void {
  clearTimeout(silence)
  clearTimeout(retry)
  silence = undefined
  source?.close()
  source = null
  lost = false
  connected.value = true
}

/** Returns the function that stops listening. */
export function onLive(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
