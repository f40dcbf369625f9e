/** What the transport noticed and the shell shows: the network, and the end of the session. */
import { ref } from 'vue'

/** False after a call got no answer, until one does. */
export const online = ref(navigator.onLine)
/** True when the server no longer knows the session; the sign-in opens over the page, text is kept. */
export const expired = ref(false)

export function reachable(answered: boolean): void {
  online.value = answered
}

export function sessionEnded(): void {
  expired.value = true
}

addEventListener('offline', () => reachable(false))
addEventListener('online', () => reachable(true))
