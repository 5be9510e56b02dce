/** Where a relying party's request goes on after signing in: kept over the pages of a sign-in, and given out once. */
const kKept = 'taxgate.onward'
const kPlaces = [/^\/oauth2\/authorize\?/, /^\/authorize\?/, /^\/device($|\?)/]

export const isOnward = (place: unknown): place is string => typeof place === 'string' && kPlaces.some((one) => one.test(place))

export function keepOnward(place: string): void {
  sessionStorage.setItem(kKept, place)
}
export function takeOnward(): string | undefined {
  const place = sessionStorage.getItem(kKept)
  sessionStorage.removeItem(kKept)
  return isOnward(place) ? place : undefined
}
