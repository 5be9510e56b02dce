import { call } from './http'
import type { Bureau, ConsentText } from './types'

export const getBureau = (): Promise<Bureau> => call('GET', '/v1/bureau')
export const getConsent = (id: string): Promise<ConsentText> => call('GET', `/v1/consents/${encodeURIComponent(id)}`)
