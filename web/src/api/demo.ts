import { call } from './http'
import type { DemoMessage, DemoPerson } from './types'

export const getDemoMessages = (): Promise<{ messages: DemoMessage[] }> => call('GET', '/v1/demo/messages')
export const getDemoPeople = (): Promise<{ people: DemoPerson[] }> => call('GET', '/v1/demo/people')
