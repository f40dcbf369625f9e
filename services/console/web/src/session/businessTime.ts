import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref } from 'vue'
import { instance as askInstance } from '@/api/console'
import type { Instance } from '@/api/shapes'
import { dateOfDay, dayOfInstant } from '@/dates/format'

/** In a drill a minute may be a day: the pages re-reckon twice a second then, else twice a minute. */
const TICK_DRILL_MILLISECONDS = 1_000
const TICK_MILLISECONDS = 30_000

/** The office's clock: deadlines and rosters go by it, and a drill may run it faster. */
export const useBusinessTime = defineStore('businessTime', () => {
  const instance = ref<Instance | null>(null)
  const origin = ref(Date.now())
  const measured = ref(performance.now())
  const now = ref(Date.now())
  let timer: number | undefined

  const rate = computed(() => instance.value?.drill?.rate ?? 1)
  const today = computed(() => dayOfInstant(now.value))
  const todayText = computed(() => dateOfDay(today.value))
  const thisYear = computed(() => todayText.value.slice(0, 4))

  function reckon(): void {
    now.value = origin.value + (performance.now() - measured.value) * rate.value
  }

  async function learn(): Promise<void> {
    const answer = await askInstance()
    instance.value = answer
    origin.value = Date.parse(answer.business_now)
    measured.value = performance.now()
    reckon()
    clearInterval(timer)
    timer = window.setInterval(reckon, answer.drill ? TICK_DRILL_MILLISECONDS : TICK_MILLISECONDS)
  }

  // A PC that slept, or a drill that was started meanwhile: ask again when somebody looks.
  const looked = () => {
    if (document.visibilityState === 'visible') learn().catch(() => undefined)
  }
  document.addEventListener('visibilitychange', looked)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', looked)
  })
  return { instance, now, rate, today, todayText, thisYear, learn }
})
