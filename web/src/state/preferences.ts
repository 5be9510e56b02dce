import { ref } from 'vue'

const kKept = 'taxgate.large'
export const large = ref(false)

export function setLarge(on: boolean): void {
  large.value = on
  document.documentElement.classList.toggle('is-large', on)
  localStorage.setItem(kKept, on ? '1' : '')
}
export function restorePreferences(): void {
  setLarge(localStorage.getItem(kKept) === '1')
}
