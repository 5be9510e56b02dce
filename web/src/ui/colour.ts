type Rgb = [number, number, number]

function parse(colour: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  return match ? (match.slice(1).map((part) => parseInt(part, 16)) as Rgb) : null
}
/** Relative luminance, WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const value = part / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
/** Whether white text on it, and it on our palest ground, reach 4.5:1 (a little more, for tinted grounds). */
export function readableOnWhite(colour: string): boolean {
  const rgb = parse(colour)
  return rgb !== null && 1.05 / (luminance(rgb) + 0.05) >= 5.2
}
/** Towards white (amount > 0) or black (< 0). */
export function shade(colour: string, amount: number): string {
  const rgb = parse(colour) ?? [0, 0, 0]
  const goal = amount > 0 ? 255 : 0
  const mixed = rgb.map((part) => Math.round(part + (goal - part) * Math.abs(amount)))
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
