/** Who sees which page. The services decide what may be done; this only leaves out what would be refused. */
import type { Role } from '@/api/words'

export const OFFICE_ROLES: readonly Role[] = ['registrar', 'receptionist', 'router', 'director', 'supervisor', 'leader', 'instructing_leader', 'joint_conference', 'assessor', 'operator']
export const UNIT_ROLES: readonly Role[] = ['handler', 'unit_head', 'responsible_leader', 'sponsor', 'mediator', 'hearing_chair', 'reviewer', 'village_reporter']
export const CASE_ROLES: readonly Role[] = [...OFFICE_ROLES, ...UNIT_ROLES, 'discipline_inspector']
export const REGISTER_ROLES: readonly Role[] = ['registrar', 'receptionist', 'director', 'operator']
export const ALERT_ROLES: readonly Role[] = [...CASE_ROLES, 'sysadmin']
/** They may answer and finish any alert of the office; everybody else only one that called them. */
export const ALERT_OFFICE_ROLES: readonly Role[] = ['leader', 'director', 'supervisor']
export const ROSTER_ROLES: readonly Role[] = ['leader', 'director', 'supervisor', 'registrar', 'router', 'receptionist', 'instructing_leader', 'sysadmin', 'operator']
export const ROSTER_EDIT_ROLES: readonly Role[] = ['director', 'sysadmin']
export const BOARD_ROLES: readonly Role[] = ['director', 'supervisor', 'leader', 'instructing_leader', 'joint_conference', 'assessor']
export const DRILL_ROLES: readonly Role[] = ['leader', 'director', 'sysadmin', 'supervisor', 'auditor']
export const REVEAL_ROLES: readonly Role[] = ['registrar', 'router', 'handler', 'director', 'supervisor', 'discipline_inspector']
