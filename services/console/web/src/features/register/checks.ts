/** What the page can say before it asks intake; intake checks everything again. */
import type { FieldText } from '@/ui/formProblems'
import { t } from '@/i18n'
import { RECEPTION_CHANNELS, type Draft } from './draft'

export const SUBJECT_CHARACTERS_MAX = 200
export const BODY_CHARACTERS_MAX = 20_000
export const PERSONS_MAX = 100_000

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: the last character is a check over the other seventeen. */
export function idNumberSound(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase()
}

export function checkDraft(draft: Draft): FieldText[] {
  const found: FieldText[] = []
  const say = (field: string, text: string) => found.push({ field, text })
  if (!draft.subject.trim()) say('subject', t('register.check.subject'))
  else if ([...draft.subject].length > SUBJECT_CHARACTERS_MAX) say('subject', t('register.check.subject_long', { n: SUBJECT_CHARACTERS_MAX }))
  if (!draft.body.trim()) say('body', t('register.check.body'))
  else if ([...draft.body].length > BODY_CHARACTERS_MAX) say('body', t('register.check.body_long', { n: BODY_CHARACTERS_MAX }))
  const persons = Number(draft.persons)
  if (!Number.isInteger(persons) || persons < 1 || persons > PERSONS_MAX) say('persons', t('register.check.persons'))
  if (RECEPTION_CHANNELS.includes(draft.channel)) {
    if (draft.reception_result && !draft.reception_ended_at) say('reception.ended_at', t('register.check.reception_ended'))
    if (!draft.reception_result && draft.reception_ended_at) say('reception.result', t('register.check.reception_result'))
  }
  draft.petitioners.forEach((person, index) => {
    const rest = person.id_number.trim() + person.phone.trim() + person.address.trim()
    if (rest && !person.name.trim()) say(`petitioners.${index}.name`, t('register.check.name', { n: index + 1 }))
    if (person.id_number.trim() && !idNumberSound(person.id_number.trim())) say(`petitioners.${index}.id_number`, t('register.check.id_number', { n: index + 1 }))
  })
  return found
}
