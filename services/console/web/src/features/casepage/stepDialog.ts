import type { Ref } from 'vue'
import type { CaseMoved } from '@/api/shapes'
import type { Update } from '@/api/routing'
import { WriteKey } from '@/api/writeKey'
import { useFormProblems, type FieldText, type FormProblems } from '@/ui/formProblems'

/** What the small dialogs of the steps share: check, send once with one key, close, tell the page. */
export function useStepDialog(open: Ref<boolean>, version: () => number, done: () => void): { problems: FormProblems; send: (missing: FieldText[], body: unknown, call: (update: Update) => Promise<CaseMoved>) => Promise<void> } {
  const problems = useFormProblems()
  const key = new WriteKey()
  async function send(missing: FieldText[], body: unknown, call: (update: Update) => Promise<CaseMoved>): Promise<void> {
    if (problems.found(missing)) return
    const moved = await problems.run(() => call({ version: version(), key: key.keyFor(body) }))
    if (!moved) return
    key.done()
    open.value = false
    done()
  }
  return { problems, send }
}
