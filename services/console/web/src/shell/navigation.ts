import { Bell, Calendar, DataLine, DocumentAdd, Files, List, Message, Notebook, OfficeBuilding, User } from '@element-plus/icons-vue'
import { computed, type Component, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { useBusinessTime } from '@/session/businessTime'
import { useSession } from '@/session/session'

export interface NavEntry { name: string; label: string; icon: Component }

/** In the order of the office's day. */
const ENTRIES: readonly NavEntry[] = [
  { name: 'mywork', label: 'shell.nav.mywork', icon: List },
  { name: 'register', label: 'shell.nav.register', icon: DocumentAdd },
  { name: 'board', label: 'shell.nav.board', icon: DataLine },
  { name: 'alerts', label: 'shell.nav.alerts', icon: Bell },
  { name: 'ledger', label: 'shell.nav.ledger', icon: Files },
  { name: 'roster', label: 'shell.nav.roster', icon: Calendar },
  { name: 'drill', label: 'shell.nav.drill', icon: Message },
  { name: 'users', label: 'shell.nav.users', icon: User },
  { name: 'units', label: 'shell.nav.units', icon: OfficeBuilding },
  { name: 'audit', label: 'shell.nav.audit', icon: Notebook },
]

/** Only what the person's roles allow; the drill inbox only where there is a drill to look at. */
export function useNavigation(): { entries: ComputedRef<NavEntry[]>; may: (name: string) => boolean } {
  const session = useSession()
  const time = useBusinessTime()
  const router = useRouter()
  function may(name: string): boolean {
    if (name === 'drill' && !time.instance?.demo) return false
    const roles = router.getRoutes().find((route) => route.name === name)?.meta.roles
    return roles === undefined || session.has(roles)
  }
  const entries = computed(() => ENTRIES.filter((entry) => may(entry.name)))
  return { entries, may }
}
