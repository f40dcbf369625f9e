/** What went wrong, in the office's words: the services' problem+json (RFC 9457), or no answer at all. */

export interface ProblemField { pointer: string; code: string; detail: string; messages?: Record<string, string> }
export interface ProblemBody {
  type?: string; title?: string; status: number; detail?: string; code?: string
  errors?: ProblemField[]; messages?: Record<string, string>
}

export class ProblemError extends Error {
  /** 0 when no answer came: the network is down or the console is restarting. */
  readonly status: number
  readonly code: string
  readonly body: ProblemBody

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title ?? `HTTP ${body.status}`)
    this.name = 'ProblemError'
    this.status = body.status
    this.code = body.code ?? `http_${body.status}`
    this.body = body
  }

  get offline(): boolean {
    return this.status === 0
  }

  /** The sentence for a person in the page's language, or null when the server gave none. */
  sentence(locale: string): string | null {
    return this.body.messages?.[locale] ?? this.body.detail ?? this.body.title ?? null
  }

  fields(locale: string): { field: string; text: string }[] {
    return (this.body.errors ?? []).map((error) => ({
      // "/petitioners/0/name" → "petitioners.0.name": the names the forms use
      field: error.pointer.replace(/^#?\//, '').replaceAll('/', '.'),
      text: error.messages?.[locale] ?? error.detail,
    }))
  }
}

export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  // `fetch` rejects with a TypeError when nothing answered; anything else is a fault of the page.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return new ProblemError({ status: 0, code: 'offline' })
  return new ProblemError({ status: -1, code: 'page_fault', detail: error instanceof Error ? error.message : String(error) })
}
