/**
 * Read your own write across services: every write answers with the position of its event
 * (`Huiyin-Position: intake@1:42`); the latest one of each service goes with every later call, and
 * the service asked waits until it has read that far. Kept for the tab, so that a reload still waits.
 */
interface Position { epoch: number; seq: number }

const STORAGE = 'hy.positions'
const latest = new Map<string, Position>()

function take(text: string): void {
  for (const part of text.split(',')) {
    const match = /^\s*([a-z]+)@(\d+):(\d+)\s*$/.exec(part)
    if (!match?.[1]) continue
    const next = { epoch: Number(match[2]), seq: Number(match[3]) }
    const known = latest.get(match[1])
    if (!known || next.epoch > known.epoch || (next.epoch === known.epoch && next.seq > known.seq)) latest.set(match[1], next)
  }
}

function text(): string {
  return [...latest].map(([service, at]) => `${service}@${at.epoch}:${at.seq}`).join(', ')
}

try {
  take(sessionStorage.getItem(STORAGE) ?? '')
} catch {
  // Without session storage the positions last until a reload.
}

export function rememberPosition(header: string | null): void {
  if (!header) return
  take(header)
  try {
    sessionStorage.setItem(STORAGE, text())
  } catch {
    // as above
  }
}

export function positionsHeader(): string | null {
  return latest.size > 0 ? text() : null
}

/** A server that was restored may have gone back; a new sign-in starts without old positions. */
export function forgetPositions(): void {
  latest.clear()
  try {
    sessionStorage.removeItem(STORAGE)
  } catch {
    // as above
  }
}
