const kBrowsers: [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'], [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'], [/QQBrowser\/(\d+)/, 'QQ Browser'], [/OPR\/(\d+)/, 'Opera'],
  [/Firefox\/(\d+)/, 'Firefox'], [/(?:Headless)?Chrome\/(\d+)/, 'Chrome'], [/Version\/(\d+).*Safari\//, 'Safari'],
]
const kSystems: [RegExp, string][] = [
  [/Windows/, 'Windows'], [/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/HarmonyOS/, 'HarmonyOS'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux'],
]
/** "Chrome 120 · Windows" of a User-Agent; the text itself, shortened, where it is none that we know. */
export function browserOf(agent: string): string {
  const browser = kBrowsers.find(([pattern]) => pattern.test(agent))
  const system = kSystems.find(([pattern]) => pattern.test(agent))?.[1]
  if (!browser) return agent.slice(0, 60)
  const version = browser[0].exec(agent)?.[1] ?? ''
  return [`${browser[1]} ${version}`.trim(), system].filter(Boolean).join(' · ')
}
