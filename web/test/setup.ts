import { beforeAll } from 'vitest'
import { setLocale } from '@/i18n'

// The texts that people read are part of what is tested.
beforeAll(() => setLocale('zh-CN'))
