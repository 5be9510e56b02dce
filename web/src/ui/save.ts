/** Gives the browser a file to save. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
export const saveBase64 = (name: string, type: string, base64: string): void =>
  saveFile(name, new Blob([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], { type }))
