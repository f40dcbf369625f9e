/** A random key; `randomUUID` exists on secure origins only, and a county's intranet may be plain http. */
export function mintKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/**
 * The Idempotency-Key of one form. Pressing "save" again after a lost answer sends the same key, so
 * the petition is not registered twice; a changed text is a new write and gets a new key.
 */
export class WriteKey {
  private key = mintKey()
  private sent: string | null = null

  keyFor(body: unknown): string {
    const text = JSON.stringify(body)
    if (this.sent !== null && this.sent !== text) this.key = mintKey()
    this.sent = text
    return this.key
  }

  done(): void {
    this.key = mintKey()
    this.sent = null
  }
}
