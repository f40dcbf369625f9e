import { createRouter, createWebHistory } from 'vue-router'
import { t } from '@/i18n'
import { useSession } from '@/session/session'
import { routes } from './routes'

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

/** Where somebody starts who may not see cases. */
const FIRST_PAGES = ['users', 'units', 'audit'] as const

router.beforeEach(async (to) => {
  const session = useSession()
  try {
    await session.restore()
  } catch {
    // No answer: the page opens with the offline banner and asks again by itself.
  }
  if (to.meta.bare) return session.user && to.name === 'signin' ? { path: '/' } : true
  if (!session.user) return { name: 'signin', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  const roles = to.meta.roles
  if (roles && !session.has(roles)) {
    if (to.name === 'mywork') {
      const first = FIRST_PAGES.find((name) => {
        const wanted = router.getRoutes().find((route) => route.name === name)?.meta.roles
        return wanted !== undefined && session.has(wanted)
      })
      if (first) return { name: first }
    }
    return { name: 'missing', params: { missing: ['none'] } }
  }
  return true
})

router.afterEach((to) => {
  document.title = `${t(to.meta.title)} · ${t('shell.product')}`
})
