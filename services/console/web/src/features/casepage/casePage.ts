import { computed, onMounted } from 'vue'
import { alerts } from '@/api/alerts'
import { petition } from '@/api/intake'
import { ledgerCase, timeline } from '@/api/ledger'
import { routingCase } from '@/api/routing'
import { clocks } from '@/api/supervision'
import { ALERT_ROLES } from '@/session/roles'
import { useSession } from '@/session/session'
import { useLiveReading } from '@/ui/liveReading'
import { useReading } from '@/ui/reading'

/** One case is asked of its six owners at once; each panel stands or fails by itself. */
export function useCasePage(id: string) {
  const session = useSession()
  const routing = useReading(() => routingCase(id))
  const matter = useReading(() => petition(id))
  const copy = useReading(() => ledgerCase(id))
  const hours = useReading(() => clocks(id))
  const story = useReading(() => timeline(id))
  const calls = useReading(() => alerts({ case: id, limit: 20 }))
  const mayAlerts = computed(() => session.has(ALERT_ROLES))

  async function read(): Promise<void> {
    await Promise.all([routing.read(), matter.read(), copy.read(), hours.read(), story.read(), mayAlerts.value ? calls.read() : Promise.resolve()])
  }
  useLiveReading(read, (change) => change.caseId === id)
  onMounted(() => void read())
  return { routing, matter, copy, hours, story, calls, mayAlerts, read }
}
export type CasePageData = ReturnType<typeof useCasePage>
