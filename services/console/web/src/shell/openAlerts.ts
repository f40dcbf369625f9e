import { defineStore } from 'pinia'
import { ref } from 'vue'
import { alerts } from '@/api/alerts'
import { onLive } from '@/api/live'
import { ALERT_ROLES } from '@/session/roles'
import { useSession } from '@/session/session'

/** The bell counts to here and then says "99+". */
const COUNT_MAX = 100
const TOGETHER_MILLISECONDS = 800

/** How many alerts wait for somebody. */
export const useOpenAlerts = defineStore('openAlerts', () => {
  const session = useSession()
  const count = ref(0)
  let timer: number | undefined

  async function read(): Promise<void> {
    if (!session.has(ALERT_ROLES)) return
    try {
      const page = await alerts({ state: 'open', limit: COUNT_MAX })
      count.value = page.items.length
    } catch {
      // The bell keeps its last number; the page of alerts shows what is wrong.
    }
  }

  onLive((change) => {
    if (!change.alert && !change.reconnected) return
    clearTimeout(timer)
    timer = window.setTimeout(() => void read(), TOGETHER_MILLISECONDS)
  })
  return { count, read }
})
