import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

export const SIZES = ['normal', 'large', 'larger'] as const
export type Size = (typeof SIZES)[number]

/** Dark or light, and the size of type: remembered on this PC; public/appearance.js applies them first. */
export const useAppearance = defineStore('appearance', () => {
  const root = document.documentElement
  const dark = ref(root.classList.contains('dark'))
  const stored = root.getAttribute('data-size')
  const size = ref<Size>(SIZES.find((known) => known === stored) ?? 'normal')

  watch(dark, (on) => {
    root.classList.toggle('dark', on)
    localStorage.setItem('hy.theme', on ? 'dark' : 'light')
  })
  watch(size, (next) => {
    root.setAttribute('data-size', next)
    localStorage.setItem('hy.size', next)
  })
  return { dark, size }
})
