/** Who sees which page. The services decide what may be done; this only leaves out what would be refused. */
import type { Role } from '@/api/words'

export const OFFICE_ROLES: readonly Role[] = ['registrar', 'receptionist', 'router', 'director', 'supervisor', 'leader', 'instructing_leader', 'joint_conference', 'assessor', 'operator']
export const UNIT_ROLES: readonly Role[] = ['handler', 'unit_head', 'responsible_leader', 'sponsor', 'mediator', 'hearing_chair', 'reviewer', 'village_reporter']
export const CASE_ROLES: readonly Role[] = [...OFFICE_ROLES, ...UNIT_ROLES, 'discipline_inspector']
export const REGISTER_ROLES: readonly Role[] = ['registrar', 'receptionist', 'director', 'operator']
export const ALERT_ROLES: readonly Role[] = [...OFFICE_ROLES, 'discipline_inspector']
export const ACKNOWLEDGE_ROLES: readonly Role[] = ['leader', 'director', 'supervisor', 'instructing_leader']
export const ROSTER_ROLES: readonly Role[] = ['leader', 'director', 'supervisor', 'registrar', 'router', 'receptionist', 'instructing_leader', 'sysadmin']
export const ROSTER_EDIT_ROLES: readonly Role[] = ['director', 'supervisor', 'sysadmin']
export const DRILL_ROLES: readonly Role[] = ['leader', 'director', 'sysadmin', 'supervisor', 'auditor']
export const REVEAL_ROLES: readonly Role[] = ['registrar', 'router', 'handler', 'director', 'supervisor', 'discipline_inspector']
