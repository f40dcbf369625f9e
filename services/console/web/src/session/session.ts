import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import * as api from '@/api/console'
import { startLive, stopLive } from '@/api/live'
import { forgetPositions } from '@/api/positions'
import { asProblem } from '@/api/problem'
import type { User } from '@/api/shapes'
import { expired } from '@/api/signals'
import type { Role } from '@/api/words'
import { CASE_ROLES } from './roles'

/** Who is signed in. The session itself is an HttpOnly cookie that no script can read. */
export const useSession = defineStore('session', () => {
  const user = ref<User | null>(null)
  const asked = ref(false)
  const roles = computed(() => new Set<Role>(user.value?.roles ?? []))

  function has(any: readonly Role[]): boolean {
    return any.some((role) => roles.value.has(role))
  }

  function enter(next: User): void {
    user.value = next
    expired.value = false
    // The administrators see no cases; there is nothing to tell them.
    if (has(CASE_ROLES)) startLive()
  }

  /** Asks once whether the browser already has a session. */
  async function restore(): Promise<void> {
    if (asked.value) return
    try {
      enter(await api.me())
    } catch (error) {
      if (asProblem(error).offline) throw error
    }
    expired.value = false
    asked.value = true
  }

  async function signIn(username: string, password: string): Promise<void> {
    const answer = await api.signIn(username, password)
    forgetPositions()
    asked.value = true
    enter(answer.user)
  }

  async function signOut(): Promise<void> {
    stopLive()
    try {
      await api.signOut()
    } finally {
      user.value = null
      expired.value = false
      forgetPositions()
      // Petitioners' names typed at the counter do not stay behind for the next person.
      sessionStorage.clear()
    }
  }

  return { user, asked, roles, has, restore, signIn, signOut }
})
