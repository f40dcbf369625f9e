import type { paths } from './generated/supervision'
import { body, serviceClient } from './transport'

const supervision = serviceClient<paths>()

export const board = () => body(supervision.GET('/api/supervision/v1/board'))
export const clocks = (id: string) => body(supervision.GET('/api/supervision/v1/cases/{id}/clocks', { params: { path: { id } } }))
