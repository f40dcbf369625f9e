/**
 * The petition being typed. It is kept for this tab alone, over a reload, and gone with the tab and with
 * signing out: the text of a petition names people as surely as the fields for names do, and neither may
 * lie about on a shared counter PC.
 */
import { reactive, watch } from 'vue'
import type { CaseClass, Channel, ReceptionResult } from '@/api/words'
import type { NewPetition } from '@/api/shapes'
import { instantOfInput } from '@/dates/format'

export interface PetitionerDraft { name: string; id_number: string; phone: string; address: string }
export interface Draft {
  channel: Channel; class: CaseClass; subject: string; body: string; place: string; persons: string; category: string
  received_at: string; reception_result: ReceptionResult | ''; reception_ended_at: string
  conflict_units: string[]; conflict_persons: string[]
  petitioners: PetitionerDraft[]
}

/** One case names at most this many people; a joint letter gives its number of signatories (I16). */
export const PETITIONERS_MAX = 200
/** Channels where somebody sat with the petitioner and something came of it (I14). */
export const RECEPTION_CHANNELS: readonly Channel[] = ['visit', 'leader_reception']
const SAVE_MILLISECONDS = 300

export const emptyPetitioner = (): PetitionerDraft => ({ name: '', id_number: '', phone: '', address: '' })
export const emptyDraft = (channel: Channel = 'visit'): Draft => ({
  channel, class: 'claim', subject: '', body: '', place: '', persons: '1', category: '',
  received_at: '', reception_result: '', reception_ended_at: '', conflict_units: [], conflict_persons: [],
  petitioners: [emptyPetitioner()],
})

export function isTouched(draft: Draft): boolean {
  const { channel: _channel, class: _class, persons: _persons, petitioners, ...texts } = draft
  return Object.values(texts).some((value) => value.length > 0) || petitioners.some((person) => Object.values(person).some((value) => value.trim() !== ''))
}

function read(storage: Storage, key: string): Partial<Draft> {
  try {
    return JSON.parse(storage.getItem(key) ?? '{}') as Partial<Draft>
  } catch {
    return {}
  }
}

export function useDraft(userId: string): { draft: Draft; restored: boolean; clear: (channel: Channel) => void } {
  const key = `hy.draft.${userId}`
  const draft = reactive<Draft>({ ...emptyDraft(), ...read(sessionStorage, key) })
  const restored = isTouched(draft)
  let timer: number | undefined

  function forget(): void {
    sessionStorage.removeItem(key)
  }
  function keep(): void {
    if (!isTouched(draft)) return forget()
    try {
      sessionStorage.setItem(key, JSON.stringify(draft))
    } catch {
      // A full or forbidden storage: the text is still on the page, and the leave guard still asks.
    }
  }
  watch(draft, () => {
    clearTimeout(timer)
    timer = window.setTimeout(keep, SAVE_MILLISECONDS)
  })
  function clear(channel: Channel): void {
    clearTimeout(timer)
    Object.assign(draft, emptyDraft(channel))
    forget()
  }
  return { draft, restored, clear }
}

const orNull = (text: string) => text.trim() || null

export function petitionOf(draft: Draft): NewPetition {
  const reception = RECEPTION_CHANNELS.includes(draft.channel) && draft.reception_result && draft.reception_ended_at
    ? { ended_at: instantOfInput(draft.reception_ended_at), result: draft.reception_result }
    : undefined
  const conflict = draft.conflict_units.length + draft.conflict_persons.length > 0 ? { units: draft.conflict_units, persons: draft.conflict_persons } : undefined
  return {
    channel: draft.channel, class: draft.class, subject: draft.subject.trim(), body: draft.body.trim(),
    persons: Number(draft.persons), place: orNull(draft.place) ?? undefined, category: orNull(draft.category) ?? undefined,
    petitioners: draft.petitioners.filter((person) => person.name.trim()).map((person) => ({
      name: person.name.trim(), id_number: orNull(person.id_number) ?? undefined,
      phone: orNull(person.phone) ?? undefined, address: orNull(person.address) ?? undefined,
    })),
    received_at: draft.received_at ? instantOfInput(draft.received_at) : undefined,
    reception, conflict,
  }
}
