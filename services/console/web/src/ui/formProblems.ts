import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { asProblem, type ProblemError } from '@/api/problem'

export interface FieldText { field: string; text: string }
export interface FormProblems {
  /** What the server said to the last attempt. */
  problem: Ref<ProblemError | null>
  /** What the page itself found before sending. */
  missing: Ref<FieldText[]>
  /** Grows with every failed attempt, so that the summary takes the focus again. */
  shown: Ref<number>
  busy: Ref<boolean>
  errors: ComputedRef<Map<string, string>>
  errorOf(field: string): string | null
  found(entries: FieldText[]): boolean
  clear(field?: string): void
  run<Out>(work: () => Promise<Out>): Promise<Out | undefined>
}

/** The errors of one form: the page's own and the server's, by field. */
export function useFormProblems(): FormProblems {
  const { locale } = useI18n()
  const problem = ref<ProblemError | null>(null) as Ref<ProblemError | null>
  const missing = ref<FieldText[]>([])
  const shown = ref(0)
  const busy = ref(false)

  const errors = computed(() => {
    const all = new Map<string, string>()
    for (const entry of [...(problem.value?.fields(locale.value) ?? []), ...missing.value]) {
      if (!all.has(entry.field)) all.set(entry.field, entry.text)
    }
    return all
  })

  function clear(field?: string): void {
    missing.value = field ? missing.value.filter((entry) => entry.field !== field) : []
    if (!field) problem.value = null
  }

  /** Shows the page's own findings; true when there are any. */
  function found(entries: FieldText[]): boolean {
    problem.value = null
    missing.value = entries
    if (entries.length > 0) shown.value += 1
    return entries.length > 0
  }

  /** Sends once at a time; an error is shown and the answer is undefined. */
  async function run<Out>(work: () => Promise<Out>): Promise<Out | undefined> {
    if (busy.value) return undefined
    busy.value = true
    clear()
    try {
      return await work()
    } catch (error) {
      problem.value = asProblem(error)
      shown.value += 1
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { problem, missing, shown, busy, errors, errorOf: (field) => errors.value.get(field) ?? null, found, clear, run }
}
