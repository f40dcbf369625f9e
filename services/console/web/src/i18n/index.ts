import { createI18n } from 'vue-i18n'
import { speak } from '@/api/transport'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

type Messages = Record<string, Record<string, unknown>>

function collect(files: Record<string, unknown>): Messages {
  return Object.fromEntries(Object.entries(files).map(([path, messages]) => {
    const name = /\/([a-z]+)\.json$/.exec(path)?.[1] ?? path
    return [name, messages as Record<string, unknown>]
  }))
}

const zh = collect(import.meta.glob('../locales/zh-CN/*.json', { eager: true, import: 'default' }))
const en = collect(import.meta.glob('../locales/en/*.json', { eager: true, import: 'default' }))

function remembered(): Locale {
  const stored = localStorage.getItem('hy.locale')
  return stored === 'en' ? 'en' : 'zh-CN'
}

export const i18n = createI18n({
  legacy: false,
  locale: remembered(),
  fallbackLocale: false,
  messages: { 'zh-CN': zh, en },
  // scripts/check-locales.mjs makes sure before the build that nothing is missing.
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

export const t = i18n.global.t as (key: string, named?: Record<string, unknown>) => string

export function locale(): Locale {
  return i18n.global.locale.value as Locale
}

export function setLocale(next: Locale): void {
  i18n.global.locale.value = next
  localStorage.setItem('hy.locale', next)
  document.documentElement.lang = next
  speak(next)
}

/** Of a pair that the server gives in both languages, the one on the page. */
export function inLocale(zhText: string | null | undefined, enText: string | null | undefined): string {
  return (locale() === 'en' ? enText : zhText) ?? zhText ?? enText ?? ''
}

setLocale(remembered())
