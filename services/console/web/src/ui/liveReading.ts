import { onScopeDispose } from 'vue'
import { onLive } from '@/api/live'

/** Many events may come at once (an import, a busy morning); the page asks again at most this often. */
const TOGETHER_MILLISECONDS = 800

/** Reads again when the server says that something `matters`, and after every lost connection. */
export function useLiveReading(read: () => unknown, matters: (change: { alert?: unknown; caseId?: string }) => boolean): void {
  let timer: number | undefined
  const stop = onLive((change) => {
    if (!change.reconnected && !matters(change)) return
    timer ??= window.setTimeout(() => {
      timer = undefined
      void read()
    }, TOGETHER_MILLISECONDS)
  })
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
}
