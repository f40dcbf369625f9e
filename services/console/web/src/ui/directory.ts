import { defineStore } from 'pinia'
import { ref } from 'vue'
import { units as askUnits } from '@/api/routing'
import type { Unit } from '@/api/shapes'

/** The county's units, read once for a sign-in; they change a few times a year. */
export const useUnitDirectory = defineStore('unitDirectory', () => {
  const units = ref<Unit[]>([])
  let asking: Promise<void> | null = null

  function read(): Promise<void> {
    asking ??= askUnits().then((all) => {
      units.value = all.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
    }).catch((error: unknown) => {
      asking = null
      throw error
    })
    return asking
  }
  function refresh(): Promise<void> {
    asking = null
    return read()
  }
  const nameOf = (id: string | null | undefined): string => units.value.find((unit) => unit.id === id)?.name ?? ''
  return { units, read, refresh, nameOf }
})
