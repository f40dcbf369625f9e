import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { online } from '@/api/signals'
import { asProblem, type ProblemError } from '@/api/problem'

/** A quicker answer shows no skeleton: a flash is worse than a short wait. */
const SKELETON_AFTER_MILLISECONDS = 150

export interface Reading<Data> {
  data: ShallowRef<Data | undefined>
  problem: ShallowRef<ProblemError | null>
  /** True while waiting for the first answer, after 150 ms. */
  slow: Ref<boolean>
  busy: Ref<boolean>
  read(): Promise<void>
}

/** Reads something, keeps the last good answer while reading again, and forgets overtaken answers. */
export function useReading<Data>(ask: () => Promise<Data>): Reading<Data> {
  const data = shallowRef<Data>()
  const problem = shallowRef<ProblemError | null>(null)
  const slow = ref(false)
  const busy = ref(false)
  let round = 0
  let timer: number | undefined

  async function read(): Promise<void> {
    const mine = (round += 1)
    busy.value = true
    clearTimeout(timer)
    timer = window.setTimeout(() => { slow.value = data.value === undefined }, SKELETON_AFTER_MILLISECONDS)
    try {
      const answer = await ask()
      if (mine !== round) return
      data.value = answer
      problem.value = null
    } catch (error) {
      if (mine !== round) return
      problem.value = asProblem(error)
    } finally {
      if (mine === round) {
        clearTimeout(timer)
        slow.value = false
        busy.value = false
      }
    }
  }

  // Back on the network, what could not be read is read by itself.
  watch(online, (back) => {
    if (back && problem.value?.offline) void read()
  })
  onScopeDispose(() => {
    round += 1
    clearTimeout(timer)
  })
  return { data, problem, slow, busy, read }
}
