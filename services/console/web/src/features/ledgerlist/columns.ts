import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'

export const COLUMNS = ['light', 'number', 'matter', 'due', 'status', 'place', 'unit', 'handler', 'channel', 'class', 'persons', 'received'] as const
export type Column = (typeof COLUMNS)[number]
const STORAGE = 'hy.ledger.hidden'
/** The number and the matter say which case a row is; they stay. */
export const FIXED_COLUMNS: readonly Column[] = ['light', 'number', 'matter']
const HIDDEN_AT_FIRST: Column[] = ['channel', 'class', 'persons']

/** Which columns this person looks at, remembered on this PC. */
export function useColumns(): { hidden: Ref<Column[]>; shows: ComputedRef<(column: Column) => boolean> } {
  let stored: Column[] = HIDDEN_AT_FIRST
  try {
    stored = (JSON.parse(localStorage.getItem(STORAGE) ?? 'null') as Column[] | null) ?? HIDDEN_AT_FIRST
  } catch {
    // An unreadable choice is forgotten.
  }
  const hidden = ref<Column[]>(stored)
  watch(hidden, (next) => localStorage.setItem(STORAGE, JSON.stringify(next)), { deep: true })
  return { hidden, shows: computed(() => (column: Column) => !hidden.value.includes(column)) }
}
