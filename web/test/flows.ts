// Flows as the API gives them: one of each input type, and steps to move between.
import type { Flow, FlowInput } from '@/api/types'

export const kInputs: Record<FlowInput['type'], FlowInput> = {
  text: { name: 'account', type: 'text', label: '证件号码', required: true, hint: '或手机号码', autocomplete: 'username' },
  password: { name: 'password', type: 'password', label: '个人密码', required: true, rules: [{ code: 'length', text: '8–20 个字符' }] },
  code: { name: 'sms_code', type: 'code', label: '短信验证码', required: true, length: 6, request: { name: 'request_sms_code', label: '获取验证码', available_at: '2026-01-01T00:00:00Z' } },
  captcha: { name: 'captcha', type: 'captcha', label: '图形验证码', required: true, image: '/v1/flows/f1/captcha.png?v=1', audio: '/v1/flows/f1/captcha.wav?v=1' },
  consent: { name: 'consent_terms', type: 'consent', label: '我已阅读并同意《用户服务协议》', required: true, text_id: 'terms', url: '/v1/consents/terms' },
  choice: {
    name: 'identity', type: 'choice', label: '身份类型', required: true, style: 'cards',
    choices: [
      { id: '1', title: '财务负责人', detail: '晋阳云岭商贸有限公司' },
      { id: '2', title: '办税员', disabled: true, reason: '待本人确认' },
      { id: '3', title: '法定代表人' },
    ],
  },
}
export function makeFlow(inputs: FlowInput[], more: Partial<Flow> = {}, step = 'credentials'): Flow {
  return {
    id: 'f1', kind: 'sign-in', entrance: 'enterprise', title: '企业业务', state: 'open', progress: { at: 1, of: 3 }, notices: [],
    expires_at: new Date(Date.now() + 900_000).toISOString(),
    step: {
      id: step, title: '密码登录', inputs, submit: '登录', back: step !== 'credentials',
      alternatives: [{ id: 'face', title: '扫脸登录', disabled: true, reason: '暂未开通' }, { id: 'scan', title: '扫码登录' }],
    },
    ...more,
  }
}
