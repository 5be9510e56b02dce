/** Fonts for rare characters, a slice at a time and only where one is shown; after the page, which must not wait for them. */
export function offerRareFonts(): void {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = '/han/fonts.css'
  document.head.append(link)
}
