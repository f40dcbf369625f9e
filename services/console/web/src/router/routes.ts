import type { NavigationGuardReturn, RouteLocationNormalized, RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/words'
import { ALERT_ROLES, BOARD_ROLES, CASE_ROLES, DRILL_ROLES, REGISTER_ROLES, ROSTER_ROLES } from '@/session/roles'

declare module 'vue-router' {
  interface RouteMeta {
    /** Message that names the page. */
    title: string
    /** Whoever has one of these may open it; absent: everybody. */
    roles?: readonly Role[]
    bare?: boolean
  }
}

/** The message on a leader's phone links to the case and names its alert: the answer comes first. */
function toItsAlert(to: RouteLocationNormalized): NavigationGuardReturn {
  const alert = to.query['alert']
  return typeof alert === 'string' && alert ? { name: 'alerts', params: { id: alert } } : true
}

export const routes: RouteRecordRaw[] = [
  { path: '/signin', name: 'signin', component: () => import('@/features/signin/SignInPage.vue'), meta: { title: 'signin.title', bare: true } },
  { path: '/', name: 'mywork', component: () => import('@/features/mywork/MyWorkPage.vue'), meta: { title: 'shell.nav.mywork', roles: CASE_ROLES } },
  { path: '/register', name: 'register', component: () => import('@/features/register/RegisterPage.vue'), meta: { title: 'shell.nav.register', roles: REGISTER_ROLES } },
  { path: '/ledger', name: 'ledger', component: () => import('@/features/ledgerlist/LedgerPage.vue'), meta: { title: 'shell.nav.ledger', roles: CASE_ROLES } },
  { path: '/cases/:id', name: 'case', component: () => import('@/features/casepage/CasePage.vue'), meta: { title: 'casepage.title', roles: CASE_ROLES }, beforeEnter: toItsAlert },
  { path: '/alerts/:id?', name: 'alerts', component: () => import('@/features/alerts/AlertsPage.vue'), meta: { title: 'shell.nav.alerts', roles: ALERT_ROLES } },
  { path: '/board', name: 'board', component: () => import('@/features/board/BoardPage.vue'), meta: { title: 'shell.nav.board', roles: BOARD_ROLES } },
  { path: '/roster', name: 'roster', component: () => import('@/features/roster/RosterPage.vue'), meta: { title: 'shell.nav.roster', roles: ROSTER_ROLES } },
  { path: '/drill', name: 'drill', component: () => import('@/features/drillinbox/DrillInboxPage.vue'), meta: { title: 'shell.nav.drill', roles: DRILL_ROLES } },
  { path: '/admin/users', name: 'users', component: () => import('@/features/admin/UsersPage.vue'), meta: { title: 'shell.nav.users', roles: ['secadmin'] } },
  { path: '/admin/units', name: 'units', component: () => import('@/features/admin/UnitsPage.vue'), meta: { title: 'shell.nav.units', roles: ['sysadmin'] } },
  { path: '/audit', name: 'audit', component: () => import('@/features/audit/AuditPage.vue'), meta: { title: 'shell.nav.audit', roles: ['auditor'] } },
  { path: '/:missing(.*)*', name: 'missing', component: () => import('@/shell/MissingPage.vue'), meta: { title: 'shell.missing.title' } },
]
