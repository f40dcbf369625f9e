import { onBeforeUnmount, onMounted } from 'vue'

/** True where a letter belongs to a text and must not be taken as a command. */
function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** A single key from anywhere on the page, but not while typing, in a dialog or with a modifier. */
export function onShortcut(key: string, act: () => void): void {
  function pressed(event: KeyboardEvent): void {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return
    if ([...document.querySelectorAll('[aria-modal="true"]')].some((dialog) => dialog.checkVisibility())) return
    event.preventDefault()
    act()
  }
  onMounted(() => document.addEventListener('keydown', pressed))
  onBeforeUnmount(() => document.removeEventListener('keydown', pressed))
}
