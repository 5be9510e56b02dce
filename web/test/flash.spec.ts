import { beforeEach, describe, expect, it } from 'vitest'
import { ageFlash, flash, tell, tellHere } from '@/state/flash'

const notice = (code: string) => ({ code, level: 'info' as const, text: code })
const codes = (): string[] => flash.value.map(({ code }) => code)

describe('notices between pages', () => {
  beforeEach(() => {
    ageFlash()
    ageFlash()
  })
  it('SX-07: an answer that comes late does not take the place of why the session is over', () => {
    tell(notice('ended'))
    tellHere(notice('released'))
    ageFlash() // the sign-in page opens
    expect(codes()).toEqual(['ended'])
  })
  it('are shown once, on the page they are for', () => {
    tellHere(notice('here'))
    expect(codes()).toEqual(['here'])
    ageFlash()
    expect(codes()).toEqual([])
    tell(notice('next'))
    ageFlash()
    expect(codes()).toEqual(['next'])
    ageFlash()
    expect(codes()).toEqual([])
  })
})
