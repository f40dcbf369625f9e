/** Dates as the office says them; China's time (+08:00, no summer time) whatever the PC is set to. */
import { locale, t } from '@/i18n'

const ZONE = 'Asia/Shanghai'
const OFFSET_MILLISECONDS = 8 * 3600_000
const DAY_MILLISECONDS = 86_400_000

/** Days since 1970-01-01 in China of an instant. */
export function dayOfInstant(instant: string | number): number {
  const at = typeof instant === 'number' ? instant : Date.parse(instant)
  return Math.floor((at + OFFSET_MILLISECONDS) / DAY_MILLISECONDS)
}

/** Days since 1970-01-01 of `YYYY-MM-DD`. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY_MILLISECONDS)
}

export function dateOfDay(day: number): string {
  return new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10)
}

/** Monday 0 … Sunday 6 */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The instant of midnight in China at the start of a day. */
export function startOfDay(day: number): string {
  return `${dateOfDay(day)}T00:00:00+08:00`
}

function parts(at: number): { year: string; month: string; day: string; hour: string; minute: string } {
  const text = new Date(at + OFFSET_MILLISECONDS).toISOString()
  return { year: text.slice(0, 4), month: text.slice(5, 7), day: text.slice(8, 10), hour: text.slice(11, 13), minute: text.slice(14, 16) }
}

/** "10月15日 周四"; the year only when it is not `thisYear`. */
export function dayText(date: string, thisYear?: string): string {
  const day = dayOfDate(date)
  const at = day * DAY_MILLISECONDS
  const withYear = thisYear !== undefined && date.slice(0, 4) !== thisYear
  if (locale() === 'zh-CN') {
    const year = withYear ? t('dates.year', { year: date.slice(0, 4) }) : ''
    const monthDay = t('dates.month_day', { month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) })
    return `${year}${monthDay} ${t(`dates.weekday.${weekday(day)}`)}`
  }
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', ...(withYear ? { year: 'numeric' } : {}) }).format(at)
}

/** "10月15日 09:30" */
export function timeText(instant: string | null | undefined): string {
  if (!instant) return ''
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return instant
  const p = parts(at)
  if (locale() === 'zh-CN') return `${t('dates.month_day', { month: Number(p.month), day: Number(p.day) })} ${p.hour}:${p.minute}`
  return new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(at)
}

/** "2026-10-15 09:30:12 +08:00": for hover, audit and print. */
export function exactText(instant: string | null | undefined): string {
  if (!instant) return ''
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return instant
  return `${new Date(at + OFFSET_MILLISECONDS).toISOString().slice(0, 19).replace('T', ' ')} +08:00`
}

/** The value of `<input type="datetime-local">` read as China's time. */
export function instantOfInput(value: string): string {
  return `${value.length === 16 ? `${value}:00` : value}+08:00`
}

export function inputOfInstant(at: number): string {
  return new Date(at + OFFSET_MILLISECONDS).toISOString().slice(0, 16)
}

/** "2 小时 5 分" for escalation times. */
export function spanText(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000))
  if (minutes < 60) return t('dates.minutes', { m: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return t('dates.hours', { h: hours, m: minutes % 60 })
  return t('dates.days', { d: Math.floor(hours / 24), h: hours % 24 })
}
