import { useI18n } from 'vue-i18n'
import { dayOfDate, dayText } from '@/dates/format'
import { useBusinessTime } from '@/session/businessTime'

/**
 * "还剩 3 天（10月15日 周四前）", "今天到期", "已超期 2 天": whole days in China's calendar. The
 * short form is for narrow columns.
 */
export function useDueText(form: 'full' | 'short' = 'full'): (due: string | null | undefined) => string {
  const { t } = useI18n()
  const time = useBusinessTime()
  return (due) => {
    if (!due) return t('dates.no_due')
    const left = dayOfDate(due) - time.today
    const day = dayText(due, time.thisYear)
    if (left === 0) return form === 'short' ? t('dates.short_today') : t('dates.due_today', { day })
    const n = Math.abs(left)
    if (form === 'short') return left > 0 ? t('dates.short_left', { n, day }) : t('dates.short_over', { n, day })
    if (n === 1) return left > 0 ? t('dates.left_one', { day }) : t('dates.over_one', { day })
    return left > 0 ? t('dates.left', { n, day }) : t('dates.over', { n, day })
  }
}
